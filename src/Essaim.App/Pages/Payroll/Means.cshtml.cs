using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Data.Payroll.Plans;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>A net that one may start from, with its name.</summary>
public sealed record PayMark(string Label, Money Net);

/// <summary>
/// How much can I pay myself: a net a month, what it costs, how many months it lasts, and back. A form by GET whose
/// last changed field is the one that counts; trying changes nothing.
/// </summary>
public sealed class MeansModel : ActivityPage
{
    private const int UsualMonths = 6;
    private const long HighestScale = 500_000;
    private const long LowestScale = 50_000;
    private const decimal FullTimeHours = 151.67m;

    [BindProperty(SupportsGet = true, Name = "net")]
    public string NetText { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "curseur")]
    public string Slider { get; set; } = "";

    /// <summary>Where the slider stood when the page was drawn; the same for the months.</summary>
    [BindProperty(SupportsGet = true, Name = "avant")]
    public string SliderBefore { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "mois")]
    public string MonthsText { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "moisAvant")]
    public string MonthsBefore { get; set; } = "";

    /// <summary>The field typed in last, where the browser's script tells it; otherwise the values tell.</summary>
    [BindProperty(SupportsGet = true, Name = "dernier")]
    public string Last { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "repere")]
    public string Mark { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "are")]
    public string Benefit { get; set; } = "";

    public PayMeans? Means { get; private set; }
    public Money Net { get; private set; }
    public IReadOnlyList<PayAhead> Months { get; private set; } = [];

    /// <summary>The first month's payslip, even when the money does not pay it.</summary>
    public Payslip? Slip { get; private set; }
    public int MonthsIfPaid { get; private set; }
    public SmoothingGain? Gain { get; private set; }
    public UnemploymentFigures? Unemployment { get; private set; }
    public Money Scale { get; private set; }

    /// <summary>The field that was changed last keeps what was typed in it.</summary>
    public string Changed { get; private set; } = "";
    public string SliderValue => (Net.Cents / 100).ToString(CultureInfo.InvariantCulture);
    public string? WhyNot { get; private set; }
    public IReadOnlyList<PayMark> Marks { get; private set; } = [];
    public IReadOnlyList<SmoothingPlanRow> Plans { get; private set; } = [];
    public IReadOnlyList<PayPlanRow> Asked { get; private set; } = [];
    public IReadOnlyList<PayslipRow> Payslips { get; private set; } = [];
    public bool HasCesa { get; private set; }
    public bool SeesPay => !ForTeam || Me.Can(Capability.SeePay);
    public Month? LawEnds => Law.LastPayMonth;
    public bool MayPropose => MayWrite && Months.Count > 0 && Activity.PersonId is not null;

    public async Task OnGetAsync()
    {
        await ComputeAsync();
        var db = await ReadAsync();
        Plans = await db.SmoothingPlans.Where(p => p.ActivityId == Activity.Id && p.StoppedOn == null)
            .OrderByDescending(p => p.Id).ToListAsync();
        Asked = await db.PayPlans.Where(p => p.ActivityId == Activity.Id).OrderByDescending(p => p.Id).Take(UsualMonths)
            .ToListAsync();
        if (!SeesPay || Activity.PersonId is not { } person)
            return;
        Payslips = await db.Payslips.Where(p => p.PersonId == person).OrderByDescending(p => p.Month).ToListAsync();
        HasCesa = await db.Contracts.AnyAsync(c => c.PersonId == person && c.Kind == ContractKind.Cesa);
    }

    /// <summary>Only the answer, for the page that is already shown.</summary>
    public async Task<IActionResult> OnGetAnswerAsync()
    {
        await ComputeAsync();
        return Partial("/Pages/Payroll/_MeansAnswer.cshtml", this);
    }

    private async Task ComputeAsync()
    {
        if (Law.LastPayMonth is not { } known)
        {
            WhyNot = "Les règles de paie ne sont pas connues de cette installation.";
            return;
        }
        Means = await PayMeans.ReadAsync(await ReadAsync(), Installation.Calculator, known, Activity, Today);
        try
        {
            Marks = MarksOf(Means);
            var highest = Highest(1);
            Scale = new Money(Math.Clamp((highest.Cents + 9_999) / 10_000 * 10_000, LowestScale, HighestScale));
            Net = Asking();
            if (ModelState.IsValid)
                Answer(Means);
        }
        catch (BrokenRuleException rule)
        {
            WhyNot = rule.Message;
        }
        if (!ModelState.IsValid)
            return;
        ModelState.Clear(); // what was typed gives way to what it comes to
        (NetText, MonthsText) = (FrenchText.Amount(Net), Months.Count.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The net that the field changed last asks for.</summary>
    private Money Asking()
    {
        if (Mark.Trim().Length > 0)
            return Read("repere", () => Number(Mark));
        if (IsAsking("curseur", Slider, SliderBefore))
        {
            Changed = "curseur";
            return Read("curseur", () => Number(Slider));
        }
        if (IsAsking("mois", MonthsText, MonthsBefore))
        {
            Changed = "mois";
            return Read("mois", () => int.TryParse(MonthsText.Trim(), out var months) ? Highest(months)
                : throw new BrokenRuleException(
                    $"« {MonthsText.Trim()} » n’est pas un nombre de mois. Écrivez par exemple 6."));
        }
        if (NetText.Trim().Length > 0)
        {
            Changed = "net";
            return Read("net", () => FrenchText.ParseMoney(NetText, "Le salaire net") is { IsNegative: false } net ? net
                : throw new BrokenRuleException("Un salaire net ne peut pas être négatif. Écrivez 0 pour rien."));
        }
        return Means!.FixedPay.IsPositive
            ? Means.Outlook.OfMonth(Means.First, Money.Zero, Means.FixedPay, Means.Before).NetBeforeTax
            : Highest(UsualMonths);
    }

    private bool IsAsking(string name, string value, string before) =>
        value.Trim().Length > 0 && (Last.Length > 0 ? Last == name : value.Trim() != before.Trim());

    private void Answer(PayMeans means)
    {
        Slip = means.Outlook.OfMonth(means.First, Net, means.FixedPay, means.Before);
        Months = MonthsFor(means.Available);
        MonthsIfPaid = means.ToCome.IsPositive ? MonthsFor(means.Available + means.ToCome).Count : Months.Count;
        if (means.HasSeason && Slip.TotalCost.IsPositive)
            Gain = SmoothingGain.Of(means.Outlook, new Money(Slip.TotalCost.Cents * 12), means.Season,
                LawEnds!.Value.Year);
        if (Benefit.Trim().Length > 0)
            Unemployment = Read("are", () => UnemploymentFigures.Of(Law, Slip,
                FrenchText.ParseMoney(Benefit, "L’allocation journalière")));
    }

    private IReadOnlyList<PayAhead> MonthsFor(Money money) =>
        Means!.Outlook.Months(Net, Means.FixedPay, money, Means.First, Means.Before);

    private Money Highest(int months) =>
        Means!.Outlook.HighestNet(months, Means.FixedPay, Means.Available, Means.First, Means.Before);

    private IReadOnlyList<PayMark> MarksOf(PayMeans means)
    {
        var smic = Law.Number("smic-horaire", (means.First > LawEnds!.Value ? LawEnds.Value : means.First).LastDay);
        return
        [
            new("Mi-temps au Smic", NetOf(Money.Round(smic * FullTimeHours / 2))),
            new("Plein temps au Smic", NetOf(Money.Round(smic * FullTimeHours))),
            new("2 000 € brut", NetOf(Money.Euros(2000))),
        ];

        Money NetOf(Money gross) => means.Outlook.OfMonth(means.First, Money.Zero, gross, null).NetBeforeTax;
    }

    /// <summary>What the browser sends of a slider: a number with a point.</summary>
    private static Money Number(string text) => decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint,
        CultureInfo.InvariantCulture, out var euros) && euros < 1_000_000 ? Money.Round(euros)
            : throw new BrokenRuleException($"« {text.Trim()} » n’est pas un montant. Écrivez-le dans le champ.");
}
