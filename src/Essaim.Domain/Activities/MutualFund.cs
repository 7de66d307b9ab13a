using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>
/// What each activity pays into the mutual fund for a month (règle du fonds mutuel), as voted: a share of what it
/// invoiced, excluding VAT, and a flat amount; either may be zero, not both.
/// </summary>
public sealed record MutualRule(Rate Share, Money Flat)
{
    public Rate Share { get; init; } = Share.Fraction is >= 0m and <= 0.2m ? Share
        : throw new BrokenRuleException("La part de ce qui est facturé va de 0 à 20 %.");

    public Money Flat { get; init; } = Flat.IsNegative
        ? throw new BrokenRuleException("Le montant par mois n’est pas négatif.")
        : Flat.IsZero && Share.Fraction == 0m
            ? throw new BrokenRuleException("Donnez une part de ce qui est facturé, ou un montant par mois.") : Flat;

    /// <summary>A month of more credit notes than invoices gives back what they had paid.</summary>
    public Money Of(Money invoiced) =>
        // To the cent, halves up: the vote says a rate, no text says how it is rounded.
        Money.Round(Share.Of(invoiced)) + Flat;
}

/// <summary>What became of a claim on the mutual fund (état d’une demande).</summary>
public enum MutualClaimState
{
    Asked,
    Paid,
    Refused,
    Withdrawn,
}

/// <summary>
/// The mutual fund (fonds mutuel, fonds de solidarité) is an activity without anybody who runs it: so it has a cash of
/// its own, which the co-op owes it and the cover counts, and which the year's end does not swallow. Dues and help move
/// between activities inside the company: no VAT, and nothing in the company's statements.
/// </summary>
public static class MutualFundPosting
{
    public const string Code = "fonds-mutuel";

    /// <summary>What an activity pays into the fund; negative where credit notes give it back.</summary>
    public static DraftEntry Due(ActivityId activity, ActivityId fund, Money amount, DateOnly date, string label,
        DocumentRef document) => Move(activity, fund, amount, date, label, document);

    /// <summary>What the fund pays to an activity.</summary>
    public static DraftEntry Help(ActivityId fund, ActivityId activity, Money amount, DateOnly date, string label,
        DocumentRef document) => Move(fund, activity, amount, date, label, document);

    private static DraftEntry Move(ActivityId from, ActivityId to, Money amount, DateOnly date, string label,
        DocumentRef document) => new EntryBuilder(Journal.Internal, date, label) { Document = document }
        .Debit(Accounts.MutualPaid, from, amount)
        .Credit(Accounts.MutualReceived, to, amount)
        .Build();
}
