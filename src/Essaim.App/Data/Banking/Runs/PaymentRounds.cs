using Essaim.App.Jobs;

namespace Essaim.App.Data.Banking.Runs;

/// <summary>Books orders that the bank executes later, on their day.</summary>
public sealed class PaymentRounds(Installation installation, ILogger<PaymentRounds> log)
    : Rounds(installation, TimeSpan.FromMinutes(15), log)
{
    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (_, store) =>
    {
        await using (var db = store.Read())
            if (!await BookRun.AnyDueAsync(db, Web.CivilDay.Today(store.Time)))
                return 0;
        await store.WriteAsync(w => BookRun.BookDueAsync(w, w.Today), cancel);
        return 1;
    });
}
