using System.Globalization;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Payroll;

/// <summary>A sum with its name, as typed.</summary>
public sealed class TypedSum
{
    public string Label { get; set; } = "";
    public string Amount { get; set; } = "";

    public bool IsBlank => (Label + Amount).Trim().Length == 0;
}

/// <summary>Days from one to another, as typed.</summary>
public sealed class TypedDays
{
    public string First { get; set; } = "";
    public string Last { get; set; } = "";

    public bool IsBlank => (First + Last).Trim().Length == 0;
}

/// <summary>An absence, as typed: its days and, by the hour, what was missed.</summary>
public sealed class TypedAbsence
{
    public string First { get; set; } = "";
    public string Last { get; set; } = "";
    public string Missed { get; set; } = "";
    public string OfMonth { get; set; } = "";
    public bool SomeHours { get; set; }

    public bool IsBlank => (First + Last + Missed + OfMonth).Trim().Length == 0;
}

/// <summary>The fields of the elements of a month, and how they are read; what is left empty is not there.</summary>
public abstract class TypedElementsPage : EssaimPage
{
    private const int Rows = 2;

    [BindProperty]
    public List<TypedSum> Bonuses { get; set; } = [];

    [BindProperty]
    public List<TypedAbsence> Absences { get; set; } = [];

    [BindProperty]
    public List<TypedSum> Expenses { get; set; } = [];

    [BindProperty]
    public TypedDays Sick { get; set; } = new();

    [BindProperty]
    public string SickSince { get; set; } = "";

    [BindProperty]
    public string SickNature { get; set; } = nameof(SickKind.Ordinary);

    [BindProperty]
    public string DailyIndemnity { get; set; } = "";

    [BindProperty]
    public bool Subrogated { get; set; }

    [BindProperty]
    public string LeaveTaken { get; set; } = "";

    [BindProperty]
    public string LeaveCompensated { get; set; } = "";

    [BindProperty]
    public string LeaveEarned { get; set; } = "";

    [BindProperty]
    public string LeavePay { get; set; } = "";

    [BindProperty]
    public string Meals { get; set; } = "";

    [BindProperty]
    public string Vouchers { get; set; } = "";

    [BindProperty]
    public string VoucherValue { get; set; } = "";

    [BindProperty]
    public string VoucherPart { get; set; } = "60";

    [BindProperty]
    public string Pass { get; set; } = "";

    [BindProperty]
    public string PassPart { get; set; } = "50";

    [BindProperty]
    public string Mileage { get; set; } = "";

    [BindProperty]
    public string Advance { get; set; } = "";

    [BindProperty]
    public string Lent { get; set; } = "";

    [BindProperty]
    public string Shares { get; set; } = "";

    public static IEnumerable<SelectListItem> SickKinds =>
    [
        new("Maladie ou accident de la vie privée", nameof(SickKind.Ordinary)),
        new("Affection de longue durée", nameof(SickKind.LongIllness)),
        new("Accident du travail", nameof(SickKind.WorkAccident)),
    ];

    public static IEnumerable<SelectListItem> WhoGetsIndemnities =>
        [new("À la personne", "False"), new("À la coopérative (subrogation)", "True")];

    public static IEnumerable<SelectListItem> PartsOfDays =>
        [new("Des journées entières", "False"), new("Quelques heures de journées travaillées", "True")];

    public bool HasSickness => (Sick.First + Sick.Last + SickSince + DailyIndemnity).Trim().Length > 0;
    public bool HasLeave => (LeaveTaken + LeaveCompensated).Trim().Length > 0;
    public bool HasMeals => (Meals + Vouchers).Trim().Length > 0;
    public bool HasExpenses => (Pass + Mileage).Trim().Length > 0 || Expenses.Any(e => !e.IsBlank);
    public bool HasKept => (Advance + Lent + Shares).Trim().Length > 0;

    /// <summary>Room for more of what comes in any number.</summary>
    protected void AddRows()
    {
        while (Bonuses.Count < Rows || !Bonuses[^1].IsBlank)
            Bonuses.Add(new TypedSum());
        while (Absences.Count < Rows || !Absences[^1].IsBlank)
            Absences.Add(new TypedAbsence());
        while (Expenses.Count < Rows || !Expenses[^1].IsBlank)
            Expenses.Add(new TypedSum());
    }

    protected void Fill(TypedElements e)
    {
        Bonuses = [.. e.Bonuses.Select(FormOf)];
        Expenses = [.. e.Expenses.Select(FormOf)];
        Absences = [.. e.Absences.Select(FormOf)];
        if (e.Sickness is { } sick)
            (Sick, SickSince, SickNature, DailyIndemnity, Subrogated) = (FormOf(sick.First, sick.Last),
                FrenchText.Short(sick.Since), sick.Kind.ToString(), Shown(sick.DailyIndemnity), sick.Subrogated);
        if (e.Leave is { } leave)
            (LeaveTaken, LeaveCompensated, LeaveEarned, LeavePay) = (Shown(leave.Taken), Shown(leave.Compensated),
                Shown(leave.DaysEarned), Shown(leave.ReferencePay));
        Meals = Shown(e.MealsOffered);
        if (e.Vouchers is { } vouchers)
            (Vouchers, VoucherValue, VoucherPart) = (Shown(vouchers.Count), Shown(vouchers.FaceValue),
                Shown(vouchers.EmployerPart.ToPercent()));
        if (e.Transport is { } pass)
            (Pass, PassPart) = (Shown(pass.Price), Shown(pass.EmployerPart.ToPercent()));
        (Mileage, Advance, Lent, Shares) = (Shown(e.Mileage), Shown(e.AdvanceOnPay), Shown(e.CashAdvanceLeft),
            Shown(e.ShareSubscription));
    }

