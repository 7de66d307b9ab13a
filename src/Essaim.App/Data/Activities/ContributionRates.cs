using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Activities;

/// <summary>What the co-op takes of a sale, where it is one rate (taux de contribution).</summary>
public static class ContributionRates
{
    /// <summary>In per cent, as a field shows it; empty where it depends on more than the sale.</summary>
    public static async Task<string> ShownAsync(CoopDb db, ActivityId activity, DateOnly day)
    {
        var rules = await Rules.ReadAsync(db, activity);
        return rules.Any && !activity.IsStructure && rules.Of(activity, day) is { Tiers: [{ } only] }
            ? FrenchText.Decimal(only.Rate.ToPercent(), 4) : "";
    }
}
