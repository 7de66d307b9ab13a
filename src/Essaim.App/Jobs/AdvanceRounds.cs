using Essaim.App.Data;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Web;

namespace Essaim.App.Jobs;

/// <summary>
/// Takes back what advances owe by their plans, as soon as it is due and the cash is there (reprise des échéances).
/// </summary>
public sealed class AdvanceRounds(Installation installation, ILogger<AdvanceRounds> log)
    : Rounds(installation, TimeSpan.FromHours(1), log)
{
    private readonly Installation _installation = installation;

    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (_, store) =>
    {
        var today = CivilDay.Today(_installation.Time);
        return await IsDueAsync(store, today) ? await store.WriteAsync(w => RepayAdvances.DueAsync(w, today), cancel)
            : 0;
    });

    /// <summary>Asked before the write lock is: most of the time nothing is due.</summary>
    private static async Task<bool> IsDueAsync(Store store, DateOnly today)
    {
        await using var db = store.Read();
        return (await RepayAdvances.RunningAsync(db)).Any(a => a.DueOn(today).IsPositive);
    }
}
