using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Activities;

/// <summary>Books a sale from one activity to another (vente interne).</summary>
public static class SellInternally
{
    public static async Task<InternalSaleRow> SellAsync(
        WriteSession w, ActivityId seller, ActivityId buyer, Money amount, DateOnly date, string description)
    {
        if (string.IsNullOrWhiteSpace(description))
            throw new BrokenRuleException("Dites ce qui est vendu.");
        var id = await w.Ledger.NextNumberAsync("internal-sale");
        var posted = await w.Ledger.PostAsync(InternalTrade.Entry(seller, buyer, amount, date, description,
            new DocumentRef(InternalSaleRow.DocumentKind, id)));
        var sale = new InternalSaleRow
        {
            Id = id, SellerId = seller, BuyerId = buyer, Date = date, Amount = amount, Description = description,
            EntryId = posted.Id,
        };
        w.Db.InternalSales.Add(sale);
        return sale;
    }
}
