using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// What the payroll clerk typed for a month of somebody's pay (éléments variables saisis): only what the contract and
/// the earlier payslips do not say. Amounts are euros, positive. Seizures are not among them: acts are
/// received once, and kept apart. What is wrong is refused by <see cref="MonthElements"/>, with the month and its law.
/// </summary>
public sealed record TypedElements
{
    public static readonly TypedElements None = new();

    public IReadOnlyList<NamedSum> Bonuses { get; init; } = [];

    public IReadOnlyList<DaysAway> Absences { get; init; } = [];

    public TypedSickness? Sickness { get; init; }

    public LeaveTaken? Leave { get; init; }

    public int MealsOffered { get; init; }

    public MealVouchers? Vouchers { get; init; }

    public TransportPass? Transport { get; init; }

    public Money Mileage { get; init; }

    public IReadOnlyList<NamedSum> Expenses { get; init; } = [];

    public Money AdvanceOnPay { get; init; }

    public Money CashAdvanceLeft { get; init; }

    public Money ShareSubscription { get; init; }

    /// <summary>True when the month has nothing beside its contract.</summary>
    public bool IsEmpty => Bonuses.Count + Absences.Count + Expenses.Count == 0
        && this with { Bonuses = None.Bonuses, Absences = None.Absences, Expenses = None.Expenses } == None;

    /// <summary>With what the contract and the payslips before say.</summary>
    /// <param name="contract">The days that the contract covers; null for the whole month.</param>
    /// <param name="hiredOn">The first day in the co-op, which decides the top-up of sick pay.</param>
    /// <param name="toppedUpBefore">Days topped up in the twelve months before.</param>
    public MonthElements For(Month month, Money fixedPay, DateRange? contract, DateOnly hiredOn, int toppedUpBefore) =>
        new(month, fixedPay)
        {
            Contract = contract,
            Bonuses = Bonuses,
            Absences = [.. Absences.Select(a => a.ToAbsence())],
            SickLeave = Sickness is not { } sick ? null
                : new SickLeave(new DateRange(sick.First, sick.Last), sick.Since, hiredOn, sick.DailyIndemnity)
                {
                    Kind = sick.Kind, Subrogated = sick.Subrogated, DaysToppedUpBefore = toppedUpBefore,
                },
            Leave = Leave,
            MealsOffered = MealsOffered,
            Vouchers = Vouchers,
            Transport = Transport,
            Mileage = Mileage,
            Expenses = Expenses,
            AdvanceOnPay = AdvanceOnPay,
            CashAdvanceLeft = CashAdvanceLeft,
            ShareSubscription = ShareSubscription,
        };
}

/// <summary>
/// Days away without pay, both included (absence non payée): by calendar days, or by the hours that were missed.
/// </summary>
public sealed record DaysAway(DateOnly First, DateOnly Last)
{
    public HoursAway? Hours { get; init; }

    /// <summary>Days on which nothing was worked: they lower the ceiling, and earn no leave.</summary>
    public int WholeDays => Hours is { WholeDays: false } ? 0 : new DateRange(First, Last).Days;

    internal Absence ToAbsence() => new(new DateRange(First, Last))
    {
        Hours = Hours is { } hours ? new HoursMissed(hours.Missed, hours.OfMonth) : null,
        WholeDays = Hours is not { WholeDays: false },
    };
}

/// <summary>Hours missed, of those that this very month has for the person.</summary>
/// <param name="WholeDays">False for some hours of days that were worked.</param>
public sealed record HoursAway(decimal Missed, decimal OfMonth, bool WholeDays);

/// <summary>
/// The days of a month of sick leave (arrêt de travail), with the day on which it began and the gross daily indemnity
/// of the notice, in euros.
/// </summary>
public sealed record TypedSickness(
    DateOnly First, DateOnly Last, DateOnly Since, SickKind Kind, Money DailyIndemnity, bool Subrogated);
