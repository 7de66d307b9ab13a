using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>The level under which the meeting wants to be told that money may be missing (seuil d’alerte).</summary>
public static class CoverLevels
{
    private const decimal Least = 0.5m;
    private const decimal Most = 3m;

    /// <summary>What was voted and holds on a day; null where nothing was, and then the level is 100 %.</summary>
    public static Task<CoverLevelRow?> OnAsync(CoopDb db, DateOnly day) => db.CoverLevels
        .Where(l => l.FromDay <= day).OrderByDescending(l => l.FromDay).FirstOrDefaultAsync();

    public static Task<List<CoverLevelRow>> AllAsync(CoopDb db) =>
        db.CoverLevels.OrderByDescending(l => l.FromDay).ToListAsync();

    /// <summary>Keeps a level from the day the meeting gave; what was voted before stays as it was.</summary>
    public static async Task<long> VoteAsync(WriteSession w, decimal level, DateOnly from, string resolution, string by)
    {
        if (level is < Least or > Most)
            throw new BrokenRuleException($"Un seuil va de {FrenchText.Percent(Least)} à {FrenchText.Percent(Most)}. "
                + "À 100 %, chaque euro dû est là.");
        if (string.IsNullOrWhiteSpace(resolution))
            throw new BrokenRuleException("Indiquez l’assemblée ou le conseil, et la résolution qui a voté ce seuil.");
        if (await w.Db.CoverLevels.AnyAsync(l => l.FromDay == from))
            throw new BrokenRuleException(
                $"Un seuil vaut déjà à partir du {FrenchText.Long(from)}. Donnez un autre jour.");
        var row = new CoverLevelRow
        {
            FromDay = from, Level = level, Resolution = resolution.Trim(), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.CoverLevels.Add(row);
        await w.SaveAsync();
        return row.Id;
    }

    /// <summary>Whether less than the level is there, now or in 90 days; never where nothing is owed.</summary>
    public static bool IsBelow(CoverOutlook cover, decimal level) =>
        cover.Now.Ratio < level || cover.At90.Ratio < level;

    /// <summary>"maintenant 95 %, à 90 jours 102 %", as the home page and the letter say it.</summary>
    public static string Said(decimal? now, decimal? later) =>
        $"maintenant {Percent(now)}, à 90 jours {Percent(later)}";

    public static string Percent(decimal? ratio) =>
        ratio is { } value ? FrenchText.Percent(decimal.Round(value, 3)) : "rien n’est dû";
}
