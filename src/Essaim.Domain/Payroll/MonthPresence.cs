namespace Essaim.Domain.Payroll;

/// <summary>
/// How much of a month counts when the contract or the pay does not cover all of it (mois incomplet). The ceiling
/// follows the calendar days employed and not wholly unpaid (CSS R. 242-2 I); the reference minimum wage follows the
/// pay due over the pay of a whole month, without what absence does not touch (CSS D. 241-7 IV). From 0 to 1.
/// </summary>
public readonly record struct MonthPresence
{
    public static readonly MonthPresence Whole = new(1m, 1m);

    public MonthPresence(decimal ceiling, decimal minimumWage)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ceiling);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ceiling, 1m);
        ArgumentOutOfRangeException.ThrowIfNegative(minimumWage);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minimumWage, 1m);
        (Ceiling, MinimumWage) = (ceiling, minimumWage);
    }

    /// <summary>The part of the monthly ceiling.</summary>
    public decimal Ceiling { get; }

    /// <summary>The part of the reference minimum wage of the general reduction.</summary>
    public decimal MinimumWage { get; }
}
