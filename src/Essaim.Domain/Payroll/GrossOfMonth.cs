using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// From the elements of a month to its gross pay (du contrat au brut): each part is a line, and the gross their sum.
/// It also says how much of the month counts for the ceiling and for the reference minimum wage.
/// </summary>
internal sealed class GrossOfMonth
{
    private readonly List<PayElement> earnings = [];

    public GrossOfMonth(PayElementLaw law, MonthElements month)
    {
        Add(PayElement.Of(PayElementKind.FixedPay, month.FixedPay));
        TakeAbsencesOff(law, month);
        var due = earnings.Sum(e => e.Amount);
        if (due.IsNegative)
            throw new BrokenRuleException(
                "Les absences dépassent le mois : il ne resterait pas de part fixe. Corrigez les jours ou les heures.");
        Presence = new MonthPresence(CeilingShare(month), MinimumWageShare(month, due));
        // Leave changes neither share: it is paid in full, by its indemnity.
        if (month.Leave is { } leave)
            earnings.AddRange(leave.Earnings(law, month.FixedPay));
        if (month.VariablePay.IsPositive)
            Add(PayElement.Of(PayElementKind.VariablePay, month.VariablePay));
        if (month.Settlement is { Amount.IsPositive: true } settlement)
            Add(PayElement.Of(PayElementKind.VariableSettlement, settlement.Amount, settlement.Label));
        foreach (var bonus in month.Bonuses)
            Add(PayElement.Of(PayElementKind.Bonus, bonus.Amount, bonus.Label));
        AddBenefits(law, month);
        Gross = earnings.Sum(e => e.Amount);
    }

    public IReadOnlyList<PayElement> Earnings => earnings;

    public Money Gross { get; }

    public MonthPresence Presence { get; }

    public SickPay? Sick { get; private set; }

    /// <summary>What was given in kind and counted in the gross pay.</summary>
    public Money Benefits => Of(PayElementKind.MealBenefit) + Of(PayElementKind.HousingBenefit)
        + Of(PayElementKind.OtherBenefit);

    public Money Of(PayElementKind kind) => earnings.Where(e => e.Kind == kind).Sum(e => e.Amount);

    private void Add(PayElement element) => earnings.Add(element);

    private void TakeAbsencesOff(PayElementLaw law, MonthElements month)
    {
        var days = month.Month.LastDay.Day;
        var fixedPay = month.FixedPay.ToDecimal();
        var outside = days - (month.Contract?.Days ?? days);
        if (outside > 0)
        {
            var (part, whole) = Counted(outside, days, month.ContractHours);
            Add(PayElement.Of(PayElementKind.OutOfContract, -fixedPay, part, whole));
        }
        foreach (var absence in month.Absences)
        {
            var (part, whole) = Counted(absence.Days.Days, days, absence.Hours);
            Add(PayElement.Of(PayElementKind.UnpaidAbsence, -fixedPay, part, whole));
        }
        if (month.SickLeave is { } sick)
        {
            var (part, whole) = Counted(sick.Days.Days, days, sick.Hours);
            Sick = new SickPay(law, sick, month.FixedPay, part, whole);
            earnings.AddRange(Sick.Earnings);
        }
    }

    private void AddBenefits(PayElementLaw law, MonthElements month)
    {
        var pay = earnings.Sum(e => e.Amount);
        if (month.MealsOffered > 0)
            Add(PayElement.Of(PayElementKind.MealBenefit, month.MealsOffered, law.MealPrice.ToDecimal()));
        if (month.RoomsGiven > 0)
            Add(PayElement.Of(PayElementKind.HousingBenefit, law.Housing(pay, month.RoomsGiven)));
        foreach (var benefit in month.OtherBenefits)
            Add(PayElement.Of(PayElementKind.OtherBenefit, benefit.Amount, benefit.Label));
        month.Vouchers?.Check(law, month.Month);
        if (month.Vouchers?.Excess(law) is { } excess)
            Add(excess);
    }

    /// <summary>By the hours when they are given, else by calendar days.</summary>
    private static (decimal Part, decimal Whole) Counted(int absent, int days, HoursMissed? hours) =>
        hours is { } counted ? (counted.Missed, counted.OfMonth) : (absent, days);

    /// <summary>Calendar days employed, less those without any pay of the employer (CSS R. 242-2 I).</summary>
    private decimal CeilingShare(MonthElements month)
    {
        var days = month.Month.LastDay.Day;
        var unpaid = month.Absences.Where(a => a.WholeDays).Sum(a => a.Days.Days)
            + (month.SickLeave is { } sick ? sick.Days.Days - Sick!.DaysToppedUp : 0);
        return (decimal)((month.Contract?.Days ?? days) - unpaid) / days;
    }

    /// <summary>Pay due over the pay of a whole month, without what absence does not touch (CSS D. 241-7 IV).</summary>
    private decimal MinimumWageShare(MonthElements month, Money due) =>
        month.FixedPay.IsZero ? CeilingShare(month) : Math.Min(1m, due.ToDecimal() / month.FixedPay.ToDecimal());
}
