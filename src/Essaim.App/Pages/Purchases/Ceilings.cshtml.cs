using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Law;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Purchases;

/// <summary>The co-op's ceilings of expenses, dated, beside the law's figures.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class CeilingsModel : EssaimPage
{
    [BindProperty]
    public string Meal { get; set; } = "";

    [BindProperty]
    public string Night { get; set; } = "";

    [BindProperty]
    public string NightInParis { get; set; } = "";

    [BindProperty]
    public string Kilometre { get; set; } = "";

    [BindProperty]
    public string From { get; set; } = "";

    [BindProperty]
    public string Decision { get; set; } = "";

    public IReadOnlyList<ExpenseRuleRow> Rules { get; private set; } = [];
    public IReadOnlyList<(string Label, Money Amount, string Confidence)> Marks { get; private set; } = [];

    public Task OnGetAsync()
    {
        From = FrenchText.Short(Today);
        return LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var rule = new ExpenseRule(Amount(nameof(Meal), Meal), Amount(nameof(Night), Night),
            Amount(nameof(NightInParis), NightInParis), Kilometre.Trim().Length == 0 ? null
                : Read<decimal?>(nameof(Kilometre), () => FrenchText.ParseNumber(Kilometre)));
        var from = Read(nameof(From), () => FrenchText.ParseDate(From));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
                (await ExpenseRules.DecideAsync(w, rule, from, Decision, Me.Name)).ToString());
            Tell("Plafonds enregistrés.", $"Ils valent pour les dépenses à partir du {FrenchText.Long(from)}.");
            return Redirect("/depenses/plafonds");
        });
    }

    protected override async Task LoadAsync()
    {
        Rules = await ExpenseRules.AllAsync(await ReadAsync());
        Marks = [.. Law.Parameters.Where(p => p.Name.StartsWith("note-frais-plafond-", StringComparison.Ordinal))
            .Select(p => (p.Label, Value: p.At(Today))).Where(p => p.Value is not null)
            .Select(p => (p.Label, Money.Round(p.Value!.Number), p.Value.Confidence switch
            {
                LawConfidence.High => "haute",
                LawConfidence.Medium => "moyenne",
                _ => "basse",
            }))];
    }

    private Money? Amount(string field, string text) =>
        text.Trim().Length == 0 ? null : Read<Money?>(field, () => FrenchText.ParseMoney(text));
}
