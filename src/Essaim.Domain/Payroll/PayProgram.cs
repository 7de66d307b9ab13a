using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>How a file of variables is laid out (format).</summary>
public enum PayFileLayout
{
    /// <summary>Our own, every column named and explained.</summary>
    Documented,

    /// <summary>In the manner of Silae: number, code, value, first and last day.</summary>
    Silae,

    /// <summary>In the manner of Sage: number, code, name, value, first and last day.</summary>
    Sage,
}

/// <summary>
/// The certified payroll program that works beside Essaim (programme de paie agréé), and the codes that it gives to
/// variables. A kind without a code is left out of the program's file, never of ours.
/// </summary>
public sealed record PayProgram(string Name, PayFileLayout Layout, IReadOnlyDictionary<PayVariableKind, string> Codes)
{
    private const int LongestCode = 20;

    /// <summary>
    /// Codes that say what they are for and that no program has by itself: until the co-op writes those of its own
    /// file, the program refuses them instead of taking a bonus for something else.
    /// </summary>
    public static PayProgram Usual(PayFileLayout layout) => new("", layout, Mnemonics
        .ToDictionary(m => m.Key, m => layout == PayFileLayout.Silae ? Prefix(m.Key) + m.Value : m.Value));

    private static readonly Dictionary<PayVariableKind, string> Mnemonics = new()
    {
        // The fixed part stands in the program's own file of the person.
        [PayVariableKind.VariablePay] = "VARIABLE",
        [PayVariableKind.VariableSettlement] = "SOLDEVAR",
        [PayVariableKind.Bonus] = "PRIME",
        [PayVariableKind.UnpaidAbsence] = "ABSENCE",
        [PayVariableKind.UnpaidHours] = "ABSENCEH",
        [PayVariableKind.SickLeave] = "MALADIE",
        [PayVariableKind.LongIllness] = "ALD",
        [PayVariableKind.WorkAccident] = "ACCIDENT",
        [PayVariableKind.DailyIndemnity] = "IJSS",
        [PayVariableKind.LeaveTaken] = "CONGES",
        [PayVariableKind.LeaveCompensated] = "CONGESICCP",
        [PayVariableKind.MealsOffered] = "REPAS",
        [PayVariableKind.MealVouchers] = "TITRES",
        [PayVariableKind.VoucherValue] = "TITREVAL",
        [PayVariableKind.Transport] = "TRANSPORT",
        [PayVariableKind.Mileage] = "KM",
        [PayVariableKind.Expenses] = "FRAIS",
        [PayVariableKind.AdvanceOnPay] = "ACOMPTE",
        [PayVariableKind.CashAdvance] = "AVANCE",
        [PayVariableKind.ShareSubscription] = "PARTS",
    };

    /// <summary>The code of a kind; null where the program is not told of it.</summary>
    public string? CodeOf(PayVariableKind kind) =>
        Codes.TryGetValue(kind, out var code) && code.Length > 0 ? code : null;

    public PayProgram Checked()
    {
        foreach (var (kind, code) in Codes)
            if (code.Length > LongestCode
                || code.Any(c => c is ';' or '"' || char.IsWhiteSpace(c) || char.IsControl(c)))
                throw new BrokenRuleException(
                    $"Le code « {code} » ({PayVariable.LabelOf(kind)}) ne convient pas : au plus {LongestCode} signes, "
                    + "sans espace, guillemet ni point-virgule.");
        return this;
    }

    /// <summary>From memory: such files prefix absences and other variables.</summary>
    private static string Prefix(PayVariableKind kind) => kind is PayVariableKind.UnpaidAbsence
        or PayVariableKind.UnpaidHours
        or PayVariableKind.SickLeave or PayVariableKind.LongIllness or PayVariableKind.WorkAccident
        or PayVariableKind.LeaveTaken ? "AB-" : "EV-";
}
