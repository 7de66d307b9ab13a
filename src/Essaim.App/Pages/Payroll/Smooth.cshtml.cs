using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>
/// What pay the activity can bear, spread over months, at an hourly cost that one types; beside it what the same money
/// gives under the law of today. A form by GET: trying changes nothing.
/// </summary>
public sealed class SmoothModel : ActivityPage
{
    private const string OldHourlyCost = "10,10";

    [BindProperty(SupportsGet = true, Name = "ventes")]
    public string Turnover { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "taux")]
    public string Share { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "frais")]
    public string Costs { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "mois")]
    public string Months { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "heure")]
    public string HourlyCost { get; set; } = "";

    public SmoothingSimulation? Simulation { get; private set; }
    public Payslip? UnderTodaysLaw { get; private set; }
    public string? WhyNoPayslip { get; private set; }
    public int MonthsRead { get; private set; }

    public async Task OnGetAsync()
    {
        await LoadAsync();
        var turnover = Read("ventes", () => FrenchText.ParseMoney(Turnover, "Le chiffre d’affaires"));
        var share = Read("taux", () => Rate.Percent(FrenchText.ParseNumber(Share, "La contribution")));
        var costs = Read("frais", () => FrenchText.ParseMoney(Costs, "Le montant des frais"));
        MonthsRead = Read("mois", () => int.TryParse(Months.Trim(), out var months) ? months
            : throw new BrokenRuleException(
                $"« {Months.Trim()} » n’est pas un nombre de mois. Écrivez par exemple 6."));
        var hour = Read("heure", () => FrenchText.ParseMoney(HourlyCost, "Le coût d’une heure"));
        if (!ModelState.IsValid)
            return;
        Simulation = Read("", () => SmoothingSimulation.Of(turnover, share, costs, MonthsRead, hour));
        if (Simulation is { Monthly.IsPositive: true })
            await TodayAsync(Simulation.Monthly);
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var account = await ActivityReport.ReadAsync(db, Activity, Today);
        var rules = await Rules.ReadAsync(db, Activity.Id);
        if (Turnover.Length + Share.Length + Costs.Length + Months.Length + HourlyCost.Length == 0)
        {
            var rate = rules.Any && !Activity.Id.IsStructure ? rules.Of(Activity.Id, Today)
                .Tiers.FirstOrDefault()?.Rate : null;
            (Turnover, Costs) = (FrenchText.Amount(account.Turnover), FrenchText.Amount(account.Costs));
            (Share, Months, HourlyCost) = (FrenchText.Decimal((rate ?? Rate.Percent(10)).ToPercent(), 2), "6",
                OldHourlyCost);
        }
    }

    /// <summary>
    /// The payslip of a Cesa for the same monthly cost; a sentence where the law of today gives none.
    /// </summary>
    private async Task TodayAsync(Money monthly)
    {
        var coop = await (await ReadAsync()).Cooperatives.SingleAsync();
        try
        {
            UnderTodaysLaw = Installation.Calculator.ForTotalCost(new PayTerms(Today)
            {
                Headcount = Math.Max(1, coop.Headcount), WorkAccidentRate = coop.WorkAccidentRate,
            }, monthly);
        }
        catch (BrokenRuleException rule)
        {
            WhyNoPayslip = rule.Message;
        }
    }
}
