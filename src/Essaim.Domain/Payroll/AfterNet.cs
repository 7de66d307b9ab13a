using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// What stands between the net after tax and what is transferred (du net au net à payer): benefits already received,
/// vouchers, what is reimbursed or passed on, seizures in the order of the law, money already paid, shares.
/// </summary>
internal sealed class AfterNet
{
    private readonly List<PayElement> lines = [];
    private readonly Money due;

    public AfterNet(PayElementLaw law, PayTerms terms, MonthElements month, GrossOfMonth gross, decimal legalHours,
        Money netAfterTax)
    {
        due = netAfterTax;
        Add(PayElementKind.BenefitTakenBack, -gross.Benefits);
        Add(PayElementKind.VoucherExcessTakenBack, -gross.Of(PayElementKind.VoucherExcess));
        if (month.Vouchers is { Count: > 0 } vouchers)
            lines.Add(vouchers.OwnShare());
        if (month.Transport is { } pass)
            lines.Add(pass.Refund(law, terms, legalHours));
        Add(PayElementKind.Mileage, month.Mileage);
        foreach (var expense in month.Expenses)
            Add(PayElementKind.Expenses, expense.Amount, expense.Label);
        Add(PayElementKind.SickIndemnityPaid, gross.Sick?.Net ?? Money.Zero);
        KeepBack(law, month);
    }

    public IReadOnlyList<PayElement> Lines => lines;

    private void KeepBack(PayElementLaw law, MonthElements month)
    {
        if (month.Seizures.Count > 0)
            foreach (var (seizure, taken) in law.Seizable(due, month.Dependants).Serve(month.Seizures))
                lines.Add(PayElement.Of(KindOf(seizure.Rank), -taken, seizure.Label) with
                {
                    Party = seizure.Creditor?.Code,
                });
        Add(PayElementKind.AdvanceOnPay, -month.AdvanceOnPay);
        if (month.CashAdvanceLeft.IsPositive && due.IsPositive)
            // "At most a tenth": rounded down, so that the cent never exceeds it.
            Add(PayElementKind.CashAdvance, -Money.Min(month.CashAdvanceLeft,
                new Money((long)decimal.Floor(law.CashAdvanceMost.Of(due) * 100))));
        Add(PayElementKind.ShareSubscription, -month.ShareSubscription);
        var left = due + lines.Sum(l => l.Amount);
        if (left.IsNegative && lines.Any(l => l.Amount.IsNegative))
            throw new BrokenRuleException(
                $"Les retenues dépassent le salaire de {-left}. Réduisez l’acompte, les parts ou les "
                + "titres-restaurant, ou reportez-les au mois suivant.");
    }

    private void Add(PayElementKind kind, Money sum, string label = "")
    {
        if (!sum.IsZero)
            lines.Add(PayElement.Of(kind, sum, label));
    }

    private static PayElementKind KindOf(SeizureRank rank) => rank switch
    {
        SeizureRank.Maintenance => PayElementKind.Maintenance,
        SeizureRank.Tax => PayElementKind.TaxSeizure,
        _ => PayElementKind.Seizure,
    };
}
