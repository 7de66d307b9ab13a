using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>What an invoice takes of one line of an order (ligne facturée d’une commande).</summary>
/// <param name="Line">The line of the order, from 1; null for what the order does not have.</param>
/// <param name="Quantity">Null where the invoice says only an amount.</param>
public sealed record InvoicedLine(int? Line, string Description, Quantity? Quantity, Money Net);

/// <summary>What is left to be invoiced of one line (reste à facturer); never negative.</summary>
/// <param name="Quantity">Null once an invoice gave an amount without a quantity.</param>
public sealed record OrderRest(int Line, OrderLine Ordered, Quantity? Quantity, Money Net);

/// <summary>In which way an invoice is not what was ordered, in one sentence (écart).</summary>
/// <param name="IsBeyond">It asks for more than the order: somebody has to agree to it.</param>
public sealed record OrderDifference(string Sentence, bool IsBeyond);

/// <summary>An order that an invoice may be of, and why (rapprochement proposé).</summary>
public sealed record OrderProposal(PurchaseOrder Order, string Why);

/// <summary>
/// Holds an invoice against its order (rapprochement d’une commande), line by line and before VAT. Earlier invoices
/// count, so that nothing is invoiced twice without being told.
/// </summary>
public static class OrderMatching
{
    /// <summary>How far from what is left an amount may be and still be proposed: a twentieth.</summary>
    private const decimal Near = 0.05m;

    public static IReadOnlyList<OrderRest> Rest(OrderContent order, IEnumerable<InvoicedLine> before)
    {
        var lines = before.ToLookup(l => l.Line);
        return [.. order.Lines.Select((line, at) => RestOf(at + 1, line, [.. lines[at + 1]]))];
    }

    /// <summary>
    /// The order that the invoice names, or else the only one of its supplier whose rest is near to its net amount.
    /// </summary>
    /// <param name="orders">Those sent to the supplier, with what is left of each.</param>
    /// <param name="references">What the invoice says of an order: BT-13, BT-10, or words typed.</param>
    public static OrderProposal? Propose(
        IReadOnlyList<(PurchaseOrder Order, Money Left)> orders, Money net, IReadOnlyList<string> references)
    {
        foreach (var (order, _) in orders)
            if (references.Any(r => Names(r, order.Number!)))
                return new OrderProposal(order, $"La facture porte le numéro de la commande {order.Number}.");
        var near = orders.Where(o => o.Left.IsPositive && IsNear(net, o.Left)).ToList();
        return near is not [var (only, left)] ? null : new OrderProposal(only,
            $"Même fournisseur que la commande {only.Number}, et {net} HT facturés pour {left} HT restant à facturer.");
    }

    /// <summary>What is not as ordered, line by line, then as a whole; empty when all is.</summary>
    public static IReadOnlyList<OrderDifference> Differences(
        OrderContent order, IReadOnlyList<InvoicedLine> before, IReadOnlyList<InvoicedLine> now)
    {
        var told = new List<OrderDifference>();
        var rest = Rest(order, before);
        foreach (var left in rest)
            told.AddRange(OfLine(left, [.. before.Where(l => l.Line == left.Line)],
                [.. now.Where(l => l.Line == left.Line)]));
        foreach (var other in now.Where(l => l.Line is not { } line || line < 1 || line > order.Lines.Count))
            told.Add(new($"« {other.Description} », {other.Net} : n’est pas dans la commande.", other.Net.IsPositive));
        var (asked, open) = (now.Sum(l => l.Net), rest.Sum(r => r.Net));
        if (asked > open)
            told.Add(new($"La facture fait {asked} HT, et il restait {open} HT à facturer : {asked - open} de plus.",
                true));
        return told;
    }

    /// <summary>
    /// The line of the order that a line of an invoice is: the same words, else the same price, else the only one.
    /// </summary>
    public static int? LineOf(IReadOnlyList<OrderRest> rest, string description, decimal? price, Money net)
    {
        var words = PlainText.InOne(description);
        return Only(rest.Where(r => PlainText.InOne(r.Ordered.Description) == words))
            ?? Only(rest.Where(r => price is not null && r.Ordered.Price.Euros == price))
            ?? Only(rest.Where(r => r.Net == net))
            ?? (rest.Count == 1 ? rest[0].Line : null);
    }

    private static int? Only(IEnumerable<OrderRest> found) => found.Take(2).ToList() is [var one] ? one.Line : null;

    private static OrderRest RestOf(int number, OrderLine line, IReadOnlyList<InvoicedLine> before)
    {
        var net = line.Net - before.Sum(l => l.Net);
        // A rebate is left to come as long as it was not given; a price, as long as it was not asked.
        var left = line.Net.IsNegative ? Money.Min(net, Money.Zero) : Money.Max(net, Money.Zero);
        Quantity? quantity = before.Any(l => l.Quantity is null) ? null
            : new Quantity(Math.Max(0m, line.Quantity.Value - before.Sum(l => l.Quantity!.Value.Value)));
        return new OrderRest(number, line, quantity, left);
    }

    private static IEnumerable<OrderDifference> OfLine(
        OrderRest left, IReadOnlyList<InvoicedLine> before, IReadOnlyList<InvoicedLine> now)
    {
        if (now.Count == 0)
            yield break;
        var (line, name) = (left.Ordered, $"Ligne {left.Line}, « {left.Ordered.Description} » : ");
        foreach (var asked in now.Where(l => l.Quantity is { Value: > 0 }))
        {
            var expected = Money.Round(asked.Quantity!.Value.Value * line.Price.Euros);
            if (asked.Net != expected)
                yield return new($"{name}au prix commandé de {line.PriceText} €, {asked.Quantity} {line.Unit} feraient "
                    + $"{expected} ; la facture en demande {asked.Net}.", asked.Net > expected);
        }
        var all = before.Concat(now).ToList();
        var quantity = all.Sum(l => l.Quantity?.Value ?? 0m);
        if (all.All(l => l.Quantity is not null) && quantity > line.Quantity.Value)
            yield return new($"{name}{FrenchText.Decimal(quantity, 4)} {line.Unit} facturés en tout pour "
                + $"{line.Quantity} commandés.", true);
        var net = all.Sum(l => l.Net);
        if (net > line.Net)
            yield return new($"{name}{net} HT facturés en tout pour {line.Net} commandés.", true);
    }

    private static bool IsNear(Money net, Money left) =>
        Math.Abs((decimal)(net - left).Cents) <= Near * left.Cents;

    /// <summary>However it was typed: case, blanks and dashes do not count.</summary>
    private static bool Names(string reference, string number) =>
        PlainText.InOne(reference).Contains(PlainText.InOne(number), StringComparison.Ordinal);
}
