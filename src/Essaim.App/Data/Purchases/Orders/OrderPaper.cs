using System.Globalization;
using Essaim.App.Data.Sales;
using Essaim.App.Documents;
using Essaim.Domain.Law;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases.Orders;

/// <summary>
/// The paper of a purchase order (PDF du bon de commande): the co-op buys, for the activity that it names.
/// </summary>
public static class OrderPaper
{
    /// <summary>Its moment is noon of the order's day, so that bytes never differ.</summary>
    public static async Task<SalePage> PageOfAsync(CoopDb db, PurchaseOrder order, LawBook law)
    {
        var supplier = await db.Suppliers.AsNoTracking().SingleAsync(s => s.Id == order.SupplierId);
        var buyer = await SellerData.ReadAsync(db, order.ActivityId, law, order.Date);
        var content = order.Content;
        var snapshot = buyer.Ordering(new SaleContent([.. content.Lines.Select(LineOf)], Rate.Zero, content.Conditions),
            new SaleParty(supplier.Name, supplier.Address, "", "", "FR", supplier.Siren?.Digits, null, null, null, null,
                supplier.Email?.Text, null, null));
        return new SalePage(null, order.Number, order.Date, content.DeliverOn, snapshot,
            new DateTimeOffset(order.Date.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero))
        {
            Order = new OrderTerms(content.DeliverTo),
        };
    }

    private static SaleLine LineOf(OrderLine line) => new(line.Activity, line.Description, line.Quantity, line.Unit,
        line.Price, Rate.Zero, new VatTreatment(line.Vat.ToPercent().ToString("0.##", CultureInfo.InvariantCulture),
            line.Vat.ToString(), line.Vat, "S", null, null), SupplyKind.Goods);
}
