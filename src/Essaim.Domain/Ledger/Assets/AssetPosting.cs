using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger.Assets;

/// <summary>
/// What leaves the register (sortie): the activity, the account, what it cost, what had been posted as written off, and
/// what should be by its last day. The difference of the two is the last charge; it is negative when months after that
/// day had been posted already.
/// </summary>
public sealed record LeavingAsset(
    ActivityId Activity, AccountNumber Account, Money Value, Money Posted, Money Accumulated)
{
    public Money LastCharge => Accumulated - Posted;

    /// <summary>What it was still worth (valeur nette comptable).</summary>
    public Money Net => Value - Accumulated;
}

/// <summary>
/// What fixed assets write: rows 37 to 39 of the postings. All of it stays in the letter of the activity and touches
/// neither its cash nor what it owes: a charge that costs no money.
/// </summary>
public static class AssetPosting
{
    /// <summary>Row 37: the charge of a month (dotation).</summary>
    public static DraftEntry Charge(ActivityId activity, AccountNumber account, Money amount, DateOnly date,
        string label, DocumentRef document) =>
        new EntryBuilder(Journal.General, date, label) { Document = document }
            .Debit(AssetAccounts.Charge(account), activity, amount)
            .Credit(AssetAccounts.Depreciation(account), activity, amount)
            .Build();

    /// <summary>
    /// Row 38: the last charge to the day itself, then the asset and its depreciation go out, and what it was still
    /// worth becomes a cost.
    /// </summary>
    /// <param name="leaving">What leaves, and what is written off of it.</param>
    /// <param name="netAccount">657; 675 in years opened before 2025 (règlement ANC 2022-06).</param>
    /// <param name="date">The day of the entry.</param>
    /// <param name="label">What happened, and the real day where the entry's is another.</param>
    /// <param name="document">The disposal.</param>
    public static DraftEntry Disposal(LeavingAsset leaving, AccountNumber netAccount, DateOnly date, string label,
        DocumentRef document)
    {
        var (activity, account) = (leaving.Activity, leaving.Account);
        var entry = new EntryBuilder(Journal.General, date, label) { Document = document };
        if (!leaving.LastCharge.IsZero)
            entry.Debit(AssetAccounts.Charge(account), activity, leaving.LastCharge)
                .Credit(AssetAccounts.Depreciation(account), activity, leaving.LastCharge);
        if (!leaving.Accumulated.IsZero)
            entry.Debit(AssetAccounts.Depreciation(account), activity, leaving.Accumulated);
        return entry.Debit(netAccount, activity, leaving.Net).Credit(account, activity, leaving.Value).Build();
    }

    /// <summary>
    /// Row 39: the invoice by which an asset was sold wrote ordinary turnover; its price is income of a disposal
    /// (produit de cession). No second invoice, and the VAT stays as the invoice has it.
    /// </summary>
    /// <param name="activity">Whose asset and whose invoice.</param>
    /// <param name="invoiced">The 70x that the invoice wrote to.</param>
    /// <param name="price">Excluding VAT, positive.</param>
    /// <param name="income">757; 775 in years opened before 2025.</param>
    /// <param name="date">The day of the entry.</param>
    /// <param name="label">What was sold, and by which invoice.</param>
    /// <param name="document">The disposal.</param>
    public static DraftEntry Sale(ActivityId activity, AccountNumber invoiced, Money price, AccountNumber income,
        DateOnly date, string label, DocumentRef document) =>
        new EntryBuilder(Journal.General, date, label) { Document = document }
            .Debit(invoiced, activity, price).Credit(income, activity, price).Build();
}
