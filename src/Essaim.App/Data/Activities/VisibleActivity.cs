using Essaim.App.Identity;
using Essaim.Domain.Activities;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>Whose activity somebody may look at: the one rule for pages and programs.</summary>
public static class VisibleActivity
{
    /// <summary>
    /// Entrepreneurs see their own (the first one when none is named), the team any. Null means "not found", whether it
    /// does not exist or is somebody else's.
    /// </summary>
    public static async Task<Activity?> FindAsync(CoopDb db, CurrentUser me, string? code)
    {
        if (me.Can(Capability.SeeAllActivities))
            return await db.Activities.SingleOrDefaultAsync(a => a.Code == (code ?? Activity.StructureCode));
        return await Of(db, me).Where(a => code == null || a.Code == code).OrderBy(a => a.Id).FirstOrDefaultAsync();
    }

    /// <summary>All that one may see.</summary>
    public static IQueryable<Activity> Of(CoopDb db, CurrentUser me)
    {
        if (me.Can(Capability.SeeAllActivities))
            return db.Activities;
        var person = long.TryParse(me.PersonId, out var id) ? id : (long?)null;
        return db.Activities.Where(a => person != null && a.PersonId == person);
    }
}
