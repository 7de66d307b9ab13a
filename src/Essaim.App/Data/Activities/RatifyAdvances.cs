using Essaim.App.Data.Approvals;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>Notes the day on which the board ratified advances that month end had opened.</summary>
public static class RatifyAdvances
{
    /// <summary>Done at once, or asked of a second person: which of the two is the answer.</summary>
    public static async Task<string> AskAsync(
        WriteSession w, IReadOnlyList<long> ids, DateOnly on, DateOnly today)
    {
        if (on > today)
            throw new BrokenRuleException("La décision est déjà prise : sa date n’est pas dans l’avenir.");
        var advances = await FindAsync(w, ids, on);
        return await FourEyes.DoOrAskAsync(w, ApprovalKinds.Advances, string.Join(",", advances.Select(a => a.Id)),
            $"{(advances.Count == 1 ? "Une avance ratifiée" : $"{advances.Count} avances ratifiées")} le "
            + $"{FrenchText.Long(on)}, {advances.Sum(a => a.Amount)}",
            ValueJson.Write(new RatificationAsked(ids, on)));
    }

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
