using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>The lines of an issued document and the discount on all of it, in the terms of EN 16931.</summary>
internal static class SaleEInvoiceLines
{
    /// <summary>Reason 95 of UNTDID 5189: a discount (remise).</summary>
    private const string DiscountCode = "95";

    private const string Discount = "Remise";

    /// <summary>UN/ECE recommendation 20 for the units that people here use; any other is counted in ones.</summary>
    private static readonly Dictionary<string, string> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["heure"] = "HUR", ["h"] = "HUR", ["jour"] = "DAY", ["journée"] = "DAY", ["semaine"] = "WEE",
        ["mois"] = "MON", ["an"] = "ANN", ["année"] = "ANN", ["minute"] = "MIN",
        ["pièce"] = "H87", ["unité"] = "C62", ["forfait"] = "LS", ["lot"] = "NL", ["page"] = "ZP",
        ["mètre"] = "MTR", ["m"] = "MTR", ["kilomètre"] = "KMT", ["km"] = "KMT", ["m²"] = "MTK", ["m2"] = "MTK",
        ["m³"] = "MTQ", ["m3"] = "MTQ", ["kg"] = "KGM", ["kilo"] = "KGM", ["kilogramme"] = "KGM", ["g"] = "GRM",
        ["gramme"] = "GRM", ["tonne"] = "TNE", ["litre"] = "LTR", ["l"] = "LTR", ["paire"] = "PR",
        ["personne"] = "IE",
    };

    public static EInvoiceLine Of(SaleLine line, int number)
    {
        // A price is never negative in the norm (BR-27): what is taken off has a negative quantity.
        var sign = line.Price.Euros < 0 ? -1 : 1;
        var (name, description) = SaleEInvoiceText.NameAndMore(line.Description);
        return new EInvoiceLine($"{number}", name, sign * line.Quantity.Value, UnitCode(line.Unit),
            sign * line.Price.Euros, null, null, SaleEInvoice.Euros(line.Net), line.Vat.Category, Percent(line.Vat),
            null, [.. OnLine(line)]) { Description = description };
    }

    /// <summary>
    /// The discount on the whole document (BG-20), once for each category and rate that it falls on: what it takes off
    /// in <see cref="SaleTotals"/>, to the cent. Where the lines themselves are negative it becomes a charge.
    /// </summary>
    public static IEnumerable<InvoiceAdjustment> Discounts(SaleContent content, SaleTotals totals)
    {
        var nets = totals.ByRate.GroupBy(r => (r.Treatment.Category, r.Treatment.Rate))
            .ToDictionary(g => g.Key, g => g.Sum(r => r.Net));
        foreach (var lines in content.Lines.GroupBy(l => (l.Vat.Category, l.Vat.Rate)))
        {
            var gross = lines.Sum(l => l.Net);
            if (Off(gross, gross - nets[lines.Key], content.Discount) is { } off)
                yield return off with { VatCategory = lines.Key.Category, VatRate = Percent(lines.First().Vat) };
        }
    }

    /// <summary>BT-119 and BT-152: a percentage with two decimals; none where VAT has no say (O).</summary>
    public static decimal? Percent(VatTreatment vat) =>
        vat.Category == "O" ? null : decimal.Round(vat.Rate.ToPercent(), 2) + 0.00m;

    private static IEnumerable<InvoiceAdjustment> OnLine(SaleLine line)
    {
        var gross = Money.Round(line.Quantity.Value * line.Price.Euros);
        if (Off(gross, gross - line.Net, line.Discount) is { } off)
            yield return off;
    }

    private static InvoiceAdjustment? Off(Money gross, Money off, Rate discount) =>
        off.IsZero ? null
        : off.IsPositive ? new InvoiceAdjustment(false, SaleEInvoice.Euros(off), SaleEInvoice.Euros(gross),
            decimal.Round(discount.ToPercent(), 4), Discount, DiscountCode)
        : new InvoiceAdjustment(true, SaleEInvoice.Euros(-off), null, null, "Remise sur ce qui est repris", null);

    private static string UnitCode(string unit)
    {
        var word = unit.Trim();
        return Units.GetValueOrDefault(word) ?? (word.EndsWith('s') ? Units.GetValueOrDefault(word[..^1]) : null)
            ?? "C62";
    }
}
