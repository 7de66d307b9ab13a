using System.Globalization;
using Essaim.App.Data.Sales;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Quotes;

/// <summary>The lines of a quote that is not sent yet.</summary>
public sealed class EditModel : SaleEditor
{
    public override bool IsQuote => true;
    public Quote Quote { get; private set; } = null!;

    [BindProperty]
    public string ValidDays { get; set; } = "";

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).Quotes.SingleOrDefaultAsync(q => q.Id == Id) is not { } quote)
            return null;
        Quote = quote;
        return await OwnerAsync(quote.ActivityId);
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (Quote.Status != QuoteStatus.Draft)
            return Redirect($"/ventes/devis/{Id}");
        (Subject, ValidDays) = (Quote.Subject, Quote.ValidDays.ToString(CultureInfo.InvariantCulture));
        Fill(Quote.Content, Quote.Version);
        await LoadAsync();
        return Page();
    }

    protected override async Task<IActionResult> SaveAsync(SaleContent content, int version, string act)
    {
        if (Subject.Trim().Length == 0)
            throw new BrokenRuleException("Dites en quelques mots pour quoi est ce devis.");
        var days = ValidDays.Trim().Length == 0 ? Quote.ValidDays : int.TryParse(ValidDays.Trim(), out var typed)
            ? typed : throw new BrokenRuleException("La durée du devis est un nombre de jours, par exemple 30.");
        await WriteOnceAsync(async w =>
            (await SendQuote.ReviseAsync(w, Id, version, Subject.Trim(), content, days)).Id.ToString());
        Tell("Devis gardé.");
        return Redirect(act == "verifier" ? $"/ventes/devis/{Id}" : $"/ventes/devis/{Id}/modifier");
    }

    protected override async Task LoadAsync()
    {
        Customer = await (await ReadAsync()).Customers.SingleAsync(c => c.Id == Quote.CustomerId);
        await LoadOffersAsync();
    }
}
