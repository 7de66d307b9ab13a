using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Essaim.Victim;

namespace Essaim.App.Tests.Safety;

/// <summary>R7: any sequence of what a co-op does leaves sound books. The seed of a failure replays it.</summary>
[Trait("Length", "Slow")]
public sealed class SequenceTests(ITestOutputHelper output)
{
    private const int Steps = 200;

    [Fact]
    public Task Any_sequence_of_acts_leaves_sound_books() => RunAsync(20);

    [Fact, Trait("Length", "Long")]
    public Task Five_hundred_sequences_of_acts_leave_sound_books() =>
        RunAsync(int.TryParse(Environment.GetEnvironmentVariable("ESSAIM_SEQUENCES"), out var some) ? some : 500);

    private async Task RunAsync(int seeds)
    {
        var first = Environment.TickCount;
        var (done, refused, closed) = (0, 0, 0);
        for (var seed = first; seed != first + seeds; seed++)
        {
            var told = await TellAsync(seed);
            (done, refused, closed) = (done + told.Done, refused + told.Refused, closed + told.Closed);
        }
        output.WriteLine($"{seeds} sequences from seed {first}: {done} acts, {refused} refused, "
            + $"{closed} months closed");
    }

    private static async Task<(int Done, int Refused, int Closed)> TellAsync(int seed)
    {
        var random = new Random(seed);
        await using var coop = await DurableCoop.NewAsync("sqlite", 3, paid: true);
        var trade = new Trade(coop.Store, TestCoop.Law, random) { Day = new DateOnly(2026, 1, 5) };
        var open = new Month(2026, 1);
        var (done, refused, closed) = (0, 0, 0);
        try
        {
            for (var step = 0; step < Steps; step++)
            {
                if (Month.Of(trade.Day) > open && random.Next(6) == 0)
                {
                    await CloseAsync(coop.Store, open);
                    (open, closed) = (open.Next(), closed + 1);
                }
                if (await trade.SomethingAsync() is null)
                    refused++;
                else
                    done++;
                if (trade.Day < new DateOnly(2026, 10, 30))
                    trade.Day = trade.Day.AddDays(random.Next(0, 4));
            }
        }
        catch (Exception e) when (e is not BrokenRuleException)
        {
            throw new InvalidOperationException($"Seed {seed}, after {done + refused} acts: {e.Message}", e);
        }
        await BookExamination.AssertSoundAsync(coop.Store.Engine, $"seed {seed}");
        return (done, refused, closed);
    }

    private static Task CloseAsync(Store store, Month month) =>
        new CloseMonth(store, new PayCalculator(TestCoop.Law), TestCoop.Law.LastPayMonth).RunAsync(month, "essai");
}
