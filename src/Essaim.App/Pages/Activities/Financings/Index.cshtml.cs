using Essaim.App.Data;
using Essaim.App.Data.Activities.Financings;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities.Financings;

/// <summary>A loan or a lease in the list, with what is left to pay back.</summary>
public sealed record FinancingListed(Financing Financing, string Activity, string Lender, int Posted, Money Left);

/// <summary>Loans and leases that the co-op took for one activity each.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class IndexModel : ListPage
{
    [BindProperty]
    public string Kind { get; set; } = nameof(FinancingKind.Loan);

    [BindProperty]
    public string Whose { get; set; } = "";

    [BindProperty]
    public string Lender { get; set; } = "";

    [BindProperty]
    public string Label { get; set; } = "";

    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public string YearlyRate { get; set; } = "";

    [BindProperty]
    public string Vat { get; set; } = "";

    [BindProperty]
    public string Months { get; set; } = "";

    [BindProperty]
    public string StartsOn { get; set; } = "";

    [BindProperty]
    public string FirstDue { get; set; } = "";

    [BindProperty]
    public string Resolution { get; set; } = "";

    public IReadOnlyList<FinancingListed> Rows { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Options { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var kind = Kind == nameof(FinancingKind.Lease) ? FinancingKind.Lease : FinancingKind.Loan;
        var activity = Read(nameof(Whose), () => int.TryParse(Whose, out var id) ? new ActivityId(id)
            : throw new BrokenRuleException("Choisissez une activité."));
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount));
        var rate = kind == FinancingKind.Lease || YearlyRate.Trim().Length == 0 ? Rate.Zero
            : Read(nameof(YearlyRate), () => Rate.Percent(FrenchText.ParseNumber(YearlyRate)));
        var vat = kind == FinancingKind.Loan || Vat.Trim().Length == 0 ? Money.Zero
            : Read(nameof(Vat), () => FrenchText.ParseMoney(Vat));
        var months = Read(nameof(Months), () => FrenchText.ParseNumber(Months));
        var starts = Read(nameof(StartsOn), () => FrenchText.ParseDate(StartsOn));
        var first = Read(nameof(FirstDue), () => FrenchText.ParseDate(FirstDue));
        return await TryAsync(async () =>
        {
            var terms = new FinancingTerms(kind, amount, rate, vat,
                months == decimal.Truncate(months) && months is > 0 and < 1000 ? (int)months : 0, first);
            var id = await WriteOnceAsync(async w => (await TakeFinancing.TakeAsync(w,
                new NewFinancing(activity, Lender, Label, Resolution, starts, terms), Me.Name)).Id.ToString());
            Tell(kind == FinancingKind.Loan ? "Emprunt noté." : "Crédit-bail noté.",
                "Chaque échéance sera à payer le jour venu.");
            return Redirect("/emprunts/" + id);
        });
    }

    public static string Word(FinancingKind kind) => kind == FinancingKind.Loan ? "Emprunt" : "Crédit-bail";

    protected override Sheet Sheet() => new("emprunts",
        ["Genre", "Activité", "Prêteur ou loueur", "Quoi", "Montant", "Mois", "Reste à rendre"],
        Rows.Select(r => new object?[]
        {
            Word(r.Financing.Content.Kind), r.Activity, r.Lender, r.Financing.Label, r.Financing.Content.Amount,
            r.Financing.Content.Months, r.Left,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var activities = await db.Activities.OrderBy(a => a.TradeName).ToListAsync();
        var names = activities.ToDictionary(a => a.Id, a => a.TradeName);
        Options = [new("Choisir…", ""), .. activities.Where(a => a.ClosedOn is null && !a.Id.IsStructure)
            .Select(a => new SelectListItem(a.TradeName, a.Id.Value.ToString()))];
        var suppliers = await db.Suppliers.ToDictionaryAsync(s => s.Id, s => s.Name);
        var posted = (await db.FinancingDues.ToListAsync()).ToLookup(d => d.FinancingId, d => d.No);
        Rows = List.Of((await db.Financings.OrderByDescending(f => f.Id).ToListAsync()).Select(f =>
            new FinancingListed(f, names[f.ActivityId], suppliers[f.SupplierId], posted[f.Id].Count(),
                f.Content.Instalments().Where(i => !posted[f.Id].Contains(i.No)).Sum(i => f.Content.Kind
                    == FinancingKind.Loan ? i.Principal : i.Total))).ToList());
    }
}
