using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Essaim.Victim;

namespace Essaim.App.Tests.Safety;

/// <summary>
/// R20: whichever call to the database fails, the act is done whole or not at all, and sending it again does it once.
/// </summary>
[Trait("Length", "Slow")]
public sealed class FaultTests(ITestOutputHelper output)
{
    public static readonly TheoryData<string, bool> Faults = new()
    {
        { "sqlite", false }, { "postgres", false }, { "postgres", true },
    };

    [Theory, MemberData(nameof(Faults))]
    public Task Issuing_an_invoice_survives_a_fault_at_every_call(string engine, bool lostReply) =>
        EveryCallAsync(engine, lostReply, "invoice", t => t.IssueAsync, _ => []);

    [Theory, MemberData(nameof(Faults))]
    public Task Recording_a_receipt_survives_a_fault_at_every_call(string engine, bool lostReply) =>
        EveryCallAsync(engine, lostReply, "receipt", t => t.ReceiveAsync, t => [t.IssueAsync]);

    [Theory, MemberData(nameof(Faults))]
    public Task Booking_a_purchase_survives_a_fault_at_every_call(string engine, bool lostReply) =>
        EveryCallAsync(engine, lostReply, "purchase", t => t.BuyAsync, _ => []);

    [Theory, MemberData(nameof(Faults))]
    public Task Paying_survives_a_fault_at_every_call(string engine, bool lostReply) =>
        EveryCallAsync(engine, lostReply, "payment", t => t.PayAsync, t => [t.BuyAsync]);

    [Theory, MemberData(nameof(Faults))]
    public async Task Closing_a_month_survives_a_fault_at_every_call(string engine, bool lostReply)
    {
        await using var coop = await DurableCoop.NewAsync(engine, 4, paid: true);
        var faulty = FaultyEngine.Of(coop.Store.Engine, lostReply);
        await using var store = new Store(faulty.Engine, TimeProvider.System);
        var (first, failed) = (1, 0);
        for (var month = new Month(2026, 1); month < new Month(2026, 10); month = month.Next())
        {
            // A resumed closing makes fewer calls, so each month begins with a later one than the month before.
            for (var call = first; ; call++)
            {
                faulty.Arm(call);
                var error = await Record.ExceptionAsync(() => CloseAsync(store, month));
                if (!faulty.Disarm())
                {
                    Assert.Null(error);
                    break;
                }
                failed++;
                await BookExamination.AssertSoundAsync(coop.Store.Engine, $"{month}, call {call}");
            }
            await using var db = coop.Store.Read();
            Assert.Equal(4L, Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM payslip WHERE month = @p0",
                month.Number)));
            first += 8;
        }
        Assert.True(failed > 10, $"Only {failed} calls failed.");
        output.WriteLine($"{engine}: closing nine months, {failed} calls failed");
    }

    private async Task EveryCallAsync(string engine, bool lostReply, string table,
        Func<Trade, Func<WriteSession, Task<string?>>> act,
        Func<Trade, IReadOnlyList<Func<WriteSession, Task<string?>>>> before)
    {
        await using var coop = await DurableCoop.NewAsync(engine, 3);
        var faulty = FaultyEngine.Of(coop.Store.Engine, lostReply);
        await using var store = new Store(faulty.Engine, TimeProvider.System);
        var trade = new Trade(store, TestCoop.Law, new Random(8));
        var steady = new Trade(coop.Store, TestCoop.Law, new Random(9));
        await trade.ReadyAsync();
        for (var call = 1; ; call++)
        {
            foreach (var needed in before(steady))
                await steady.DoAsync(needed);
            var count = await CountAsync(coop.Store, table);
            var key = Guid.CreateVersion7();
            Task<string> DoAsync() => store.WriteOnceAsync(key, async w => (await act(trade)(w))!);
            faulty.Arm(call);
            var error = await Record.ExceptionAsync(DoAsync);
            var failed = faulty.Disarm();
            var after = await CountAsync(coop.Store, table);
            await BookExamination.AssertSoundAsync(coop.Store.Engine, $"{table}, call {call}: {error?.Message}");
            if (!failed)
            {
                Assert.True(error is null, error?.ToString());
                output.WriteLine($"{engine}{(lostReply ? ", reply lost" : "")}: {table}, {call - 1} calls failed");
                Assert.True(call > 5, "The act made no calls.");
                return;
            }
            // No error: the begin was tried again on a new connection, or what failed came after the work was done.
            Assert.True(error is null ? after == count + 1 : after == count || (lostReply && after == count + 1),
                $"{table}, call {call}: {count} before, {after} after, {error?.Message}");
            await DoAsync();
            Assert.Equal(count + 1, await CountAsync(coop.Store, table));
        }
    }

    private static async Task<long> CountAsync(Store store, string table)
    {
        await using var db = store.Read();
        return Convert.ToInt64(await db.ScalarAsync($"SELECT count(*) FROM {table}"));
    }

    private static Task CloseAsync(Store store, Month month) =>
        new CloseMonth(store, new PayCalculator(TestCoop.Law), TestCoop.Law.LastPayMonth).RunAsync(month, "essai");
}
