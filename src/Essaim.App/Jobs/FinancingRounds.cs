using Essaim.App.Data;
using Essaim.App.Data.Activities.Financings;
using Essaim.App.Web;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Jobs;

/// <summary>Posts the instalments of loans and leases on the day they fall due (passage des échéances).</summary>
public sealed class FinancingRounds(Installation installation, ILogger<FinancingRounds> log)
    : Rounds(installation, TimeSpan.FromHours(1), log)
{
    private readonly Installation _installation = installation;

    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (_, store) =>
        await IsDueAsync(store, CivilDay.Today(_installation.Time))
            ? await store.WriteAsync(TakeFinancing.DueAsync, cancel) : 0);

    private static async Task<bool> IsDueAsync(Store store, DateOnly today)
    {
        await using var db = store.Read();
        var posted = (await db.FinancingDues.ToListAsync()).ToLookup(d => d.FinancingId, d => d.No);
        return (await db.Financings.ToListAsync()).Any(f => f.Content.Instalments()
            .Any(i => i.Due <= today && !posted[f.Id].Contains(i.No)));
    }
}
