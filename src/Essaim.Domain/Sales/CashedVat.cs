using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>What money is left to come of an invoice, or came, at one rate (encaissement par taux), VAT
/// included.</summary>
/// <param name="OnReceipt">True where VAT falls due with the money: only that part is told.</param>
public sealed record CashedPart(Rate Rate, bool OnReceipt, Money Amount);

/// <summary>
/// Money that came for an invoice, or went back, by rate (CGI art. 290 A): what is told of it to the State. The parts
/// of all the money of an invoice add up to the invoice, rate by rate, however it was paid.
/// </summary>
public static class CashedVat
{
    /// <summary>What the invoice asks, by rate; deposits and progress invoiced before are off it.</summary>
    public static IReadOnlyList<CashedPart> Of(Invoice invoice, bool ofDeposit = false)
    {
        var content = invoice.Content;
        var isDeposit = ofDeposit || invoice.Kind == SaleDocumentKind.DepositInvoice;
        var parts = new SaleTotals(content.Content.Lines, content.Content.Discount).Groups
            .Select(g => new CashedPart(g.Treatment.Rate, Waits(g, isDeposit, content.VatOnDebits), g.Total)).ToList();
        // A deposit took its VAT with its own money: off what waits first, as in the books.
        foreach (var taken in content.Deposits)
            TakeOff(parts, taken.Treatment.Rate, taken.Net + taken.Vat);
        return Joined(parts);
    }

    /// <summary>
    /// An amount, shared over what is left in proportion; what is beyond belongs to no rate. The parts for all that is
    /// left are what is left.
    /// </summary>
    public static IReadOnlyList<CashedPart> Share(IReadOnlyList<CashedPart> left, Money amount)
    {
        var open = left.Where(p => p.Amount.IsPositive).ToList();
        var whole = open.Sum(p => p.Amount);
        if (whole.IsZero)
            return [];
        if (amount >= whole)
            return open;
        var shares = amount.Share([.. open.Select(p => p.Amount.Cents)]);
        return [.. open.Select((p, i) => p with { Amount = shares[i] }).Where(p => !p.Amount.IsZero)];
    }

    /// <summary>What is left of the whole after some was taken back or came: never below zero.</summary>
    public static IReadOnlyList<CashedPart> Less(IReadOnlyList<CashedPart> whole, IEnumerable<CashedPart> gone)
    {
        var off = Joined(gone).ToDictionary(p => (p.Rate, p.OnReceipt), p => p.Amount);
        return [.. whole.Select(p => p with
        {
            Amount = Money.Max(Money.Zero, p.Amount - off.GetValueOrDefault((p.Rate, p.OnReceipt))),
        })];
    }

    /// <summary>What is told: the parts whose VAT falls due with the money, one for each rate.</summary>
    public static IReadOnlyList<CashedPart> Told(IEnumerable<CashedPart> parts) =>
        [.. Joined(parts.Where(p => p.OnReceipt)).Where(p => !p.Amount.IsZero)];

    private static bool Waits(SaleGroup group, bool isDeposit, bool vatOnDebits) => group.Treatment.Category == "S"
        && (isDeposit || (group.Kind == SupplyKind.Services && !vatOnDebits));

    private static void TakeOff(List<CashedPart> parts, Rate rate, Money amount)
    {
        foreach (var onReceipt in new[] { true, false })
            for (var i = 0; i < parts.Count; i++)
                if (parts[i].Rate == rate && parts[i].OnReceipt == onReceipt)
                {
                    var off = Money.Min(amount, parts[i].Amount);
                    parts[i] = parts[i] with { Amount = parts[i].Amount - off };
                    amount -= off;
                }
    }

    private static IReadOnlyList<CashedPart> Joined(IEnumerable<CashedPart> parts) =>
        [.. parts.GroupBy(p => (p.Rate, p.OnReceipt)).Select(g => new CashedPart(g.Key.Rate, g.Key.OnReceipt,
            g.Sum(p => p.Amount))).OrderByDescending(p => p.Rate.Fraction)];
}
