using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>A line of a purchase as it was typed.</summary>
public sealed class TypedPurchaseLine
{
    public string Activity { get; set; } = "";
    public string Account { get; set; } = "";
    public string Description { get; set; } = "";
    public string Net { get; set; } = "";
    public string Vat { get; set; } = "";

    /// <summary>"now" for goods and suppliers who opted for debits; otherwise once paid.</summary>
    public string When { get; set; } = "";

    public bool IsEmpty => (Account + Description + Net + Vat).Trim().Length == 0;
}

/// <summary>Books a supplier's invoice, of a supplier known or new.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class NewModel : EssaimPage
{
    private const int UsualDays = 30;
    private const int MoreLines = 3;

    [BindProperty]
    public string SupplierId { get; set; } = "";

    [BindProperty]
    public string SupplierName { get; set; } = "";

    [BindProperty]
    public string SupplierSiren { get; set; } = "";

    [BindProperty]
    public string Number { get; set; } = "";

    [BindProperty]
    public string On { get; set; } = "";

    [BindProperty]
    public string Due { get; set; } = "";

    [BindProperty]
    public List<TypedPurchaseLine> Lines { get; set; } = [];

    public IReadOnlyList<Activity> Activities { get; private set; } = [];
    public IReadOnlyList<(string Number, string Label)> Accounts { get; private set; } = [];
    public IReadOnlyList<SelectListItem> SupplierOptions { get; private set; } = [];

    /// <summary>The purchase whose supplier and lines to begin with.</summary>
    [BindProperty(SupportsGet = true, Name = "copie")]
    public long? Copied { get; set; }

    public async Task OnGetAsync()
    {
        await LoadAsync();
        var copied = await (await ReadAsync()).Purchases.SingleOrDefaultAsync(p => p.Id == Copied);
        if (copied is null)
            return;
        (SupplierId, On) = (copied.SupplierId.ToString(), FrenchText.Short(Today));
        Lines = [.. copied.Content.Select(l => new TypedPurchaseLine
        {
            Activity = Activities.FirstOrDefault(a => a.Id == l.Activity)?.Code ?? Activity.StructureCode,
            Account = l.Account.Digits, Description = l.Description, Net = FrenchText.Amount(l.Net),
            Vat = FrenchText.Amount(l.Vat), When = l.VatOnPayment ? "" : "now",
        })];
    }

    public async Task<IActionResult> OnPostAsync(string act)
    {
        if (act == "more")
        {
            await LoadAsync();
            AddLines();
            return Page();
        }
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        var due = Due.Trim().Length == 0 ? on.AddDays(UsualDays) : Read(nameof(Due), () => FrenchText.ParseDate(Due));
        var siren = SupplierSiren.Trim().Length == 0
            ? (Siren?)null : Read(nameof(SupplierSiren), () => new Siren(SupplierSiren));
        return await TryAsync(() => BookAsync(on, due, siren));
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Activities = await db.Activities.Where(a => a.ClosedOn == null).OrderBy(a => a.Id).ToListAsync();
        Accounts = [.. (await db.Accounts.ToListAsync()).Where(a => a.Number.Class is 2 or 6)
            .Select(a => (a.Number.Digits, a.Label)).OrderBy(a => a.Digits)];
        SupplierOptions = [new("Choisir…", ""), .. (await db.Suppliers.OrderBy(s => s.Name).ToListAsync())
            .Select(s => new SelectListItem(s.Name, s.Id.ToString()))];
        if (Lines.Count == 0)
            AddLines();
    }

    private async Task<IActionResult> BookAsync(DateOnly on, DateOnly due, Siren? siren)
    {
        var db = await ReadAsync();
        var activities = await db.Activities.ToDictionaryAsync(a => a.Code, a => a.Id);
        var accounts = (await db.Accounts.ToListAsync()).Select(a => a.Number.Digits).ToHashSet();
        var lines = Lines.Index().Where(l => !l.Item.IsEmpty)
            .Select(l => Line(l.Index + 1, l.Item, activities, accounts)).ToList();
        var made = await WriteOnceAsync(async w =>
        {
            var known = long.TryParse(SupplierId, out var id) ? id : 0;
            var supplier = await w.Db.Suppliers.SingleOrDefaultAsync(s => s.Id == known)
                ?? new Supplier { Name = SupplierName.Trim(), Siren = siren };
            return (await BookPurchase.BookAsync(w, supplier, Number.Trim(), on, due, lines)).Id.ToString();
        });
        Tell($"Facture {Number.Trim()} enregistrée.", "Elle est à payer.", "Voir ce qui est à payer",
            "/achats/a-payer");
        return Redirect("/achats/" + made);
    }

    private static PurchaseLine Line(
        int number, TypedPurchaseLine line, Dictionary<string, ActivityId> activities, HashSet<string> accounts)
    {
        try
        {
            var account = new AccountNumber(line.Account.Trim());
            if (!accounts.Contains(account.Digits))
                throw new BrokenRuleException($"Le compte {account} n’est pas au plan de comptes.");
            var vat = line.Vat.Trim().Length == 0 ? Money.Zero : FrenchText.ParseMoney(line.Vat);
            return new PurchaseLine(activities.GetValueOrDefault(line.Activity, ActivityId.Structure), account,
                line.Description.Trim(), FrenchText.ParseMoney(line.Net, "Le montant hors taxes"), vat,
                    line.When != "now");
        }
        catch (BrokenRuleException rule)
        {
            throw new BrokenRuleException($"Ligne {number} : {rule.Message}");
        }
    }

    private void AddLines()
    {
        for (var i = 0; i < MoreLines; i++)
            Lines.Add(new TypedPurchaseLine { Activity = Lines.LastOrDefault()?.Activity ?? Activity.StructureCode });
    }
}
