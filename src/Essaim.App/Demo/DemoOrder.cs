using Essaim.App.Data;
using Essaim.App.Data.Purchases.Orders;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Demo;

/// <summary>A ceiling, and one order that was sent and is still to be invoiced; neither writes in the books.</summary>
internal sealed class DemoOrder(Store coop, LawBook law)
{
    public Task SendAsync() => coop.WriteAsync(async w =>
    {
        var activity = await w.Db.Activities.Where(a => a.PersonId != null && a.ClosedOn == null).OrderBy(a => a.Id)
            .FirstOrDefaultAsync();
        if (activity is null || await w.Db.Suppliers.OrderBy(s => s.Id).FirstOrDefaultAsync() is not { } supplier)
            return;
        await OrderCeilings.DecideAsync(w, new OrderCeiling(Money.Euros(500)), new DateOnly(w.Today.Year, 1, 1),
            "Conseil d’administration de janvier", "Claire");
        var coopRow = await w.Db.Cooperatives.SingleAsync();
        var order = await KeepOrder.StartAsync(w, new OrderSupplier(supplier.Id, supplier.Name,
            new EmailAddress("commandes@fournisseur.example"), "14 rue du Commerce\n69002 Lyon", true),
            new OrderContent(
            [
                Line(activity.Id, "Toile de lin, 160 cm", 24, "mètre", 11.80m),
                Line(activity.Id, "Livraison", 1, "forfait", 18m),
            ], $"{coopRow.Name}\n{coopRow.Street}\n{coopRow.PostalCode} {coopRow.City}", w.Today.AddDays(14),
            "Paiement à 30 jours."), activity.TradeName);
        await SendOrder.AskAsync(w, order.Id, order.Version, null, law, byMail: false);
    });

    private static OrderLine Line(ActivityId activity, string what, decimal quantity, string unit, decimal price) =>
        new(activity, what, new Quantity(quantity), unit, new UnitPrice(price), Rate.Percent(20));
}
