using Essaim.App.Data.Activities;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Sales;

/// <summary>What an hour must be sold for, in plain words; nothing is kept.</summary>
public sealed class HourPriceModel : ActivityPage
{
    [BindProperty(SupportsGet = true, Name = "salaire")]
    public string Pay { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "frais")]
    public string Costs { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "heures")]
    public string PerWeek { get; set; } = "20";

    [BindProperty(SupportsGet = true, Name = "semaines")]
    public string Off { get; set; } = "7";

    [BindProperty(SupportsGet = true, Name = "contribution")]
    public string? Contribution { get; set; }

    [BindProperty(SupportsGet = true, Name = "assurance")]
    public string Insurance { get; set; } = "";

    public HourStudy? Study { get; private set; }
    public bool MaySell => MayWrite;

    public async Task OnGetAsync()
    {
        Contribution ??= await ContributionRates.ShownAsync(await ReadAsync(), Activity.Id, Today);
        if (Pay.Trim().Length + Costs.Trim().Length == 0)
            return;
        var pay = Read("salaire", () => Amount(Pay, "Le coût du salaire"));
        var costs = Read("frais", () => Amount(Costs, "Vos frais"));
        var hours = Read("heures", () => FrenchText.ParseNumber(PerWeek, "Le nombre d’heures"));
        var off = Read("semaines", () => int.TryParse(Off.Trim(), out var weeks) ? weeks
            : throw new BrokenRuleException("Les semaines sans vente sont un nombre, par exemple 7."));
        var (contribution, insurance) = (Share("contribution", Contribution ?? ""), Share("assurance", Insurance));
        if (!ModelState.IsValid)
            return;
        Study = Read("heures", () =>
        {
            var study = new HourStudy(pay, costs, hours, off, contribution, insurance);
            study.Check();
            return study;
        });
    }

    private Rate Share(string field, string text) => Read(field, () => text.Trim().Length == 0 ? Rate.Zero
        : FrenchText.ParseNumber(text) is var percent and >= 0 and < 100 ? Rate.Percent(percent)
        : throw new BrokenRuleException("Ce taux va de 0 à 100\u00a0%. Corrigez-le."));

    private static Money Amount(string text, string what) =>
        text.Trim().Length == 0 ? Money.Zero : FrenchText.ParseMoney(text, what);
}
