using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger.Assets;

/// <summary>A month of an asset that is over and not posted yet.</summary>
public sealed record DueCharge(FixedAsset Asset, PlannedCharge Charge);

/// <summary>
/// Posts what each month writes off, once the month is over (passage des amortissements): by the round, or when asked.
/// A month that is closed takes nothing: its charge goes to the first open day, and says its month.
/// </summary>
public static class PostDepreciation
{
    /// <summary>So many are posted in one transaction, so that nobody waits long for the books.</summary>
    public const int Most = 500;

    /// <summary>All that is due up to a month, the oldest first.</summary>
    public static async Task<List<DueCharge>> DueAsync(CoopDb db, DateOnly today, Month? through = null)
    {
        var last = Month.Of(today.AddDays(1)).Add(-1);
        if (through is { } asked && asked < last)
            last = asked;
        var unfinished = await db.SqlAsync(r => r.GetInt64(0), "SELECT a.id FROM fixed_asset a "
            + "LEFT JOIN (SELECT asset_id, sum(amount) AS posted, max(month) AS through FROM asset_charge "
            + "GROUP BY asset_id) c ON c.asset_id = a.id WHERE a.months > 0 AND a.withdrawn_on IS NULL "
            + "AND NOT EXISTS (SELECT 1 FROM asset_disposal d WHERE d.asset_id = a.id) "
            + "AND a.value - a.residual - a.taken > coalesce(c.posted, 0) "
            + "AND coalesce(c.through, a.taken_through, 0) < @p0", last.Number);
        return unfinished.Count == 0 ? [] : Due(
            await AssetRegister.ReadAsync(db, db.FixedAssets.Where(a => unfinished.Contains(a.Id))), last);
    }

    /// <summary>Posts what is due; how many.</summary>
    public static async Task<int> PostAsync(WriteSession w) =>
        await PostAsync(w, await DueAsync(w.Db, w.Today));

    internal static List<DueCharge> Due(IEnumerable<RegisteredAsset> assets, Month last) =>
        [.. assets.Where(a => a.InUse).SelectMany(a => a.Plan.Charges()
                .SkipWhile(c => c.Month <= a.Through).TakeWhile(c => c.Month <= last)
                .Select(c => new DueCharge(a.Asset, c)))
            .OrderBy(d => d.Charge.Month).ThenBy(d => d.Asset.Id)];

    internal static async Task<int> PostAsync(WriteSession w, IReadOnlyList<DueCharge> due)
    {
        var years = (await w.Db.FiscalYearsAsync()).Where(y => !y.IsClosed).ToList();
        var days = new Dictionary<Month, DateOnly>();
        var charges = new List<AssetCharge>();
        foreach (var (asset, charge) in due.Take(Most))
        {
            if (!days.TryGetValue(charge.Month, out var day))
                days[charge.Month] = day = await OpenDay.FromAsync(w.Db, charge.Month.LastDay);
            if (!years.Any(y => y.Days.Contains(day)))
                break; // the year is not open yet: it waits, and the page says so
            var posted = await w.Ledger.PostAsync(AssetPosting.Charge(asset.ActivityId, asset.Account, charge.Amount,
                day, $"Amortissement {charge.Month.AfterDe()}, {asset.Label}",
                new(AssetCharge.DocumentKind, AssetCharge.NumberOf(asset.Id, charge.Month))));
            charges.Add(new AssetCharge
            {
                AssetId = asset.Id, Month = charge.Month, Amount = charge.Amount, EntryId = posted.Id,
            });
        }
        await w.SaveAsync(); // what they name comes first
        w.Db.AssetCharges.AddRange(charges);
        await w.SaveAsync();
        return charges.Count;
    }
}
