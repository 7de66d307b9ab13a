using System.Globalization;
using System.Xml.Linq;
using static Essaim.Domain.EInvoices.CiiTree;
using static Essaim.Domain.EInvoices.FrenchInvoiceRules;

namespace Essaim.Domain.EInvoices;

/// <summary>French rules on what is written: dates, rates, categories of VAT, amounts, what an article is
/// like.</summary>
internal static class FrenchNumberRules
{
    private const string LineTerms = $"{LineItem}/SpecifiedLineTradeSettlement";
    private const string LineTax = $"{LineTerms}/ApplicableTradeTax";
    private const string GroupTax = $"{Settlement}/ApplicableTradeTax";
    private const string Adjusted = $"{Settlement}/SpecifiedTradeAllowanceCharge";
    private const string LineAdjusted = $"{LineTerms}/SpecifiedTradeAllowanceCharge";
    private const string Price = $"{LineItem}/SpecifiedLineTradeAgreement";
    private const string Trait = $"{LineItem}/SpecifiedTradeProduct/ApplicableProductCharacteristic";

    private static readonly string[] Categories = ["S", "E", "AE", "K", "G", "O", "Z"];

    private static readonly decimal[] Rates =
        [0, 20, 10, 5.5m, 2.1m, 8.5m, 13, 1.05m, 1.75m, 0.9m, 7, 19.6m, 20.6m, 9.2m, 9.6m];

    public static readonly IReadOnlyList<CiiRule> Table =
    [
        .. Dates(), .. Taxes(), .. Amounts(), .. Traits(),
    ];

    private static IEnumerable<CiiRule> Dates()
    {
        const string period = "BillingSpecifiedPeriod";
        const string start = "StartDateTime/DateTimeString";
        const string end = "EndDateTime/DateTimeString";
        const string event_ = "ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString";
        const string cited = "InvoiceReferencedDocument/FormattedIssueDateTime/DateTimeString";
        return new[]
        {
            ("BT-2", "ExchangedDocument/IssueDateTime/DateTimeString", "La date de la facture"),
            ("BT-7", $"{GroupTax}/TaxPointDate/DateString", "Le jour où la TVA est exigible"),
            ("BT-9", $"{Settlement}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString", "L’échéance"),
            ("BT-26", $"{Settlement}/{cited}", "La date d’une facture citée"),
            ("BT-72", $"{Delivery}/{event_}", "Le jour de la livraison"),
            ("BT-73", $"{Settlement}/{period}/{start}", "Le début de la période"),
            ("BT-74", $"{Settlement}/{period}/{end}", "La fin de la période"),
            ("EXT-FR-FE-138", $"{LineTerms}/{cited}", "La date d’une facture citée en ligne"),
            ("EXT-FR-FE-158", $"{LineItem}/SpecifiedLineTradeDelivery/{event_}", "Le jour de livraison d’une ligne"),
            ("EXT-FR-FE-134", $"{LineTerms}/{period}/{start}", "Le début de la période d’une ligne"),
            ("EXT-FR-FE-135", $"{LineTerms}/{period}/{end}", "La fin de la période d’une ligne"),
        }.Select(d => Each($"BR-FR-03_{d.Item1}", d.Item2, e => !IsDate(e.Value),
            e => $"{d.Item3}, « {Text(e)} », n’est pas un jour entre 2000 et 2099."));
    }

    private static IEnumerable<CiiRule> Taxes()
    {
        foreach (var (term, rate, dec, path, where) in new[]
            { ("BT-95_BT-102", "BT-96_BT-103", "BT-96_BT-103", $"{Adjusted}/CategoryTradeTax",
                "d’une remise ou de frais"),
              ("BT-95_BT-118", "BT-119", "BT-119", GroupTax, "d’un total"),
              ("BT-95_BT-151", "BT-152", "BT-152", LineTax, "d’une ligne") })
        {
            yield return Each($"BR-FR-15_{term}", path, e => !Categories.Contains(Of(e, "CategoryCode"))
                && !IsHeading(e),
                _ => $"La catégorie de TVA {where} n’a pas cours en France.");
            yield return Each($"BR-FR-15_{term}_LM", path, e => Of(e, "CategoryCode") is "L" or "M",
                _ => $"La catégorie de TVA {where} est celle des Canaries ou de Ceuta.");
            yield return Each($"BR-FR-16_{rate}", path, e => Of(e, "RateApplicablePercent") is { Length: > 0 } text
                && !IsRate(text), e =>
                    $"Le taux de TVA {where}, {Of(e, "RateApplicablePercent")}, n’existe pas en France.");
            yield return Each($"BR-FR-DEC-04_{dec}", $"{path}/RateApplicablePercent", e =>
                !IsWritten(Text(e), 4, 2, false),
                e => $"Le taux de TVA {where}, {Text(e)}, a plus de quatre chiffres ou de deux décimales.");
        }
    }

