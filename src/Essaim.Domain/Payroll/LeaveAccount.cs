using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// Paid leave of one reference period (compteur de congés), in working days "ouvrables". Taken may exceed earned: leave
/// taken before it is earned.
/// </summary>
/// <param name="Year">The year in which the period begins.</param>
public sealed record LeaveCounter(int Year, decimal Earned, decimal Taken)
{
    public decimal Left => Earned - Taken;

    public string Name => $"Congés {Year}-{Year + 1}";
}

/// <summary>What a month adds to somebody's leave: parts of a month worked and sick, and days taken.</summary>
public readonly record struct LeaveOfMonth(decimal Worked, decimal Sick, decimal Taken)
{
    /// <summary>
    /// By calendar days: those of the contract, less those without pay; an accident at work counts as worked
    /// (Code du travail L. 3141-5), other sickness earns less (L. 3141-5-1).
    /// </summary>
    public static LeaveOfMonth Of(Month month, DateRange? contract, TypedElements typed)
    {
        var days = (decimal)month.LastDay.Day;
        var present = contract?.Days ?? days;
        var away = typed.Absences.Sum(a => a.WholeDays);
        var sick = typed.Sickness is { Kind: not SickKind.WorkAccident } s ? new DateRange(s.First, s.Last).Days : 0;
        return new LeaveOfMonth(Math.Max(0, present - away - sick) / days, sick / days,
            (typed.Leave?.Taken ?? 0) + (typed.Leave?.Compensated ?? 0));
    }
}

/// <summary>
/// Somebody's paid leave as their last payslip left it (compteurs de congés), by reference periods, the earlier first.
/// It is carried from payslip to payslip, as the year's sums are. Known since the month in which counting began.
/// </summary>
public sealed record LeaveAccount(Month Since, IReadOnlyList<LeaveCounter> Periods)
{
    private const int Decimals = 4;

    /// <summary>The year in which the reference period of a month begins (R. 3141-4: the first of June).</summary>
    public static int PeriodOf(LawBook law, Month month) =>
        month.MonthOfYear >= (int)law.Number("conges-premier-mois", month.FirstDay) ? month.Year : month.Year - 1;

    /// <summary>
    /// After one more month. Days are taken from the earliest period that has some, then from the current one. A period
    /// that is over counts a part of a day whole (L. 3141-7), and is forgotten once nothing is left of it.
    /// </summary>
    public LeaveAccount After(LawBook law, Month month, LeaveOfMonth of)
    {
        var current = PeriodOf(law, month);
        var most = law.Number("conges-jours-maximum", month.LastDay);
        var earned = decimal.Round(of.Worked * law.Number("conges-jours-par-mois", month.LastDay)
            + of.Sick * law.Number("conges-maladie-jours-par-mois", month.LastDay), Decimals);
        var periods = Periods.Where(p => p.Year < current && p.Left != 0 || p.Year == current - 1)
            .Select(p => p with { Earned = decimal.Ceiling(decimal.Round(p.Earned, 2)) })
            .OrderBy(p => p.Year).ToList();
        var now = Periods.FirstOrDefault(p => p.Year == current) ?? new LeaveCounter(current, 0, 0);
        periods.Add(now with { Earned = Math.Min(most, now.Earned + earned) });
        var left = of.Taken;
        for (var i = 0; i < periods.Count && left > 0; i++)
        {
            var taken = i == periods.Count - 1 ? left : Math.Min(left, Math.Max(0, periods[i].Left));
            periods[i] = periods[i] with { Taken = periods[i].Taken + taken };
            left -= taken;
        }
        return this with { Periods = periods };
    }
}
