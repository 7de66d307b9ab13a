using Essaim.App.Identity;

namespace Essaim.App.Data.Drafts;

/// <summary>The deleted drafts that somebody could write, and may bring back.</summary>
public static class VisibleBin
{
    public static IQueryable<Discarded> Of(CoopDb db, CurrentUser me)
    {
        var (books, all) = (me.Can(Capability.KeepBooks), me.Can(Capability.SellForAll));
        var person = me.Can(Capability.SellForActivity) && long.TryParse(me.PersonId, out var id) ? id : 0;
        return db.Discarded.Where(d => d.Kind == DraftBin.OfEntry ? books
            : all || db.Activities.Any(a => a.Id == d.ActivityId && a.PersonId == person));
    }

    /// <summary>Those that can still be brought back.</summary>
    public static IQueryable<Discarded> WaitingOf(CoopDb db, CurrentUser me, DateTime now)
    {
        var limit = DraftBin.Limit(now);
        return Of(db, me).Where(d => d.RestoredAt == null && string.Compare(d.DiscardedAt, limit) >= 0);
    }
}
