using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>
/// What will leave an activity's cash and has not yet (engagé): handed in by the areas that know, since Activities
/// asks nobody. All amounts are positive when they will leave.
/// </summary>
/// <param name="PayDecided">Pay decided and not yet posted, charges included.</param>
/// <param name="ContributionEarned">Contribution earned by the co-op and not yet posted.</param>
/// <param name="AdvanceDue">Instalments of advances due by the day looked at.</param>
public sealed record Commitments(Money PayDecided, Money ContributionEarned, Money AdvanceDue)
{
    public static readonly Commitments None = new(Money.Zero, Money.Zero, Money.Zero);

    public Money Total => PayDecided + ContributionEarned + AdvanceDue;
}

/// <summary>
/// The activity account (compte d’activité, Code du travail R.7331-5): the figures an entrepreneur reads, in plain
/// words, over a period for what was earned and spent, and at its end for what is there. Made from kept balances only.
/// </summary>
public sealed record ActivityAccount
{
    /// <summary>Invoiced, excluding VAT: 70x, and internal sales.</summary>
    public required Money Turnover { get; init; }

    /// <summary>What the co-op keeps (contribution): 1861, positive.</summary>
    public required Money Contribution { get; init; }

    /// <summary>Own costs: 6x without pay, internal purchases, dues of the mutual fund, positive.</summary>
    public required Money Costs { get; init; }

    /// <summary>Pay with all its charges: 64x, positive.</summary>
    public required Money PayCost { get; init; }

    /// <summary>Other income: 7x beyond 70x, help of the fund; for the structure, contributions (1871).</summary>
    public required Money OtherIncome { get; init; }

    /// <summary>What the co-op holds for the activity (trésorerie): the debit of 181.</summary>
    public required Money Cash { get; init; }

    /// <summary>What customers still owe: 411 in debit.</summary>
    public required Money Receivable { get; init; }

    /// <summary>What will leave the cash: suppliers, people to reimburse, pay, customers to refund.</summary>
    public required Money Committed { get; init; }

    /// <summary>Advances received and not yet repaid: the credit of 1811, positive.</summary>
    public required Money Advances { get; init; }

    public Money Result => Turnover + OtherIncome - Contribution - Costs - PayCost;

    /// <summary>
    /// What the activity chose to keep aside, and deposits not yet earned where the co-op reserves them.
    /// </summary>
    public Money Reserve { get; init; }

    /// <summary>What can be paid as variable pay (disponible pour la paie): cash − committed − reserve.</summary>
    public Money AvailableForPay => Cash - Committed - Reserve;

    /// <summary>
    /// From the balances of the period for what is earned and spent, the balances at its end for what is there, and
    /// the customers in debit and in credit at its end.
    /// </summary>
    public static ActivityAccount From(IEnumerable<AccountBalance> period, IEnumerable<AccountBalance> atEnd,
        Money customersInDebit, Money customersInCredit, Commitments commitments)
    {
        var flow = new Sums(period);
        var stock = new Sums(atEnd);
        return new ActivityAccount
        {
            Turnover = -flow.Of("70") - flow.Of(Accounts.InternalSale.Digits),
            OtherIncome = -flow.Of("7") + flow.Of("70") - flow.Of(Accounts.ContributionEarned.Digits)
                - flow.Of(Accounts.MutualReceived.Digits),
            Contribution = flow.Of(Accounts.ContributionPaid.Digits),
            Costs = flow.Of("6") - flow.Of("64") + flow.Of(Accounts.InternalPurchase.Digits)
                + flow.Of(Accounts.MutualPaid.Digits),
            PayCost = flow.Of("64"),
            Cash = stock.Of(Accounts.Liaison.Digits),
            Advances = -stock.Of(Accounts.Advance.Digits),
            Receivable = customersInDebit,
            Committed = -stock.Of("401") - stock.Of(Accounts.DeductibleVatPending.Digits) - stock.Of("467")
                - stock.Of("428") - stock.Of("438") + customersInCredit + commitments.Total,
        };
    }

    private sealed class Sums(IEnumerable<AccountBalance> balances)
    {
        private readonly List<AccountBalance> _balances = [.. balances];

        public Money Of(string prefix) => _balances.Where(b => b.Account.StartsWith(prefix)).Sum(b => b.Balance);
    }
}
