using Essaim.App.Data.Purchases.Orders;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases.Orders;

/// <summary>An order as the list shows it, with what is left to be invoiced of it.</summary>
public sealed record OrderRow(PurchaseOrder Order, string Supplier, string Activity, Money Left)
{
    /// <summary>Only a running order waits for invoices.</summary>
    public Money Shown => Order.IsOpen ? Left : Money.Zero;
}

/// <summary>The purchase orders that somebody may see, the latest first.</summary>
public sealed class IndexModel : ListPage
{
    [BindProperty(SupportsGet = true, Name = "etat")]
    public string State { get; set; } = "";

    public IReadOnlyList<OrderRow> Rows { get; private set; } = [];
    public IReadOnlyList<SelectListItem> StateOptions { get; } =
        [.. OrderWords.States.Select(s => new SelectListItem(s.Label, s.Word))];

    public bool ForTeam => VisibleOrders.ForTeam(Me);
    public bool FromPurchases => Me.Can(Capability.KeepBooks);
    public bool MayWrite => VisibleOrders.MayWrite(Me);
    public bool MayDecide => Me.Can(Capability.ManageCoop);

    public string Lede => ForTeam ? "Ce que la coopérative commande à ses fournisseurs, activité par activité."
        : "Ce que vous commandez à vos fournisseurs, au nom de la coopérative.";

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!ForTeam && !Me.Can(Capability.SeeOwnActivity))
            context.Result = Forbid();
        else
            await next();
    }

    protected override Sheet Sheet() => new("commandes",
        ["Numéro", "Date", "Fournisseur", "Activité", "HT", "TTC", "Reste à facturer HT", "Livraison", "État"],
        Rows.Select(r => new object?[]
        {
            r.Order.Number, r.Order.Date, r.Supplier, r.Activity, r.Order.Net, r.Order.Total, r.Shown,
            r.Order.Content.DeliverOn, OrderWords.StateOf(r.Order, r.Left).Label,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var first = ReadDay("du", List.From, DateOnly.MinValue);
        var last = ReadDay("au", List.To, DateOnly.MaxValue);
        var words = List.Words.ToLowerInvariant();
        var found = OrderWords.In(VisibleOrders.Of(db, Me), State).Where(o => o.Date >= first && o.Date <= last
            && (words == "" || o.Number!.ToLower().Contains(words)
                || db.Suppliers.Any(s => s.Id == o.SupplierId && s.Name.ToLower().Contains(words))));
        var orders = await List.OfAsync(found.OrderByDescending(o => o.Id));
        var ids = orders.Select(o => o.Id).ToList();
        var before = (await db.OrderInvoices.Where(i => i.UndoneAt == null && ids.Contains(i.OrderId)).ToListAsync())
            .ToLookup(i => i.OrderId, i => i.Content);
        var suppliers = await db.Suppliers.ToDictionaryAsync(s => s.Id, s => s.Name);
        var activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id, a => a.TradeName);
        Rows = [.. orders.Select(o => new OrderRow(o, suppliers[o.SupplierId], activities[o.ActivityId],
            OrderMatching.Rest(o.Content, before[o.Id].SelectMany(i => i)).Sum(r => r.Net)))];
    }
}
