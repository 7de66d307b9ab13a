using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>Reads what has been invoiced of a quote, credit notes included.</summary>
public static class QuoteStandings
{
    public static async Task<QuoteStanding> ReadAsync(CoopDb db, Quote quote)
    {
        var issued = await db.Invoices.AsNoTracking().Where(i => i.QuoteId == quote.Id).ToListAsync();
        var ids = issued.Select(i => i.Id).ToList();
        issued.AddRange(await db.Invoices.AsNoTracking()
            .Where(i => i.CreditsInvoiceId != null && ids.Contains(i.CreditsInvoiceId.Value)).ToListAsync());
        return new QuoteStanding(quote, issued);
    }
}