    /// <summary>What was typed; ask <c>ModelState.IsValid</c> before using it.</summary>
    protected TypedElements Typed() => new()
    {
        Bonuses = Sums(Bonuses, nameof(Bonuses), "Dites de quelle prime il s’agit."),
        Absences = [.. Absences.Index().Where(a => !a.Item.IsBlank)
            .Select(a => Absence(a.Item, $"{nameof(Absences)}[{a.Index}]"))],
        Sickness = HasSickness ? Sickness() : null,
        Leave = HasLeave ? new LeaveTaken(Count(nameof(LeaveTaken), LeaveTaken),
            Count(nameof(LeaveCompensated), LeaveCompensated), ReadSum(nameof(LeavePay), LeavePay),
            Count(nameof(LeaveEarned), LeaveEarned)) : null,
        MealsOffered = Whole(nameof(Meals), Meals),
        Vouchers = Vouchers.Trim().Length == 0 ? null : new MealVouchers(Whole(nameof(Vouchers), Vouchers),
            ReadSum(nameof(VoucherValue), VoucherValue), Part(nameof(VoucherPart), VoucherPart)),
        Transport = Pass.Trim().Length == 0 ? null
            : new TransportPass(ReadSum(nameof(Pass), Pass), Part(nameof(PassPart), PassPart)),
        Mileage = ReadSum(nameof(Mileage), Mileage),
        Expenses = Sums(Expenses, nameof(Expenses), "Dites quel achat est remboursé."),
        AdvanceOnPay = ReadSum(nameof(Advance), Advance),
        CashAdvanceLeft = ReadSum(nameof(Lent), Lent),
        ShareSubscription = ReadSum(nameof(Shares), Shares),
    };

    private TypedSickness Sickness()
    {
        var days = Days(Sick, nameof(Sick));
        return new TypedSickness(days.First, days.Last, ReadDay(nameof(SickSince), SickSince, days.First),
            Read(nameof(SickNature), () => Enum.TryParse<SickKind>(SickNature, out var kind) && Enum.IsDefined(kind)
                ? kind : throw new BrokenRuleException("Choisissez la nature de l’arrêt.")),
            ReadSum(nameof(DailyIndemnity), DailyIndemnity), Subrogated);
    }

    private DaysAway Days(TypedDays typed, string field) => new(
        Read(field + ".First", () => FrenchText.ParseDate(typed.First)),
        Read(field + ".Last", () => FrenchText.ParseDate(typed.Last)));

    private DaysAway Absence(TypedAbsence typed, string field)
    {
        var days = Days(new TypedDays { First = typed.First, Last = typed.Last }, field);
        if ((typed.Missed + typed.OfMonth).Trim().Length == 0)
            return !typed.SomeHours ? days : Read(field + ".Missed", DaysAway () => throw new BrokenRuleException(
                "Donnez les heures manquées et celles du mois : quelques heures ne se comptent pas en jours."));
        return days with
        {
            Hours = Read(field + ".Missed", () => new HoursAway(FrenchText.ParseNumber(typed.Missed),
                FrenchText.ParseNumber(typed.OfMonth), WholeDays: !typed.SomeHours)),
        };
    }

    private List<NamedSum> Sums(List<TypedSum> typed, string field, string missing) =>
    [
        .. typed.Index().Where(s => !s.Item.IsBlank).Select(s => new NamedSum(
            Read($"{field}[{s.Index}].Label", () => s.Item.Label.Trim() is { Length: > 0 } label ? label
                : throw new BrokenRuleException(missing)),
            Read($"{field}[{s.Index}].Amount", () => FrenchText.ParseMoney(s.Item.Amount)))),
    ];

    private decimal Count(string field, string text) =>
        text.Trim().Length == 0 ? 0 : Read(field, () => FrenchText.ParseNumber(text));

    private Rate Part(string field, string text) => Read(field, () => Rate.Percent(FrenchText.ParseNumber(text)));

    private int Whole(string field, string text) => text.Trim().Length == 0 ? 0
        : Read(field, () => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            ? whole : throw new BrokenRuleException($"« {text.Trim()} » n’est pas un nombre entier."));

    private static TypedSum FormOf(NamedSum sum) => new() { Label = sum.Label, Amount = FrenchText.Amount(sum.Amount) };

    private static TypedAbsence FormOf(DaysAway away) => new()
    {
        First = FrenchText.Short(away.First), Last = FrenchText.Short(away.Last),
        Missed = Shown(away.Hours?.Missed ?? 0), OfMonth = Shown(away.Hours?.OfMonth ?? 0),
        SomeHours = away.Hours is { WholeDays: false },
    };

    private static TypedDays FormOf(DateOnly first, DateOnly last) =>
        new() { First = FrenchText.Short(first), Last = FrenchText.Short(last) };

    private static string Shown(Money sum) => sum.IsZero ? "" : FrenchText.Amount(sum);

    private static string Shown(decimal number) => number == 0 ? "" : FrenchText.Decimal(number, 2);

    private static string Shown(int number) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
}
