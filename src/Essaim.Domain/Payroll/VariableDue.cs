using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// How a contract shares what an activity earned in a year (clause de part variable, Code du travail L. 7332-3 and
/// R. 7331-12): what is left to the co-op first, as a part and as a sum, then the share of the rest that becomes pay,
/// its charges included.
/// </summary>
public sealed record VariableClause(Rate Share, Rate LeftRate, Money LeftAmount)
{
    public VariableClause Checked()
    {
        if (Share.Fraction is <= 0 or > 1 || LeftRate.Fraction is < 0 or > 1 || LeftAmount.IsNegative)
            throw new BrokenRuleException("La part qui devient du salaire va de plus de 0 à 100 %, le résultat laissé "
                + "à la coopérative de 0 à 100 %, et sa somme n’est pas négative. Recopiez la clause du contrat.");
        return this;
    }
}

/// <summary>
/// What the books say of an activity over a year, before its variable pay (chiffres de l’exercice). All positive but
/// what is carried from the years before, which is zero or less.
/// </summary>
/// <param name="Costs">Own costs, depreciation and provisions for risks included.</param>
/// <param name="PayCost">Pay already counted, at full cost, paid leave earned included.</param>
/// <param name="LeaveProvision">Of the pay, what paid leave earned added (6412).</param>
/// <param name="RiskProvision">Of the costs, depreciation and provisions (68).</param>
public sealed record VariableFigures(Money Turnover, Money OtherIncome, Money Contribution, Money Costs, Money PayCost,
    Money LeaveProvision, Money RiskProvision, Money Carried)
{
    public Money Result => Turnover + OtherIncome - Contribution - Costs - PayCost;

    /// <summary>What can be shared, after what earlier years lacked.</summary>
    public Money Base => Result + Carried;

    /// <summary>From the balances of the year; <paramref name="alreadyDue"/> is in them and taken out again.</summary>
    public static VariableFigures From(IReadOnlyCollection<AccountBalance> year, Money carried, Money alreadyDue)
    {
        var account = ActivityAccount.From(year, [], Money.Zero, Money.Zero, Commitments.None);
        Money Of(string prefix) => year.Where(b => b.Account.StartsWith(prefix)).Sum(b => b.Balance);
        return new VariableFigures(account.Turnover, account.OtherIncome, account.Contribution, account.Costs,
            account.PayCost - alreadyDue, Of(Accounts.PaidLeave.Digits), Of("68"), carried);
    }
}

/// <summary>
/// What a year still owes somebody (part variable due à la clôture): nothing when the year and those before it lack
/// money, which is carried on and never taken back from fixed pay (R. 7331-12).
/// </summary>
/// <param name="Left">What stays with the co-op by the clause.</param>
/// <param name="Cost">What pay with all its charges may cost.</param>
/// <param name="CarriedOn">What lacks, zero or less, for the next year.</param>
public sealed record VariableDue(
    VariableFigures Figures, VariableClause Clause, Money Left, Money Cost, Money CarriedOn)
{
    public static VariableDue Of(VariableFigures figures, VariableClause clause)
    {
        if (!figures.Base.IsPositive)
            return new VariableDue(figures, clause, Money.Zero, Money.Zero, figures.Base);
        // The part left and the share are each one rounding to the cent; what is left never exceeds what there is.
        var left = Money.Min(figures.Base, Money.Round(clause.LeftRate.Of(figures.Base)) + clause.LeftAmount);
        return new VariableDue(figures, clause, left, Money.Round(clause.Share.Of(figures.Base - left)), Money.Zero);
    }

    /// <summary>What stays in the activity, neither left by the clause nor made pay.</summary>
    public Money Kept => Money.Max(Money.Zero, Figures.Base) - Left - Cost;

    /// <summary>
    /// The gross pay that the cost holds at closing, as if the last payslip of the year had paid it besides: no ceiling
    /// more, and of the minimum wage what that payslip left. An estimate: the day of the payslip decides; the cost is
    /// what is owed.
    /// </summary>
    /// <param name="terms">Those of the last month, with the year's sums after its payslip; null without one.</param>
    /// <param name="last">The gross pay of that payslip.</param>
    public Money GrossAt(PayCalculator calculator, PayTerms terms, Money last)
    {
        if (Cost.IsZero)
            return Money.Zero;
        var left = 1m - last.ToDecimal() / calculator.ParametersOf(terms).MonthlyMinimumWage;
        return calculator.ForTotalCost(terms.YearToDate is null ? terms
            : terms with { Presence = new MonthPresence(0m, Math.Max(0m, left)) }, Cost).Gross;
    }
}

/// <summary>
/// The payslip of a month that pays what a year still owed (paiement du solde): the settlement is the highest gross
/// part whose cost, with everything else of the month, does not exceed what was due.
/// </summary>
/// <param name="Gross">The settlement's line.</param>
/// <param name="Cost">What the settlement adds to the month's cost.</param>
public sealed record VariablePayment(Payslip Payslip, string Label, Money Gross, Money Cost, Money Due)
{
    /// <summary>Cents, or a gap in costs, that no pay reaches: they stay with the activity.</summary>
    public Money Rest => Due - Cost;

    public string Why => $"{char.ToLowerInvariant(Label[0])}{Label[1..]}, {Gross} pour un coût de {Cost}"
        + (Rest.IsZero ? "" : $", reste {Rest} à l’activité");

    /// <param name="without">The month without the settlement; null when there would be nothing to pay.</param>
    public static VariablePayment Of(PayCalculator calculator, PayTerms terms, MonthElements month, Payslip? without,
        Money due, int year)
    {
        var label = $"Solde de la part variable {year}";
        var before = without?.TotalCost ?? Money.Zero;
        var variable = without?.Of(PayElementKind.VariablePay) ?? Money.Zero;
        var gross = calculator.ForMonthCost(terms, month, before + due).Of(PayElementKind.VariablePay) - variable;
        if (!gross.IsPositive)
            throw new BrokenRuleException($"Le solde de {due} ne permet aucun salaire ce mois-ci. "
                + "Choisissez un autre mois de paie pour les soldes.");
        var payslip = calculator.ForMonth(terms,
            month with { VariablePay = variable, Settlement = new NamedSum(label, gross) });
        return new VariablePayment(payslip, label, gross, payslip.TotalCost - before, due);
    }
}
