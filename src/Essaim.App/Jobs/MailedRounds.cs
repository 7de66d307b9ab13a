using Essaim.App.Data;
using Essaim.App.Data.Purchases.Mailed;
using Essaim.App.Documents;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Jobs;

/// <summary>Takes the invoices out of the mails that came in (factures reçues par courriel).</summary>
public sealed class MailedRounds(Installation installation, VirusScan scan, ILogger<MailedRounds> log)
    : Rounds(installation, TimeSpan.FromSeconds(30), log)
{
    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (_, store) =>
    {
        List<long> waiting;
        await using (var db = store.Read())
            waiting = await db.MailedMessages.Where(m => m.State == MailedState.Waiting).OrderBy(m => m.Id).Take(Bag)
                .Select(m => m.Id).ToListAsync(cancel);
        foreach (var id in waiting)
            await TakeMailed.TakeAsync(store, scan, id, cancel);
        // A full bag that only waits for a scanner must not be gone round again at once.
        return Math.Min(waiting.Count, Bag - 1);
    });
}
