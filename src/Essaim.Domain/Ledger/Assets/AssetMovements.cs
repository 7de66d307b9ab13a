using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger.Assets;

/// <summary>An asset as its entries tell it: when it came, what was written off when, and when it left.</summary>
/// <param name="Account">Its account, 2xx.</param>
/// <param name="Value">What it cost.</param>
/// <param name="Since">The day of the entry that brought it, or of its service where other books did.</param>
/// <param name="Taken">What the books taken over had written off.</param>
/// <param name="Charges">Posted charges, by the day of their entry.</param>
/// <param name="Left">
/// The day of the entry that took it out, and what was written off in all; null while in use.
/// </param>
public sealed record AssetHistory(AccountNumber Account, Money Value, DateOnly Since, Money Taken,
    IReadOnlyList<(DateOnly On, Money Amount)> Charges, (DateOnly On, Money Accumulated)? Left);

/// <summary>What stood at the beginning, came, went, and stands at the end.</summary>
public readonly record struct Movement(Money Opening, Money In, Money Out)
{
    public Money Closing => Opening + In - Out;

    public static Movement operator +(Movement a, Movement b) =>
        new(a.Opening + b.Opening, a.In + b.In, a.Out + b.Out);
}

/// <summary>
/// A row of the table of fixed assets that the notes to the yearly accounts ask for (tableau des immobilisations et des
/// amortissements; PCG art. 832-1 and following): one account, what it cost, what is written off, what is left.
/// </summary>
public sealed record AssetMovements(AccountNumber Account, Movement Gross, Movement Depreciation)
{
    public Money NetOpening => Gross.Opening - Depreciation.Opening;
    public Money NetClosing => Gross.Closing - Depreciation.Closing;

    /// <summary>
    /// By account, over a year. What was taken over counts as written off before the year, even where it was taken over
    /// in the middle of it.
    /// </summary>
    public static IReadOnlyList<AssetMovements> Of(IEnumerable<AssetHistory> assets, DateRange year) =>
        [.. assets.Where(a => a.Since <= year.Last && !(a.Left?.On < year.First)).GroupBy(a => a.Account)
            .OrderBy(g => g.Key).Select(g => g.Select(a => Row(a, year)).Aggregate((a, b) => a + b))];

    public static AssetMovements operator +(AssetMovements a, AssetMovements b) =>
        new(a.Account, a.Gross + b.Gross, a.Depreciation + b.Depreciation);

    private static AssetMovements Row(AssetHistory asset, DateRange year)
    {
        var old = asset.Since < year.First;
        var left = asset.Left is { } gone && year.Contains(gone.On) ? gone : default((DateOnly, Money Accumulated)?);
        return new AssetMovements(asset.Account,
            new Movement(old ? asset.Value : Money.Zero, old ? Money.Zero : asset.Value,
                left is null ? Money.Zero : asset.Value),
            new Movement(asset.Taken + asset.Charges.Where(c => c.On < year.First).Sum(c => c.Amount),
                asset.Charges.Where(c => year.Contains(c.On)).Sum(c => c.Amount), left?.Accumulated ?? Money.Zero));
    }
}
