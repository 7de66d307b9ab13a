using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>
/// Whose received invoices somebody may look at: who keeps the books all of them, an entrepreneur those that are of
/// their own activity for sure. A proposal shows nothing to anybody.
/// </summary>
public static class VisibleReceived
{
    public static bool MayLook(CurrentUser me) =>
        me.Can(Capability.KeepBooks) || me.Can(Capability.SeeOwnActivity);

    public static IQueryable<ReceivedInvoiceRow> Of(CoopDb db, CurrentUser me)
    {
        if (me.Can(Capability.KeepBooks))
            return db.ReceivedInvoices;
        if (!me.Can(Capability.SeeOwnActivity))
            return db.ReceivedInvoices.Where(_ => false);
        var own = VisibleActivity.Of(db, me).Select(a => (ActivityId?)a.Id);
        return db.ReceivedInvoices.Where(r => r.ActivityId != null && own.Contains(r.ActivityId));
    }

    /// <summary>Null for what does not exist and for what is somebody else's.</summary>
    public static Task<ReceivedInvoiceRow?> FindAsync(CoopDb db, CurrentUser me, long id) =>
        Of(db, me).SingleOrDefaultAsync(r => r.Id == id);
}
