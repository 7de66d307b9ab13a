using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>
/// What the lines come to: at the left VAT by rate and the deposits taken back, at the right the sums down to the one
/// figure that is asked, under its double rule.
/// </summary>
internal static class SaleTotalsBlock
{
    private const float SumsLeft = 330;
    private const float TaxRight = 286;
    private const float Leading = 16;
    private const float Top = 28;
    private static readonly Ink Label = Ink.Soft(8);
    private static readonly Ink Text = Ink.Plain(9);
    private static readonly Ink Sum = Ink.Plain(10);

    public static Block Of(SalePage page)
    {
        var block = new Block();
        var left = Taxes(block, page);
        if (page.Content.Deposits.Count > 0)
            left = Deposits(block, page, left + 24);
        block.Height = Math.Max(left, Sums(block, page)) + 24;
        return block;
    }

    private static float Taxes(Block block, SalePage page)
    {
        var y = Row(block, Top, Label, "TVA par taux", "Base HT", "TVA");
        block.Rule(Sheet.Left, TaxRight, y + 5, 0.5f, Ink.Hairline);
        y += 3;
        foreach (var rate in page.Totals.ByRate)
            y = Row(block, y + 14, Text, Named(rate.Treatment), rate.Net, rate.Vat);
        return y;
    }

    private static string Named(VatTreatment vat)
    {
        var name = VatText.Short(vat);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>Net and VAT of each deposit, so that nobody counts its VAT twice.</summary>
    private static float Deposits(Block block, SalePage page, float top)
    {
        var y = Row(block, top, Label,
            page.Content.Deposits.Any(d => d.Sold is not null) ? "Déjà facturé" : "Acomptes déjà facturés", "HT",
            "TVA");
        block.Rule(Sheet.Left, TaxRight, y + 5, 0.5f, Ink.Hairline);
        y += 3;
        foreach (var (number, date, net, vat) in Grouped(page))
            y = Row(block, y + 14, Text, $"{number} du {FrenchText.Short(date)}", net, vat);
        return y;
    }

    private static IEnumerable<(string Number, DateOnly Date, Money Net, Money Vat)> Grouped(SalePage page) =>
        page.Content.Deposits.GroupBy(d => (d.Number, d.Date))
            .Select(g => (g.Key.Number, g.Key.Date, g.Sum(d => d.Net), g.Sum(d => d.Vat)));

    private static float Row(Block block, float y, Ink ink, string name, Money net, Money vat) =>
        Row(block, y, ink, name, FrenchText.Amount(net), FrenchText.Amount(vat));

    private static float Row(Block block, float y, Ink ink, string name, string net, string vat)
    {
        var vatLeft = TaxRight - Math.Max(52, ink.Width(vat));
        var netLeft = vatLeft - 10 - Math.Max(52, ink.Width(net));
        block.Right(vat, TaxRight, y, ink).Right(net, vatLeft - 10, y, ink);
        block.Text(name, Sheet.Left, y, ink.Fitting(name, netLeft - Sheet.Left - 6, 5));
        return y;
    }

    private static float Sums(Block block, SalePage page)
    {
        var totals = page.Totals;
        var y = Top - Leading;
        if (!totals.Discount.IsZero)
        {
            Line("Total avant remise", totals.Gross);
            Line($"Remise de {page.Content.Content.Discount}", -totals.Discount);
        }
        Line("Total HT", totals.Net);
        Line("TVA", totals.Vat);
        if (page.Content.Deposits.Count > 0)
        {
            Line("Total TTC", totals.Total);
            Line(page.Content.Deposits.Any(d => d.Sold is not null) ? "Déjà facturé"
                : page.Content.Deposits.Select(d => d.Number).Distinct().Count() > 1
                ? "Acomptes déjà facturés" : "Acompte déjà facturé", -page.Deposits);
        }
        y = Final(block, page, y + 24);
        if (!page.Retained.IsZero)
            Line("dont retenue de garantie, dans un an", page.Retained);
        return y;

        void Line(string name, Money amount)
        {
            y += Leading;
            block.Text(name, SumsLeft, y, Sum).Right(amount.ToString(), Sheet.Right, y, Sum);
        }
    }

    private static float Final(Block block, SalePage page, float y)
    {
        var amount = Ink.Strong(15);
        var text = page.ToPay.ToString();
        block.Rule(SumsLeft, Sheet.Right, y - 17, 0.5f, Ink.Hairline);
        block.Text(FinalName(page), SumsLeft, y, Ink.Strong(10.5f));
        block.Right(text, Sheet.Right, y, amount);
        block.DoubleRule(Sheet.Right - amount.Width(text), Sheet.Right, y + 6);
        return y + 8.2f;
    }

    private static string FinalName(SalePage page) => page.Kind switch
    {
        SaleDocumentKind.CreditNote => "En votre faveur",
        null => "Total TTC",
        _ when page.Content.Paid is not null => "Payé",
        _ => "Net à payer",
    };
}
