using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Documents;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>The paper of a quote (PDF du devis), as of the quote's day; what is sent no longer changes it.</summary>
public static class QuotePaper
{
    /// <summary>Its moment is noon of the quote's day, so that bytes never differ.</summary>
    public static async Task<SalePage> PageOfAsync(CoopDb db, Quote quote, LawBook law)
    {
        var customer = await db.Customers.SingleAsync(c => c.Id == quote.CustomerId);
        var order = new IssueInvoice.Order(null, quote.ActivityId, customer, quote.Content, quote.Date)
        {
            Until = quote.ValidUntil,
            Facts = await EngagementState.FactsAsync(db, quote.EngagementId, null, customer, quote.Content, quote.Date),
        };
        var snapshot = (await SellerData.ReadAsync(db, quote.ActivityId, law, quote.Date)).Snapshot(order, null);
        return new SalePage(null, quote.Number, quote.Date, quote.ValidUntil, snapshot,
            new DateTimeOffset(quote.Date.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));
    }
}
