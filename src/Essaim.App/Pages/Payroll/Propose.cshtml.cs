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
    public const string ByHand = "main";

    private const int UsualPart = 100;
    private const int LargestPart = 1000;

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
        [
            new("Pareil chaque mois", Even), new("Comme les ventes des douze derniers mois", AsSold),
            new("Mois par mois, à la main", ByHand),
        ];

    /// <summary>What each month of a season typed by hand weighs, 100 for an ordinary one; as it was typed.</summary>
    public IReadOnlyList<(Month Month, string Field, string Text)> Parts { get; private set; } = [];

    public async Task OnGetAsync() => await LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w => (await DecidePayPlan.AskAsync(w, new PayPlanRow
            {
                ActivityId = Activity.Id, PersonId = Activity.PersonId!.Value, FirstMonth = Means!.First,
                Amounts = Costs, Net = Rhythm == Even ? Net : Money.Zero, Gross = Months[0].Payslip.Gross,
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
        if (Rhythm == ByHand)
            Parts = [.. Enumerable.Range(0, Math.Clamp(months, 1, PayOutlook.LongestMonths)).Select(Part)];
        if (ModelState.IsValid)
            Read("", () => Spread(months, reserve));
    }

    private (Month, string, string) Part(int index)
    {
        var month = Means!.First.Add(index);
        var field = $"part{month.Number}";
        var typed = (HttpMethods.IsPost(Request.Method) ? Request.Form[field] : Request.Query[field]).ToString().Trim();
        return (month, field, typed.Length == 0 ? $"{UsualPart}" : typed);
    }

    private bool Spread(int months, Money reserve)
    {
        var money = Means!.Available - reserve;
        var even = Means.Outlook.Months(Net, Means.FixedPay, money, Means.First, Means.Before, months);
        if (even.Count < months)
            throw new BrokenRuleException($"L’argent disponible, {money}, paie ce salaire pendant {even.Count} mois. "
                + "Baissez le net, la durée ou la somme gardée.");
        Costs = [.. even.Select(m => m.Payslip.TotalCost)];
        if (Rhythm != Even)
            Costs = Costs.Sum().Share(Rhythm == AsSold ? Sold(months) : Typed());
        Months = Means.Outlook.OfCosts(Costs, Means.FixedPay, Means.First, Means.Before);
        return true;
    }

    private long[] Sold(int months)
    {
        long[] weights = [.. Enumerable.Range(0, months).Select(i => Means!.First.Add(i).MonthOfYear)
            .Select(month => Means!.Season[month - 1])];
        return weights.Sum() > 0 ? weights : throw new BrokenRuleException(
            "Rien n’a été vendu ces mois-là l’an dernier. Choisissez le même salaire chaque mois.");
    }

    private long[] Typed()
    {
        long[] weights = [.. Parts.Select(p => Read(p.Field, () => ReadPart(p.Text)))];
        if (!ModelState.IsValid)
            return [1];
        return weights.Sum() > 0 ? weights : throw new BrokenRuleException(
            "Tous les mois sont à 0. Donnez un poids à au moins un mois.");
    }

    private static long ReadPart(string text) => long.TryParse(text, out var n) && n is >= 0 and <= LargestPart
        ? n : throw new BrokenRuleException(
            $"Écrivez de 0 à {LargestPart} : {UsualPart} pour un mois ordinaire, 200 pour un mois qui paie double.");
}
