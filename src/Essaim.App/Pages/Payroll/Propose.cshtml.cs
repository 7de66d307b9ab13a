using Essaim.App.Data.Payroll;
using Essaim.App.Data.Payroll.Plans;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Payroll;

/// <summary>
/// Proposes a pay for the months to come: how long, at which rhythm, what is kept aside. The table shows each month
/// before anything is sent.
/// </summary>
public sealed class ProposeModel : ActivityPage
{
    public const string Even = "pareil";
    public const string AsSold = "ventes";

    [BindProperty(SupportsGet = true, Name = "net")]
    public string NetText { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "duree")]
    public string MonthsText { get; set; } = "6";

    [BindProperty(SupportsGet = true, Name = "rythme")]
    public string Rhythm { get; set; } = Even;

    [BindProperty(SupportsGet = true, Name = "reserve")]
    public string ReserveText { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public PayMeans? Means { get; private set; }
    public IReadOnlyList<(Month Month, Payslip Payslip)> Months { get; private set; } = [];
    public IReadOnlyList<Money> Costs { get; private set; } = [];
    public Money Net { get; private set; }
    public IEnumerable<SelectListItem> Rhythms =>
        [new("Pareil chaque mois", Even), new("Comme les ventes des douze derniers mois", AsSold)];

    public async Task OnGetAsync() => await LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w => (await DecidePayPlan.AskAsync(w, new PayPlanRow
            {
                ActivityId = Activity.Id, PersonId = Activity.PersonId!.Value, FirstMonth = Means!.First,
                Amounts = Costs, Net = Rhythm == AsSold ? Money.Zero : Net, Gross = Months[0].Payslip.Gross,
                Why = Why.Trim(), AskedAt = w.Now, AskedBy = Me.Name, State = PayPlanState.Asked,
            })).Id.ToString());
            Tell("Proposition envoyée.", "La personne qui vous accompagne la relit ; vous verrez ici sa réponse.");
            return Redirect("/salaire/propositions/" + id);
        });
    }

    protected override async Task LoadAsync()
    {
        if (Means is not null)
            return;
        if (Law.LastPayMonth is not { } known || Activity.PersonId is null)
        {
            ModelState.AddModelError("", "Cette activité n’a pas de salaire à proposer.");
            return;
        }
        Means = await PayMeans.ReadAsync(await ReadAsync(), Installation.Calculator, known, Activity, Today);
        Net = Read("net", () => FrenchText.ParseMoney(NetText, "Le salaire net"));
        var months = Read("duree", () => int.TryParse(MonthsText.Trim(), out var n) && n is >= 1
            and <= PayOutlook.LongestMonths ? n : throw new BrokenRuleException(
                $"Écrivez une durée de 1 à {PayOutlook.LongestMonths} mois."));
        var reserve = ReserveText.Trim().Length == 0 ? Money.Zero
            : Read("reserve", () => FrenchText.ParseMoney(ReserveText, "La somme gardée"));
        if (ModelState.IsValid)
            Read("", () => Spread(months, reserve));
    }

    private bool Spread(int months, Money reserve)
    {
        var money = Means!.Available - reserve;
        var even = Means.Outlook.Months(Net, Means.FixedPay, money, Means.First, Means.Before, months);
        if (even.Count < months)
            throw new BrokenRuleException($"L’argent disponible, {money}, paie ce salaire pendant {even.Count} mois. "
                + "Baissez le net, la durée ou la somme gardée.");
        Costs = [.. even.Select(m => m.Payslip.TotalCost)];
        if (Rhythm == AsSold)
        {
            var weights = Enumerable.Range(0, months).Select(i => Means.Season[Means.First.Add(i).MonthOfYear - 1])
                .ToArray();
            if (weights.Sum() == 0)
                throw new BrokenRuleException(
                    "Rien n’a été vendu ces mois-là l’an dernier. Choisissez le même salaire chaque mois.");
            Costs = Costs.Sum().Share(weights);
        }
        Months = Means.Outlook.OfCosts(Costs, Means.FixedPay, Means.First, Means.Before);
        return true;
    }
}
