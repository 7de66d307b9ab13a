using Essaim.App.Web.Components;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Purchases.Orders;

/// <summary>How purchase orders are spoken of on their pages.</summary>
public static class OrderWords
{
    public const string ToApprove = "a-approuver";
    public const string Open = "en-cours";
    public const string Drafts = "brouillons";
    public const string Over = "terminees";

    public static readonly IReadOnlyList<(string Word, string Label)> States =
    [
        ("", "Toutes"), (Drafts, "Brouillons"), (ToApprove, "À approuver"), (Open, "En cours"),
        (Over, "Closes ou annulées"),
    ];

    /// <summary>What of it is invoiced says more than that it was sent.</summary>
    public static (string Label, Tone Tone) StateOf(PurchaseOrder order, Money left) => order.Status switch
    {
        OrderStatus.Draft => ("Brouillon", Tone.Wait),
        OrderStatus.ToApprove => ("À approuver", Tone.Wait),
        OrderStatus.Approved => ("Approuvée", Tone.Info),
        OrderStatus.Closed => ("Close", Tone.Off),
        OrderStatus.Cancelled => ("Annulée", Tone.Off),
        _ when left.IsZero => ("Facturée", Tone.Ok),
        _ when left < order.Net => ("Facturée en partie", Tone.Wait),
        _ => ("Envoyée", Tone.Info),
    };

    public static IQueryable<PurchaseOrder> In(IQueryable<PurchaseOrder> orders, string state)
    {
        OrderStatus[] over = [OrderStatus.Closed, OrderStatus.Cancelled];
        return state switch
        {
            Drafts => orders.Where(o => o.Status == OrderStatus.Draft),
            ToApprove => orders.Where(o => o.Status == OrderStatus.ToApprove),
            Open => orders.Where(o => o.Status == OrderStatus.Sent),
            Over => orders.Where(o => over.Contains(o.Status)),
            _ => orders,
        };
    }
}
