using Essaim.Domain.People;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// What somebody's contracts make of a month: the pay of a whole month, and the days covered if not all are. Two
/// contracts in one month make one payslip: its fixed pay is theirs by the days of each, and the terms are the last's.
/// </summary>
internal sealed record PaidMonth(Contract Contract, Money FixedPay, DateRange? Days, DateOnly HiredOn)
{
    private static readonly ContractKind[] Paid =
        [ContractKind.Cesa, ContractKind.PermanentStaff, ContractKind.FixedTermStaff];

    public static IReadOnlyCollection<ContractKind> Kinds => Paid;

    /// <param name="contracts">All paid contracts of one person, at least one of which covers the month.</param>
    public static PaidMonth Of(IReadOnlyCollection<Contract> contracts, Month month)
    {
        var covering = contracts.Where(c => c.CoversMonth(month)).OrderBy(c => c.FirstDay).ToList();
        var days = new DateRange(covering[0].DaysIn(month).First, covering.Max(c => c.DaysIn(month).Last));
        // One rounding, to the cent; days between two contracts count, without pay.
        var pay = covering.Count == 1 ? covering[0].FixedPay : Money.Round(
            covering.Sum(c => c.FixedPay.ToDecimal() * c.DaysIn(month).Days) / days.Days);
        return new PaidMonth(covering[^1], pay, days.Days == month.LastDay.Day ? null : days,
            contracts.Min(c => c.FirstDay));
    }
}
