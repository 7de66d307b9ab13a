using Essaim.App.Data.Activities.Financings;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities.Financings;

/// <summary>One loan or lease, instalment by instalment, with what made each entry.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class ShowModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    public Financing Financing { get; private set; } = null!;
    public string Activity { get; private set; } = "";
    public string Lender { get; private set; } = "";
    public IReadOnlyDictionary<int, FinancingDue> Posted { get; private set; } = new Dictionary<int, FinancingDue>();

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : NotFound();

    /// <summary>As the round does by itself, for all contracts.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
            return NotFound();
        return await TryAsync(async () =>
        {
            var done = await WriteOnceAsync(async w => (await TakeFinancing.DueAsync(w)).ToString());
            Tell(done == "0" ? "Rien n’est échu." : $"Échéances passées : {done}.", "Elles sont à payer.",
                "Voir ce qui est à payer", "/achats/a-payer");
            return Redirect("/emprunts/" + Id);
        });
    }

    protected override async Task LoadAsync() => await FindAsync();

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.Financings.SingleOrDefaultAsync(f => f.Id == Id) is not { } financing)
            return false;
        Financing = financing;
        Activity = await db.Activities.Where(a => a.Id == financing.ActivityId).Select(a => a.TradeName).SingleAsync();
        Lender = await db.Suppliers.Where(s => s.Id == financing.SupplierId).Select(s => s.Name).SingleAsync();
        Posted = await db.FinancingDues.Where(d => d.FinancingId == Id).ToDictionaryAsync(d => d.No);
        return true;
    }
}
