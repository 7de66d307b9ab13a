using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Imports;
using Essaim.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Imports;

/// <summary>
/// Which imports somebody may see, go on with and take back: those of the kinds that are theirs to import; an
/// entrepreneur's are those into their own activities, whoever sent the file.
/// </summary>
public static class VisibleImports
{
    public static async Task<IQueryable<ImportBatch>> OfAsync(CoopDb db, CurrentUser me)
    {
        var all = ImportKinds.All.Where(k => me.Can(k.Needs)).Select(k => k.Key).ToList();
        var own = ImportKinds.All.Where(k => k.NeedsForOwn is { } needed && me.Can(needed)).Select(k => k.Key).ToList();
        List<ActivityId?> activities = own.Count == 0 ? []
            : await VisibleActivity.Of(db, me).Select(a => (ActivityId?)a.Id).ToListAsync();
        return db.ImportBatches.Where(b =>
            all.Contains(b.Kind) || own.Contains(b.Kind) && activities.Contains(b.ActivityId));
    }
}
