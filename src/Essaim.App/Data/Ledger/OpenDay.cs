using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>On which day what belongs to a closed month is posted (premier jour de la période ouverte).</summary>
public static class OpenDay
{
    /// <summary>That day, or the first of the first month still open.</summary>
    public static async Task<DateOnly> FromAsync(CoopDb db, DateOnly wanted)
    {
        var locked = (await db.SqlAsync(r => r.GetInt32(0), "SELECT month FROM month_lock")).ToHashSet();
        var month = Month.Of(wanted);
        if (!locked.Contains(month.Number))
            return wanted;
        while (locked.Contains(month.Number))
            month = month.Next();
        return month.FirstDay;
    }
}
