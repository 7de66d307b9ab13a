using Essaim.Domain.Values;
using static Essaim.Domain.EInvoices.EInvoiceRules;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// The sums of an invoice. They are exact to the cent, except in the extended profiles, whose own rules (BR-FREXT-CO-10
/// to 15) forgive a cent for each amount added.
/// </summary>
internal static class TotalRules
{
    public static readonly EInvoiceRule[] Table =
    [
        Sum("BR-CO-10", "BT-106", "la somme des lignes", i => i.Totals.Lines,
            i => i.CountedLines.Sum(l => l.Net ?? 0), i => i.CountedLines.Count()),
        Sum("BR-CO-11", "BT-107", "le total des remises", i => Total(i.Totals.Allowances, i, charges: false),
            i => Adjustments(i, charges: false).Sum(a => a.Amount ?? 0), i => Adjustments(i, charges: false).Count()),
        Sum("BR-CO-12", "BT-108", "le total des frais", i => Total(i.Totals.Charges, i, charges: true),
            i => Adjustments(i, charges: true).Sum(a => a.Amount ?? 0), i => Adjustments(i, charges: true).Count()),
        Sum("BR-CO-13", "BT-109", "le total hors taxe", i => i.Totals.Lines is null ? null : i.Totals.Net,
            i => i.Totals.Lines - (i.Totals.Allowances ?? 0) + (i.Totals.Charges ?? 0), Amounts),
        Sum("BR-CO-14", "BT-110", "le total de la TVA", i => i.VatGroups.Count == 0 ? null : i.Totals.Vat ?? 0,
            i => i.VatGroups.Sum(g => g.Tax ?? 0), _ => 0) with { StopsPosting = true },
        Sum("BR-CO-15", "BT-112", "le total TTC", i => i.Totals.Net is null ? null : i.Totals.Gross,
            i => i.Totals.Net + (i.Totals.Vat ?? 0), Amounts) with { StopsPosting = true, AsksWithoutLines = true },
        Sum("BR-CO-16", "BT-115", "le montant à payer", i => i.Totals.Gross is null ? null : i.Totals.Due,
            i => i.Totals.Gross - (i.Totals.Prepaid ?? 0) + (i.Totals.Rounding ?? 0), _ => 0),
    ];

    /// <summary>A rule that a total written is the sum counted; nothing is said of a total that is missing.</summary>
    private static EInvoiceRule Sum(string id, string term, string what, Func<EInvoice, decimal?> written,
        Func<EInvoice, decimal?> counted, Func<EInvoice, int> terms) =>
        new(id, term, false, i =>
        {
            if (written(i) is not { } total || counted(i) is not { } exact)
                return [];
            // The norm compares with the sum rounded to two decimals.
            var sum = decimal.Round(exact, 2, MidpointRounding.AwayFromZero);
            return When(Math.Abs(total - sum) > Forgiven(i, terms(i)),
                $"{char.ToUpperInvariant(what[0])}{what[1..]} est écrit {Show(total, i)} "
                + $"mais le calcul donne {Show(sum, i)}.");
        }) { AsksWithoutLines = false };

    internal static decimal Forgiven(EInvoice invoice, int terms) => invoice.IsExtended ? 0.01m * terms : 0m;

    /// <summary>A total may be left out when there is nothing to add; then it is zero.</summary>
    private static decimal? Total(decimal? written, EInvoice invoice, bool charges) =>
        written ?? (Adjustments(invoice, charges).Any() ? 0m : null);

    private static IEnumerable<InvoiceAdjustment> Adjustments(EInvoice invoice, bool charges) =>
        invoice.Adjustments.Where(a => a.IsCharge == charges);

    private static int Amounts(EInvoice invoice) => invoice.CountedLines.Count() + invoice.Adjustments.Count;
}
