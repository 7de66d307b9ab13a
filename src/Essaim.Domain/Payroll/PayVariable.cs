using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>What a payroll program is told of a month (nature d’une variable de paie).</summary>
public enum PayVariableKind
{
    FixedPay,
    VariablePay,
    VariableSettlement,
    Bonus,
    UnpaidAbsence,
    UnpaidHours,
    SickLeave,
    LongIllness,
    WorkAccident,
    DailyIndemnity,
    LeaveTaken,
    LeaveCompensated,
    MealsOffered,
    MealVouchers,
    VoucherValue,
    Transport,
    Mileage,
    Expenses,
    AdvanceOnPay,
    CashAdvance,
    ShareSubscription,
}

/// <summary>In what a variable is counted (unité).</summary>
public enum PayVariableUnit
{
    Euros,
    CalendarDays,
    WorkableDays,
    Hours,
    Pieces,
}

/// <summary>
/// One thing that a payroll program must know of somebody's month (élément variable): its value in the unit of its
/// kind, positive also where it is kept back, and the days that it is about.
/// </summary>
public sealed record PayVariable(PayVariableKind Kind, string Label, decimal Value, DateRange Days)
{
    public PayVariableUnit Unit => UnitOf(Kind);

    /// <summary>
    /// What the contract and the clerk say of a month, and the variable part that Essaim decided; nothing that the
    /// program works out by itself, such as what an absence costs.
    /// </summary>
    /// <param name="days">The days of the month that the contract covers.</param>
    /// <param name="variable">The variable part of the month, gross.</param>
    /// <param name="settlement">What is left of a year's variable part and paid now, gross.</param>
    public static IReadOnlyList<PayVariable> Of(DateRange days, Money fixedPay, Money variable, Money settlement,
        TypedElements typed)
    {
        var all = new List<PayVariable>();
        void Add(PayVariableKind kind, decimal value, DateRange? on = null, string label = "")
        {
            if (value != 0)
                all.Add(new PayVariable(kind, label.Length > 0 ? label : LabelOf(kind), value, on ?? days));
        }
        Add(PayVariableKind.FixedPay, fixedPay.ToDecimal());
        Add(PayVariableKind.VariablePay, variable.ToDecimal());
        Add(PayVariableKind.VariableSettlement, settlement.ToDecimal());
        foreach (var bonus in typed.Bonuses)
            Add(PayVariableKind.Bonus, bonus.Amount.ToDecimal(), label: bonus.Label);
        foreach (var absence in typed.Absences)
        {
            var away = new DateRange(absence.First, absence.Last);
            if (absence.Hours is { } hours)
                Add(PayVariableKind.UnpaidHours, hours.Missed, away);
            else
                Add(PayVariableKind.UnpaidAbsence, away.Days, away);
        }
        if (typed.Sickness is { } sick)
        {
            var off = new DateRange(sick.First, sick.Last);
            Add(KindOf(sick.Kind), off.Days, off);
            Add(PayVariableKind.DailyIndemnity, sick.Subrogated ? sick.DailyIndemnity.ToDecimal() : 0, off);
        }
        Add(PayVariableKind.LeaveTaken, typed.Leave?.Taken ?? 0);
        Add(PayVariableKind.LeaveCompensated, typed.Leave?.Compensated ?? 0);
        Add(PayVariableKind.MealsOffered, typed.MealsOffered);
        Add(PayVariableKind.MealVouchers, typed.Vouchers?.Count ?? 0);
        Add(PayVariableKind.VoucherValue, typed.Vouchers?.FaceValue.ToDecimal() ?? 0);
        // To the cent, as the payslip pays it; part time may lower it (R. 3261-9), which the program knows.
        Add(PayVariableKind.Transport, typed.Transport is { } pass
            ? Money.Round(pass.EmployerPart.Of(pass.Price)).ToDecimal() : 0);
        Add(PayVariableKind.Mileage, typed.Mileage.ToDecimal());
        foreach (var expense in typed.Expenses)
            Add(PayVariableKind.Expenses, expense.Amount.ToDecimal(), label: expense.Label);
        Add(PayVariableKind.AdvanceOnPay, typed.AdvanceOnPay.ToDecimal());
        Add(PayVariableKind.CashAdvance, typed.CashAdvanceLeft.ToDecimal());
        Add(PayVariableKind.ShareSubscription, typed.ShareSubscription.ToDecimal());
        return all;
    }

    /// <summary>What the kind is called on screen and in files.</summary>
    public static string LabelOf(PayVariableKind kind) => kind switch
    {
        PayVariableKind.FixedPay => "Part fixe d’un mois entier",
        PayVariableKind.VariablePay => "Part variable",
        PayVariableKind.VariableSettlement => "Solde de la part variable",
        PayVariableKind.Bonus => "Prime",
        PayVariableKind.UnpaidAbsence => "Absence non payée",
        PayVariableKind.UnpaidHours => "Absence non payée, en heures",
        PayVariableKind.SickLeave => "Arrêt maladie",
        PayVariableKind.LongIllness => "Arrêt, affection de longue durée",
        PayVariableKind.WorkAccident => "Arrêt, accident du travail",
        PayVariableKind.DailyIndemnity => "Indemnité journalière brute, subrogée",
        PayVariableKind.LeaveTaken => "Congés payés pris",
        PayVariableKind.LeaveCompensated => "Congés payés au départ",
        PayVariableKind.MealsOffered => "Repas offerts",
        PayVariableKind.MealVouchers => "Titres-restaurant",
        PayVariableKind.VoucherValue => "Titres-restaurant, valeur d’un titre",
        PayVariableKind.Transport => "Transport remboursé",
        PayVariableKind.Mileage => "Indemnités kilométriques",
        PayVariableKind.Expenses => "Frais remboursés",
        PayVariableKind.AdvanceOnPay => "Acompte déjà versé",
        PayVariableKind.CashAdvance => "Avance à rembourser, reste",
        PayVariableKind.ShareSubscription => "Parts sociales à retenir",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static PayVariableUnit UnitOf(PayVariableKind kind) => kind switch
    {
        PayVariableKind.UnpaidAbsence or PayVariableKind.SickLeave or PayVariableKind.LongIllness
            or PayVariableKind.WorkAccident => PayVariableUnit.CalendarDays,
        PayVariableKind.UnpaidHours => PayVariableUnit.Hours,
        PayVariableKind.LeaveTaken or PayVariableKind.LeaveCompensated => PayVariableUnit.WorkableDays,
        PayVariableKind.MealsOffered or PayVariableKind.MealVouchers => PayVariableUnit.Pieces,
        _ => PayVariableUnit.Euros,
    };

    private static PayVariableKind KindOf(SickKind kind) => kind switch
    {
        SickKind.LongIllness => PayVariableKind.LongIllness,
        SickKind.WorkAccident => PayVariableKind.WorkAccident,
        _ => PayVariableKind.SickLeave,
    };
}
