using Essaim.App.Data;
using Essaim.App.Data.Purchases.Orders;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>A line to order; <c>vat</c> is the rate in percent.</summary>
public sealed record NewOrderLine(string Activity, string Description, decimal Quantity, decimal Price,
    string Unit = "unité", decimal Vat = 20, string? Account = null);

/// <summary>A purchase order, as a draft; a supplier not known yet is entered by name.</summary>
public sealed record NewOrder(IReadOnlyList<NewOrderLine> Lines, long? SupplierId = null, string? SupplierName = null,
    string? SupplierEmail = null, string DeliverTo = "", DateOnly? DeliverOn = null, string Conditions = "");

/// <summary>Sends an order, or asks for it where somebody has to approve: only at the total that was read.</summary>
public sealed record OrderSending(decimal Total, bool ByMail = true);

/// <summary>Ends an order, and why.</summary>
public sealed record OrderEnding(string Reason);

/// <summary>
/// A purchase order: <c>draft</c>, <c>toApprove</c>, <c>approved</c>, <c>sent</c>, <c>closed</c> or <c>cancelled</c>;
/// <c>left</c> is what is not invoiced of it yet, before VAT.
/// </summary>
public sealed record OrderAnswer(long Id, string? Number, DateOnly Date, string Status, long SupplierId, decimal Net,
    decimal Total, decimal Left)
{
    internal static async Task<OrderAnswer> OfAsync(CoopDb db, PurchaseOrder o)
    {
        var status = o.Status.ToString();
        return new OrderAnswer(o.Id, o.Number, o.Date, char.ToLowerInvariant(status[0]) + status[1..], o.SupplierId,
            o.Net.ToDecimal(), o.Total.ToDecimal(),
            (await MatchOrder.RestAsync(db, o)).Sum(r => r.Net).ToDecimal());
    }
}

/// <summary>Purchase orders, for programs; the same acts as on the pages.</summary>
internal static class OrderEndpoints
{
    private const string Missing = "Cette commande n’existe pas. Vérifiez son numéro.";

    public static void Map(RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/purchase-orders").WithTags("Achats");
        orders.MapGet("", ListAsync).Needs(SaleEndpoints.Seeing).WithName("listPurchaseOrders")
            .WithSummary("Les commandes aux fournisseurs");
        orders.MapGet("/{id:long}", ReadAsync).Needs(SaleEndpoints.Seeing).WithName("readPurchaseOrder")
            .WithSummary("Une commande, et ce qui n’en est pas encore facturé");
        orders.MapPost("", StartAsync).Needs(SaleEndpoints.Selling).WithName("createPurchaseOrder")
            .WithSummary("Préparer une commande, en brouillon").Produces<OrderAnswer>(StatusCodes.Status201Created);
        orders.MapPost("/{id:long}/send", SendAsync).Needs(SaleEndpoints.Selling).WithName("sendPurchaseOrder")
            .WithSummary("Numéroter et envoyer une commande, ou demander l’accord de l’équipe")
            .Produces<OrderAnswer>(StatusCodes.Status201Created);
        orders.MapPost("/{id:long}/approve", ApproveAsync).Needs(Capability.ApproveMoney)
            .WithName("approvePurchaseOrder").WithSummary("Approuver une commande au-dessus du plafond, et l’envoyer")
            .Produces<OrderAnswer>(StatusCodes.Status201Created);
        orders.MapPost("/{id:long}/end", EndAsync).Needs(SaleEndpoints.Selling).WithName("endPurchaseOrder")
            .WithSummary("Annuler une commande dont rien n’est facturé, ou clore le reste d’une autre")
            .Produces<OrderAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<OrderAnswer>> ListAsync(long? after, int? limit, ApiCall call)
    {
        var db = await call.ReadAsync();
        var answers = new List<OrderAnswer>();
        foreach (var order in await VisibleOrders.Of(db, call.Me).Where(o => o.Id > (after ?? 0)).OrderBy(o => o.Id)
            .Take(ApiPage.Size(limit)).ToListAsync())
            answers.Add(await OrderAnswer.OfAsync(db, order));
        return answers;
    }

    private static async Task<OrderAnswer> ReadAsync(long id, ApiCall call) =>
        await OrderAnswer.OfAsync(await call.ReadAsync(), await FindAsync(id, call));

    private static async Task<IResult> StartAsync(NewOrder asked, ApiCall call)
    {
        var lines = new List<OrderLine>();
        foreach (var line in asked.Lines)
            lines.Add(new OrderLine((await call.ActivityAsync(line.Activity)).Id, line.Description.Trim(),
                new Quantity(line.Quantity), line.Unit.Trim(), new UnitPrice(line.Price), Rate.Percent(line.Vat),
                line.Account is { } account ? new AccountNumber(account) : null));
        var known = (await VisibleOrders.SuppliersAsync(await call.ReadAsync(), call.Me))
            .Find(s => s.Id == asked.SupplierId);
        if (asked.SupplierId is { } id && known is null)
            throw new BrokenRuleException($"Il n’y a pas de fournisseur {id}. Donnez son nom à la place.");
        var supplier = new OrderSupplier(known?.Id, asked.SupplierName?.Trim() ?? "",
            asked.SupplierEmail is { } mail ? new EmailAddress(mail) : null, "", VisibleOrders.ForTeam(call.Me));
        return await call.OnceAsync(asked, async w => await OrderAnswer.OfAsync(w.Db, await KeepOrder.StartAsync(w,
            supplier, new OrderContent(lines, asked.DeliverTo.Trim(), asked.DeliverOn, asked.Conditions.Trim()),
            call.Me.Name)));
    }

    private static async Task<IResult> SendAsync(long id, OrderSending asked, ApiCall call)
    {
        var order = await FindAsync(id, call);
        if (order.Total.ToDecimal() != asked.Total)
            throw new BrokenRuleException($"La commande est de {order.Total}. Relisez-la avant de l’envoyer.");
        var approver = call.Me.Can(Capability.ApproveMoney) ? call.Me.Name : null;
        return await call.OnceAsync(asked, async w => await OrderAnswer.OfAsync(w.Db,
            await SendOrder.AskAsync(w, id, order.Version, approver, call.Law, asked.ByMail)));
    }

    private static async Task<IResult> ApproveAsync(long id, OrderSending asked, ApiCall call)
    {
        var order = await FindAsync(id, call);
        if (order.Total.ToDecimal() != asked.Total)
            throw new BrokenRuleException($"La commande est de {order.Total}. Relisez-la avant de l’approuver.");
        return await call.OnceAsync(asked, async w => await OrderAnswer.OfAsync(w.Db,
            await SendOrder.ApproveAsync(w, id, call.Me.Name, call.Law, asked.ByMail)));
    }

    private static async Task<IResult> EndAsync(long id, OrderEnding asked, ApiCall call)
    {
        await FindAsync(id, call);
        return await call.OnceAsync(asked, async w => await OrderAnswer.OfAsync(w.Db,
            await w.Db.OrderInvoices.AnyAsync(i => i.OrderId == id && i.UndoneAt == null)
                ? await SendOrder.CloseAsync(w, id, asked.Reason) : await SendOrder.CancelAsync(w, id, asked.Reason)));
    }

    private static async Task<PurchaseOrder> FindAsync(long id, ApiCall call) =>
        await VisibleOrders.Of(await call.ReadAsync(), call.Me).SingleOrDefaultAsync(o => o.Id == id)
            ?? throw new NotFoundException(Missing);
}
