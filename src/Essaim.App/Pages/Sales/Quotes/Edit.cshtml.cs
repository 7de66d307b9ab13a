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
        Subject = Quote.Subject;
        Fill(Quote.Content, Quote.Version);
        await LoadAsync();
        return Page();
    }

    protected override async Task<IActionResult> SaveAsync(SaleContent content, int version, string act)
    {
        if (Subject.Trim().Length == 0)
            throw new BrokenRuleException("Dites en quelques mots pour quoi est ce devis.");
        await WriteOnceAsync(async w =>
            (await SendQuote.ReviseAsync(w, Id, version, Subject.Trim(), content)).Id.ToString());
        Tell("Devis gardé.");
        return Redirect(act == "verifier" ? $"/ventes/devis/{Id}" : $"/ventes/devis/{Id}/modifier");
    }

    protected override async Task LoadAsync() =>
        Customer = await (await ReadAsync()).Customers.SingleAsync(c => c.Id == Quote.CustomerId);
}
