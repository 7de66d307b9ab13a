using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Purchases.Orders;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>The order that an invoice is booked against, on the forms that book one.</summary>
public sealed class OrderTie
{
    public string OrderId { get; set; } = "";

    /// <summary>The differences beyond the order were read, and are agreed to.</summary>
    public bool Agreed { get; set; }

    [BindNever]
    public PurchaseOrder? Order { get; private set; }

    [BindNever]
    public IReadOnlyList<OrderRest> Rest { get; private set; } = [];

    /// <summary>An order that the invoice may be of, and why, until somebody said yes or no.</summary>
    [BindNever]
    public OrderProposal? Proposed { get; private set; }

    [BindNever]
    public IReadOnlyList<OrderDifference> Differences { get; private set; } = [];

    /// <summary>Reads the order, if one is chosen and still runs.</summary>
    public async Task LoadAsync(CoopDb db)
    {
        Order = long.TryParse(OrderId, CultureInfo.InvariantCulture, out var id)
            ? await db.PurchaseOrders.SingleOrDefaultAsync(o => o.Id == id && o.Status == OrderStatus.Sent) : null;
        OrderId = Order?.Id.ToString(CultureInfo.InvariantCulture) ?? "";
        Rest = Order is null ? [] : await MatchOrder.RestAsync(db, Order);
    }

    public void Choose(PurchaseOrder order) => OrderId = order.Id.ToString(CultureInfo.InvariantCulture);

    public async Task<bool> ProposeAsync(CoopDb db, long? supplier, Money net, params IReadOnlyList<string> references)
    {
        Proposed = Order is null ? await MatchOrder.ProposeAsync(db, supplier, net, references) : null;
        return Proposed is not null;
    }

    /// <summary>Says of each typed line which one of the order it is, with what the order knows and the line does not.
    /// </summary>
    public void Match(IReadOnlyList<TypedPurchaseLine> lines, Func<OrderLine, string> activityOf)
    {
        foreach (var line in lines.Where(l => !l.IsEmpty && l.OrderLine.Length == 0))
        {
            var net = Money.Zero;
            try
            {
                net = FrenchText.ParseMoney(line.Net);
            }
            catch (BrokenRuleException)
            {
                // What cannot be read is told when the form is sent; its words may still be known.
            }
            if (OrderMatching.LineOf(Rest, line.Description, null, net) is not { } number)
                continue;
            var ordered = Rest[number - 1].Ordered;
            line.OrderLine = number.ToString(CultureInfo.InvariantCulture);
            line.Activity = activityOf(ordered);
            if (ordered.Account is { } account)
                line.Account = account.Digits;
        }
    }

    /// <summary>What the lines take of the order; null where there is none.</summary>
    public async Task<OrderMatch?> ReadAsync(
        CoopDb db, IReadOnlyList<TypedPurchaseLine> typed, IReadOnlyList<PurchaseLine> lines)
    {
        await LoadAsync(db);
        if (Order is not { } order)
            return null;
        var match = TypedPurchaseLine.Match(order.Id, typed, lines, Agreed);
        Differences = OrderMatching.Differences(
            order.Content, await MatchOrder.BeforeAsync(db, order.Id), match.Lines);
        return match;
    }
}
