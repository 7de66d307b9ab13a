using Essaim.App.Data.Sales;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Recurring;

/// <summary>Makes an invoice or a draft come again.</summary>
public sealed class NewModel : RecurringForm
{
    [BindProperty(SupportsGet = true, Name = "facture")]
    public long? OfInvoice { get; set; }

    [BindProperty(SupportsGet = true, Name = "brouillon")]
    public long? OfDraft { get; set; }

    private long _customer;

    protected override async Task<Activity?> FindAsync()
    {
        var db = await ReadAsync();
        ActivityId? owner = null;
        if (OfInvoice is { } id && await db.Invoices.AsNoTracking().SingleOrDefaultAsync(
            i => i.Id == id && i.Kind != SaleDocumentKind.CreditNote) is { } invoice)
            (owner, _customer, Offer) = (invoice.ActivityId, invoice.CustomerId, invoice.Content.Content);
        else if (OfDraft is { } draftId && await db.SaleDrafts.AsNoTracking().SingleOrDefaultAsync(
            d => d.Id == draftId && d.InvoiceId == null) is { } draft)
            (owner, _customer, Offer) = (draft.ActivityId, draft.CustomerId, draft.Content);
        return await OwnerAsync(owner);
    }

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Name = Offer.Lines.Count > 0 ? Offer.Lines[0].Description : "";
        First = FrenchText.Short(Month.Of(Today).Next().FirstDay);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var days = ReadDays();
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w => (await RecurringSales.BeginAsync(w, new RecurringAsked(Name,
                Activity.Id, _customer, Offer, AsksQuantities, days), Me.Name)).Id.ToString());
            Tell("Facture récurrente gardée.", "Un brouillon sera prêt à chaque échéance ; rien ne part sans vous.");
            return Redirect("/ventes/recurrentes/" + id);
        });
    }

    protected override async Task LoadAsync() =>
        Customer = await (await ReadAsync()).Customers.AsNoTracking().SingleAsync(c => c.Id == _customer);
}
