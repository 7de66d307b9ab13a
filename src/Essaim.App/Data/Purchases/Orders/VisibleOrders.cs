using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.Domain.Activities;
using Essaim.Domain.Purchases;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases.Orders;

/// <summary>
/// Whose orders somebody may look at and write: the team all of them, an entrepreneur those of their own activity. An
/// order for several activities is the team's.
/// </summary>
public static class VisibleOrders
{
    public static bool ForTeam(CurrentUser me) => me.Can(Capability.SeeAllActivities) || me.Can(Capability.KeepBooks);

    public static bool MayWrite(CurrentUser me) =>
        me.Can(Capability.SellForAll) || me.Can(Capability.SellForActivity) || me.Can(Capability.KeepBooks);

    public static IQueryable<PurchaseOrder> Of(CoopDb db, CurrentUser me)
    {
        if (ForTeam(me))
            return db.PurchaseOrders;
        if (!me.Can(Capability.SeeOwnActivity))
            return db.PurchaseOrders.Where(_ => false);
        var own = VisibleActivity.Of(db, me).Select(a => a.Id);
        return db.PurchaseOrders.Where(o => own.Contains(o.ActivityId));
    }

    /// <summary>For which activities somebody may order.</summary>
    public static Task<List<Activity>> ActivitiesAsync(CoopDb db, CurrentUser me) =>
        (ForTeam(me) ? db.Activities : VisibleActivity.Of(db, me)).Where(a => a.ClosedOn == null).OrderBy(a => a.Id)
            .ToListAsync();

    /// <summary>
    /// Suppliers to choose from: the team all, an entrepreneur those from whom their own activity bought or ordered.
    /// </summary>
    public static async Task<List<Supplier>> SuppliersAsync(CoopDb db, CurrentUser me)
    {
        if (ForTeam(me))
            return await db.Suppliers.OrderBy(s => s.Name).ToListAsync();
        var own = VisibleActivity.Of(db, me).Select(a => a.Id);
        return await db.Suppliers.Where(s => db.Purchases.Any(p => p.SupplierId == s.Id && own.Contains(p.ActivityId))
            || db.PurchaseOrders.Any(o => o.SupplierId == s.Id && own.Contains(o.ActivityId)))
            .OrderBy(s => s.Name).ToListAsync();
    }
}
