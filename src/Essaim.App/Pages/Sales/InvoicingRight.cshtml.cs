using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Identity;
using Essaim.App.Pages.People;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales;

/// <summary>Whether an activity may invoice today, by which contract, and what the management ratified.</summary>
public sealed class InvoicingRightModel : ActivityPage
{
    [BindProperty]
    public string From { get; set; } = "";

    [BindProperty]
    public string Until { get; set; } = "";

    [BindProperty]
    public string Reason { get; set; } = "";

    public MayInvoice Right { get; private set; } = MayInvoice.Yes;
    public bool IsRatified { get; private set; }
    public IReadOnlyList<Contract> Contracts { get; private set; } = [];
    public IReadOnlyList<InvoicingRatification> Ratifications { get; private set; } = [];
    public bool MayRatify => MayWrite;

    /// <summary>Only the management answers for what a contract does not allow.</summary>
    protected override bool MayWrite => Me.Can(Capability.ManageCoop);

    public Task OnGetAsync()
    {
        (From, Until) = (FrenchText.Short(Today), FrenchText.Short(Today.AddMonths(1)));
        return LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var from = Read(nameof(From), () => FrenchText.ParseDate(From));
        var until = Read(nameof(Until), () => FrenchText.ParseDate(Until));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w => (await InvoicingRight.RatifyAsync(
                w, Activity.Id, from, until, Reason, Me.Name)).ToString());
            Tell("Facturation ratifiée.", $"Elle vaut jusqu’au {FrenchText.Long(until)}.");
            return Redirect(At("/ventes/droit"));
        }, nameof(Reason));
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Right = await InvoicingRight.OfAsync(db, Activity.Id, Today);
        IsRatified = await InvoicingRight.RatifiedAsync(db, Activity.Id, Today) is not null;
        Contracts = await db.Contracts.Where(c => c.PersonId == Activity.PersonId).OrderByDescending(c => c.FirstDay)
            .ToListAsync();
        Ratifications = await db.InvoicingRatifications.Where(r => r.ActivityId == Activity.Id)
            .OrderByDescending(r => r.Id).ToListAsync();
    }
}
