using Essaim.App.Data.Activities;
using Essaim.Bench;
using Essaim.Domain.Values;

namespace Essaim.App.Bench;

/// <summary>
/// Reads the cover of the whole co-op as the vault's page does: now, at 90 days, and without the three worst of the
/// late. The bare work reads the rows of the same kept balances and open items, and adds them up.
/// </summary>
internal sealed class BenchVault(BenchCoop coop)
{
    private const int Times = 20;

    public async Task<BenchResult> RunAsync()
    {
        await LookAsync(); // warm-up
        await AddUpAsync();
        var cpu = await CpuClock.OfAsync(() => TimesAsync(LookAsync));
        var bare = await CpuClock.OfAsync(() => TimesAsync(AddUpAsync));
        await using var db = coop.Store.Read();
        var cover = await CoverReport.ReadAsync(db, BenchCoop.Day);
        var activities = Convert.ToInt32(await db.ScalarAsync("SELECT count(*) FROM activity"));
        return new BenchResult("vault", Times, cpu, bare)
        {
            Note = $"le coffre de {activities} activités en {cpu / Times * 1000:0} ms ; tenu {cover.Now.Held}, "
                + $"dû {cover.Now.OwedToActivities}.",
        };
    }

    private static async Task TimesAsync(Func<Task> work)
    {
        for (var time = 0; time < Times; time++)
            await work();
    }

    private async Task LookAsync()
    {
        await using var db = coop.Store.Read();
        var cover = await CoverReport.ReadAsync(db, BenchCoop.Day);
        GC.KeepAlive((cover.Now, cover.At90, await CoverReport.WithoutLateAsync(db, cover)));
    }

    private async Task AddUpAsync()
    {
        await using var db = coop.Store.Read();
        var total = Money.Zero;
        foreach (var balance in await (await db.BooksAsync()).PositionAsync(BenchCoop.Day))
            total += balance.Balance;
        foreach (var row in await db.SqlAsync(r => new Money(r.GetInt64(0) - r.GetInt64(1) - r.GetInt64(2)),
            "SELECT amount, credited, settled FROM open_item WHERE amount - credited <> settled"))
            total += row;
        GC.KeepAlive(total);
    }
}
