using static Essaim.Domain.EInvoices.EInvoiceRules;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// Amounts have at most two decimals, zeros in vain included (BR-DEC). Only those that the entry is made of stop it.
/// </summary>
internal static class DecimalRules
{
    public static readonly EInvoiceRule[] Table =
    [
        OnInvoice("BR-DEC-01", "BT-92", charge: false, a => a.Amount),
        OnInvoice("BR-DEC-02", "BT-93", charge: false, a => a.Base),
        OnInvoice("BR-DEC-05", "BT-99", charge: true, a => a.Amount),
        OnInvoice("BR-DEC-06", "BT-100", charge: true, a => a.Base),
        Total("BR-DEC-09", "BT-106", false, t => t.Lines),
        Total("BR-DEC-10", "BT-107", false, t => t.Allowances),
        Total("BR-DEC-11", "BT-108", false, t => t.Charges),
        Total("BR-DEC-12", "BT-109", true, t => t.Net),
        Total("BR-DEC-13", "BT-110", true, t => t.Vat),
        Total("BR-DEC-14", "BT-112", true, t => t.Gross),
        Total("BR-DEC-15", "BT-111", false, t => t.VatInVatCurrency),
        Total("BR-DEC-16", "BT-113", false, t => t.Prepaid),
        Total("BR-DEC-17", "BT-114", false, t => t.Rounding),
        Total("BR-DEC-18", "BT-115", false, t => t.Due),
        Each("BR-DEC-19", "BT-116", true, i => i.VatGroups.Select(g => g.Base)),
        Each("BR-DEC-20", "BT-117", true, i => i.VatGroups.Select(g => g.Tax)),
        Each("BR-DEC-23", "BT-131", false, i => i.Lines.Select(l => l.Net)),
        OnLines("BR-DEC-24", "BT-136", charge: false, a => a.Amount),
        OnLines("BR-DEC-25", "BT-137", charge: false, a => a.Base),
        OnLines("BR-DEC-27", "BT-141", charge: true, a => a.Amount),
        OnLines("BR-DEC-28", "BT-142", charge: true, a => a.Base),
    ];

    private static EInvoiceRule Total(string id, string term, bool stops, Func<InvoiceTotals, decimal?> amount) =>
        Each(id, term, stops, i => [amount(i.Totals)]);

    private static EInvoiceRule OnInvoice(
        string id, string term, bool charge, Func<InvoiceAdjustment, decimal?> amount) =>
        Each(id, term, false, i => i.Adjustments.Where(a => a.IsCharge == charge).Select(amount));

    private static EInvoiceRule OnLines(
        string id, string term, bool charge, Func<InvoiceAdjustment, decimal?> amount) =>
        Each(id, term, false,
            i => i.Lines.SelectMany(l => l.Adjustments).Where(a => a.IsCharge == charge).Select(amount));

    private static EInvoiceRule Each(
        string id, string term, bool stops, Func<EInvoice, IEnumerable<decimal?>> amounts) =>
        new(id, term, stops, i => amounts(i).OfType<decimal>().Where(a => a.Scale > 2)
            .Select(a => $"Le montant {Show(a, i)} est écrit avec plus de deux décimales ({term}).{Ask}"));
}