    private static IEnumerable<CiiRule> Amounts()
    {
        foreach (var (term, path) in new[]
            { ("BT-92_BT-99", $"{Adjusted}/ActualAmount"), ("BT-93_BT-100", $"{Adjusted}/BasisAmount"),
              ("BT-106", $"{Sums}/LineTotalAmount"), ("BT-107", $"{Sums}/AllowanceTotalAmount"),
              ("BT-108", $"{Sums}/ChargeTotalAmount"), ("BT-109", $"{Sums}/TaxBasisTotalAmount"),
              ("BT-112", $"{Sums}/GrandTotalAmount"), ("BT-113", $"{Sums}/TotalPrepaidAmount"),
              ("BT-114", $"{Sums}/RoundingAmount"), ("BT-115", $"{Sums}/DuePayableAmount"),
              ("BT-116", $"{GroupTax}/BasisAmount"), ("BT-117", $"{GroupTax}/CalculatedAmount"),
              ("BT-131", $"{LineTerms}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"),
              ("BT-136_BT-141", $"{LineAdjusted}/ActualAmount"), ("BT-137_BT-142", $"{LineAdjusted}/BasisAmount") })
            yield return Amount(term, path, _ => true);
        yield return Amount("BT-110", $"{Sums}/TaxTotalAmount", e => Attribute(e, "currencyID") == CurrencyOf(e));
        yield return Amount("BT-111", $"{Sums}/TaxTotalAmount", e => Attribute(e, "currencyID") != CurrencyOf(e));
        foreach (var (term, path) in new[] { ("BT-129", $"{LineItem}/SpecifiedLineTradeDelivery/BilledQuantity"),
            ("BT-149", $"{Price}/NetPriceProductTradePrice/BasisQuantity") })
            yield return Each($"BR-FR-DEC-02_{term}", path, e => !IsWritten(Text(e), 19, 4, true),
                e => $"La quantité {Text(e)} n’est pas écrite avec quatre décimales au plus.");
        foreach (var (term, path) in new[] { ("BT-146", $"{Price}/NetPriceProductTradePrice/ChargeAmount"),
            ("BT-147", $"{Price}/GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ActualAmount"),
            ("BT-148", $"{Price}/GrossPriceProductTradePrice/ChargeAmount") })
            yield return Each($"BR-FR-DEC-03_{term}", path, e => !IsWritten(Text(e), 19, 6, false),
                e => $"Le prix {Text(e)} n’est pas positif, ou a plus de six décimales.");
    }

    private static CiiRule Amount(string term, string path, Func<XElement, bool> which) =>
        Each($"BR-FR-DEC-01_{term}", path, e => which(e) && !IsWritten(Text(e), 19, 2, true),
            e => $"Le montant {Text(e)} n’est pas écrit avec deux décimales au plus.");

    private static IEnumerable<CiiRule> Traits() =>
    [
        Each("BR-FR-27_BG-32", Trait, e => !Has(e, "Description") && !Has(e, "TypeCode"),
            _ => "Un attribut d’article n’a ni nom ni code."),
        Each("BR-FR-27_BT-160", $"{Trait}/Description", IsEmpty, _ => "Le nom d’un attribut d’article est vide."),
        Each("BR-FR-27_EXT-FR-FE-159", $"{Trait}/TypeCode", IsEmpty, _ => "Le code d’un attribut d’article est vide."),
        Each("BR-FR-28_BT-161-1", Trait, e => Has(e, "Value") == IsMeasured(e),
            _ => "Un attribut d’article a une valeur ou une mesure, et une seule des deux."),
        Each("BR-FR-28_BT-161-2", $"{Trait}/Value", IsEmpty, _ => "La valeur d’un attribut d’article est vide."),
        Each("BR-FR-28_EXT-FR-FE-160", $"{Trait}/ValueMeasure", IsEmpty, _ => "Une mesure d’article est vide."),
        Each("BR-FR-28_EXT-FR-FE-161", $"{Trait}/ValueMeasure", e => Attribute(e, "unitCode") is { Length: 0 },
            _ => "Une mesure d’article n’a pas d’unité."),
    ];

    private static bool IsEmpty(XElement e) => Text(e).Length == 0;

    private static bool IsMeasured(XElement e) =>
        All(e, "ValueMeasure").Any(m => m.Attribute("unitCode") is not null);

    private static bool IsDate(string text) => Day(text)?.Year is >= 2000 and <= 2099;

    /// <summary>The day written there, what follows it left out; null for none.</summary>
    internal static DateOnly? Day(string text) => text.Length >= 8 && DateOnly.TryParseExact(text[..8], "yyyyMMdd",
        CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static bool IsRate(string text) => text.All(c => char.IsAsciiDigit(c) || c == '.')
        && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
        && Rates.Contains(rate);

    /// <summary>Headings and remarks of the extended profiles have no VAT.</summary>
    private static bool IsHeading(XElement tax) => !Has(tax, "CategoryCode")
        && tax.Ancestors().FirstOrDefault(a => a.Name.LocalName == "IncludedSupplyChainTradeLineItem") is { } line
        && Of(line, "AssociatedDocumentLineDocument/LineStatusReasonCode") is "GROUP" or "INFORMATION";

    private static string CurrencyOf(XElement sum) =>
        Of(sum.Ancestors().First(a => a.Name.LocalName == "ApplicableHeaderTradeSettlement"), "InvoiceCurrencyCode");

    /// <summary>
    /// Digits, one point before so many decimals at most, perhaps a sign; so many signs at most without the point.
    /// </summary>
    private static bool IsWritten(string text, int most, int decimals, bool signed)
    {
        var digits = signed && text.StartsWith('-') ? text[1..] : text;
        var parts = digits.Split('.');
        return parts.Length <= 2 && parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit))
            && (parts.Length == 1 || parts[1].Length <= decimals) && text.Length - (parts.Length - 1) <= most;
    }
}
