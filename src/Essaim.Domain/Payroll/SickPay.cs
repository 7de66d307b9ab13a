using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// What a sick leave changes in a month (paie d’un arrêt): the days taken off, the employer's top-up less the daily
/// indemnities of the same days, and what a subrogated employer passes on.
/// </summary>
internal sealed class SickPay
{
    private readonly List<PayElement> earnings = [];

    public SickPay(PayElementLaw law, SickLeave sick, Money fixedPay, decimal part, decimal whole)
    {
        sick.Check();
        earnings.Add(PayElement.Of(PayElementKind.SickAbsence, -fixedPay.ToDecimal(), part, whole));
        var rule = law.TopUp;
        var waiting = sick.Kind == SickKind.WorkAccident ? 0 : rule.DaysWaited;
        var level = rule.DaysOf(WholeYears(sick.HiredOn, sick.FirstDay));
        var toppedUp = Math.Min(sick.DaysFrom(waiting), Math.Max(0, 2 * level - sick.DaysToppedUpBefore));
        var first = Math.Clamp(level - sick.DaysToppedUpBefore, 0, toppedUp);
        TopUp(first, rule.First);
        TopUp(toppedUp - first, rule.Next);
        DaysToppedUp = toppedUp;
        var indemnityDays = sick.IndemnityDays(law.SickDaysWaited);
        // D. 1226-5: what the health insurance pays for the days topped up, and no more than the top-up itself.
        var given = earnings.Where(e => e.Kind == PayElementKind.SickTopUp).Sum(e => e.Amount);
        var same = new Money(sick.DailyIndemnity.Cents * Math.Min(toppedUp, indemnityDays));
        if (Money.Min(given, same) is { IsPositive: true } deducted)
            earnings.Add(PayElement.Of(PayElementKind.SickIndemnityDeducted, -deducted));
        if (sick.Subrogated)
            PassOn(law, sick, indemnityDays);

        void TopUp(int days, (int Part, int Whole) share)
        {
            if (days > 0)
                // The pay of those days, in the proportion of the days taken off, then its part: one rounding.
                earnings.Add(PayElement.Of(PayElementKind.SickTopUp,
                    fixedPay.ToDecimal() * part * days / sick.Days.Days / whole, share.Part, share.Whole));
        }
    }

    public IReadOnlyList<PayElement> Earnings => earnings;

    /// <summary>Days of this month topped up: the next month counts them as before.</summary>
    public int DaysToppedUp { get; }

    /// <summary>What is passed on after CSG and CRDS; zero when the insurance pays the person.</summary>
    public Money Net { get; private set; }

    /// <summary>What income tax is due on of <see cref="Net"/>.</summary>
    public Money Taxable { get; private set; }

    private void PassOn(PayElementLaw law, SickLeave sick, int days)
    {
        var gross = new Money(sick.DailyIndemnity.Cents * days);
        // Each of the two is a line of the insurance's notice, rounded as lines are.
        var deductible = Money.Round(law.SickCsgDeductible.Of(gross));
        var taxable = Money.Round(law.SickCsgTaxable.Of(gross));
        Net = gross - deductible - taxable;
        Taxable = sick.Kind switch
        {
            SickKind.LongIllness => Money.Zero,
            SickKind.WorkAccident => Money.Round((gross - deductible).ToDecimal() / 2),
            _ => gross - deductible,
        };
    }

    private static int WholeYears(DateOnly from, DateOnly to)
    {
        var years = to.Year - from.Year;
        return from.AddYears(years) > to ? years - 1 : years;
    }
}
