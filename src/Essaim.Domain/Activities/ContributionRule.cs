using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>On what the contribution (contribution coopérative) is counted.</summary>
public enum ContributionBase
{
    /// <summary>What is invoiced, excluding VAT; posted with the invoice.</summary>
    Invoiced,

    /// <summary>What is received, excluding VAT; posted with each receipt.</summary>
    Received,

    /// <summary>What is invoiced less goods bought for resale (607); posted at month end.</summary>
    GrossMargin,
}

/// <summary>Over which months tiers, floor and ceiling are counted.</summary>
public enum ContributionPeriod
{
    Month,
    Quarter,
    Year,
}

/// <summary>
/// Above the amount <paramref name="From"/> of the period, this rate; each tier only for what lies above it.
/// </summary>
public sealed record ContributionTier(Money From, Rate Rate);

/// <summary>Who may have a rule.</summary>
public enum ContributionEligibility
{
    Everyone,

    /// <summary>Only activities of members (associés).</summary>
    Members,
}

/// <summary>
/// How an activity contributes to the co-operative (contribution coopérative): voted by the general meeting
/// (Code du travail R.7331-8), the same for all, valid from a date. Either tiers of rates or a flat amount per period,
/// then a floor and a ceiling. The minutes that voted it are named.
/// </summary>
public sealed record ContributionRule
{
    public required string Name { get; init; }
    public required ContributionBase Base { get; init; }
    public required ContributionPeriod Period { get; init; }
    public required IReadOnlyList<ContributionTier> Tiers { get; init; }
    public Money? Flat { get; init; }
    public Money? Floor { get; init; }
    public Money? Ceiling { get; init; }
    public ContributionEligibility Eligibility { get; init; }

    /// <summary>True when an activity has the rule only if it asks for it.</summary>
    public bool OptIn { get; init; }

    /// <summary>True unless the meeting decided that a bad debt leaves the contribution due.</summary>
    public bool ReversedByBadDebts { get; init; } = true;

    /// <summary>Meeting and resolution that voted the rule.</summary>
    public required string Resolution { get; init; }

    public required DateOnly From { get; init; }

    public static ContributionRule Simple(
        string name, Rate rate, ContributionBase @base, string resolution, DateOnly from) =>
        new()
        {
            Name = name, Base = @base, Period = ContributionPeriod.Month,
            Tiers = [new ContributionTier(Money.Zero, rate)], Resolution = resolution, From = from,
        };

    /// <summary>Refuses a rule that cannot be counted, with the reason; called before a rule is kept.</summary>
    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Resolution))
            throw new BrokenRuleException(
                "Indiquez la résolution qui a voté cette règle : la contribution est décidée en assemblée.");
        if (Flat is null && Tiers.Count == 0)
            throw new BrokenRuleException("Une règle de contribution a un taux ou un montant fixe.");
        if (Flat is not null && Tiers.Count > 0)
            throw new BrokenRuleException("Choisissez entre un taux et un montant fixe.");
        if (Tiers.Count > 0 && (!Tiers[0].From.IsZero
            || Tiers.Zip(Tiers.Skip(1)).Any(p => p.Second.From <= p.First.From)))
            throw new BrokenRuleException("Les tranches commencent à 0,00 € et montent.");
        if (Tiers.Any(t => t.Rate.Fraction is < 0 or > 1))
            throw new BrokenRuleException("Un taux de contribution va de 0 à 100 %.");
        if (Floor is { } floor && Ceiling is { } ceiling && floor > ceiling)
            throw new BrokenRuleException($"Le minimum ({floor}) dépasse le maximum ({ceiling}).");
    }

    /// <summary>
    /// What is posted at once with an invoice or a receipt of this net amount: the first tier's rate. Tiers, floor,
    /// ceiling and flat amounts are settled at month end.
    /// </summary>
    public Money AtOnce(Money net) =>
        Base == ContributionBase.GrossMargin || Tiers.Count == 0
            ? Money.Zero
            : Money.Round(Tiers[0].Rate.Of(net)); // our rounding: one invoice, one cent at most

    /// <summary>
    /// What comes back to an activity of whose invoices this net amount will never be paid: what the invoice had posted
    /// at once, unless the meeting decided that it stays due.
    /// </summary>
    public Money BackOnLoss(Money net) =>
        ReversedByBadDebts && Base == ContributionBase.Invoiced ? AtOnce(net) : Money.Zero;

    /// <summary>
    /// What the period owes for this base; a negative base (more credit notes than sales) gives back. A flat amount and
    /// a floor fall due once the period is over.
    /// </summary>
    public Money ForPeriod(Money @base, bool isOver = true)
    {
        if (Flat is { } flat)
            return isOver ? flat : Money.Zero;
        var due = Money.Round(ByTiers(@base.Abs()));
        if (@base.IsNegative)
            return -due;
        if (Floor is { } floor && isOver)
            due = Money.Max(due, floor);
        if (Ceiling is { } ceiling)
            due = Money.Min(due, ceiling);
        return due;
    }

    /// <summary>True when month end has something to settle that invoices and receipts did not.</summary>
    public bool NeedsMonthEnd =>
        Base == ContributionBase.GrossMargin || Flat is not null || Floor is not null
        || Ceiling is not null || Tiers.Count > 1;

    /// <summary>The first month of the period that contains this month (calendar quarters and years).</summary>
    public Month PeriodStart(Month month) => Period switch
    {
        ContributionPeriod.Quarter => new Month(month.Year, (month.MonthOfYear - 1) / 3 * 3 + 1),
        ContributionPeriod.Year => new Month(month.Year, 1),
        _ => month,
    };

    private decimal ByTiers(Money @base)
    {
        var due = 0m;
        for (var i = 0; i < Tiers.Count && @base > Tiers[i].From; i++)
        {
            var top = i + 1 < Tiers.Count ? Money.Min(@base, Tiers[i + 1].From) : @base;
            due += Tiers[i].Rate.Of(top - Tiers[i].From);
        }
        return due;
    }
}

/// <summary>The entry by which an activity contributes: row 3 of the postings.</summary>
public static class ContributionPosting
{
    public static DraftEntry Entry(ActivityId activity, Money amount, DateOnly date, string label, string piece,
        DocumentRef? document) =>
        new EntryBuilder(Journal.Internal, date, label) { PieceRef = piece, Document = document }
            .Debit(Accounts.ContributionPaid, activity, amount)
            .Credit(Accounts.ContributionEarned, ActivityId.Structure, amount)
            .Build();
}
