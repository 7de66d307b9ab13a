using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.Victim;

namespace Essaim.App.Tests.Safety;

/// <summary>
/// R5: many writers at once, some failing after they took a number: numbers stay 1 to n, without gap or double.
/// </summary>
[Collection("Kills")]
[Trait("Length", "Slow")]
public sealed class ConcurrencyTests(ITestOutputHelper output)
{
    private const int Count = 20;

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public Task Twenty_writers_at_once_leave_no_gap_and_no_double(string engine) => WriteAsync(engine, 25);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop)), Trait("Length", "Long")]
    public Task Twenty_writers_of_five_hundred_invoices_leave_no_gap_and_no_double(string engine) =>
        WriteAsync(engine, 500);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop)), Trait("Length", "Long")]
    public async Task Three_processes_at_once_leave_no_gap_and_no_double(string engine)
    {
        const int each = 50;
        await using var coop = await DurableCoop.NewAsync(engine, 5);
        var victims = Enumerable.Range(1, 3).Select(seed =>
            VictimProcess.Start("issue", coop.StoreText, $"{Count}", $"{each}", $"{seed}")).ToList();
        foreach (var victim in victims)
        {
            Assert.True(await victim.EndAsync() == 0, victim.Complaint);
            output.WriteLine($"{engine}: {victim.Said.Last()}");
            victim.Dispose();
        }
        await AssertIssuedAsync(coop.Store, 3 * Count * each);
    }

    private async Task WriteAsync(string engine, int each)
    {
        await using var coop = await DurableCoop.NewAsync(engine, 5);
        var latencies = await Writers.IssueAsync(coop.Store, TestCoop.Law, Count, each, 7);
        output.WriteLine($"{engine}: {latencies.Count} invoices by {Count} writers, "
            + $"p95 {Writers.Percentile(latencies, 95):0.0} ms, median {Writers.Percentile(latencies, 50):0.0} ms");
        await AssertIssuedAsync(coop.Store, Count * each);
    }

    private static async Task AssertIssuedAsync(Store store, int count)
    {
        await BookExamination.AssertSoundAsync(store.Engine);
        await using var connection = await store.Engine.OpenAsync();
        Assert.Equal(count, Convert.ToInt32(await connection.ScalarAsync("SELECT count(*) FROM invoice")));
        Assert.Equal($"F2026-{count:0000}", await connection.ScalarAsync(
            "SELECT number FROM invoice ORDER BY id DESC LIMIT 1"));
    }
}
