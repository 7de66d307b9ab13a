using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>Notes the day on which the board ratified advances that month end had opened.</summary>
public static class RatifyAdvances
{
    public static async Task<int> RatifyAsync(WriteSession w, IReadOnlyList<long> ids, DateOnly on)
    {
        var advances = await FindAsync(w, ids, on);
        foreach (var advance in advances)
            advance.RatifiedOn = on;
        return advances.Count;
    }

    /// <summary>Those that may be ratified on that day; a sentence when one may not.</summary>
    public static async Task<List<CashAdvance>> FindAsync(WriteSession w, IReadOnlyList<long> ids, DateOnly on)
    {
        if (ids.Count == 0)
            throw new BrokenRuleException("Cochez au moins une avance.");
        var advances = await w.Db.CashAdvances.Where(a => ids.Contains(a.Id)).ToListAsync();
        if (advances.Count != ids.Distinct().Count() || advances.Any(a => a.RatifiedOn is not null))
            throw new BrokenRuleException("Une de ces avances est déjà ratifiée. Relisez la liste.");
        if (advances.FirstOrDefault(a => on < a.Month.FirstDay) is { } early)
            throw new BrokenRuleException($"L’avance de {early.Month} ne peut pas être ratifiée avant d’exister.");
        return advances;
    }
}
