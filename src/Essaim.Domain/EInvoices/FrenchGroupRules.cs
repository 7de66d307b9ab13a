using System.Xml.Linq;
using static Essaim.Domain.EInvoices.CiiTree;
using static Essaim.Domain.EInvoices.FrenchInvoiceRules;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// French rules on an invoice of several sellers (facture multi-vendeurs: kinds S8, B8 and M8 of the extended profile):
/// each seller's lines are under a heading that is an invoice of its own. We receive them, we issue none.
/// </summary>
internal static class FrenchGroupRules
{
    private const string Process = "ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID";
    private const string Status = "AssociatedDocumentLineDocument/LineStatusReasonCode";
    private const string Parent = "AssociatedDocumentLineDocument/ParentLineID";
    private const string LineId = "AssociatedDocumentLineDocument/LineID";
    private const string Seller = "SpecifiedLineTradeAgreement/ItemSellerTradeParty";
    private const string SellerId = $"{Seller}/SpecifiedLegalOrganization/ID";
    private const string Referenced = "SpecifiedLineTradeSettlement/AdditionalReferencedDocument";
    private const string LineSums = "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation";
    private const string Reason = "SpecifiedLineTradeSettlement/ApplicableTradeTax/ExemptionReason";

    public static readonly IReadOnlyList<CiiRule> Table =
    [
        Lines("BR-FR-MV-01_EXT-FR-FE-163", (_, l) => All(l, Status).Any(s => Text(s).Length == 0),
            "n’a pas de sous-type"),
        Several("BR-FR-MV-02_EXT-FR-FE-163", t => !Heads(t).Any(), "Aucune ligne n’est la tête d’un vendeur."),
        Head("BR-FR-MV-03_EXT-FR-FE-164", (_, l) => Of(l, $"{Seller}/Name").Length == 0, "n’a pas de nom de vendeur"),
        Head("BR-FR-MV-03_EXT-FR-FE-167", (_, l) => Of(l, SellerId).Length == 0, "n’a pas de numéro de vendeur"),
        Head("BR-FR-MV-03_EXT-FR-FE-177", (_, l) => Of(l, $"{Seller}/PostalTradeAddress/CountryID").Length == 0,
            "n’a pas de pays de vendeur"),
        Head("BR-FR-MV-03_EXT-FR-FE-181", (t, l) => Tax(l, Currency(t)) is null, "n’a pas de total de TVA"),
        Head("BR-FR-MV-03_EXT-FR-FE-182", (t, l) => t.Text($"{Settlement}/TaxCurrencyCode") is { Length: > 0 } vat
            && Tax(l, vat) is null, "n’a pas de total de TVA dans la devise de la TVA"),
        Head("BR-FR-MV-03_BT-128_AFL", (_, l) => Documents(l, "AFL").Any(IsHollow),
            "n’a pas de numéro de facture (AFL)"),
        Head("BR-FR-MV-03_BT-128_AVV", (_, l) => Documents(l, "AVV").Any(d => IsHollow(d)
            || Of(d, "IssuerAssignedID") is "M8" or "S8" or "B8"), "n’a pas de cadre de facturation (AVV) à elle"),
        Head("BR-FR-MV-05_EXT-FR-FE-BG-12", IsMiscounted, "n’est pas la somme de ses lignes"),
        Lines("BR-FR-MV-06_EXT-FR-FE-167", (t, l) => Of(l, SellerId) is var id
            && (id.Length == 0 || Above(t, l) is { } above && Of(above, SellerId) != id),
            "n’a pas le numéro de vendeur de sa tête"),
        Lines("BR-FR-MV-07_BT-128", (t, l) => Invoice(l) is var number
            && (number.Length == 0 || Above(t, l) is { } above && Invoice(above) != number),
            "n’a pas le numéro de facture de sa tête"),
        Lines("BR-FR-MV-08_BT-128", (_, l) => Of(l, Status) == "DETAIL" && (Invoice(l).Length == 0
            || !Of(l, Reason).StartsWith($"#{Invoice(l)}#", StringComparison.Ordinal)),
            "ne commence pas son motif de TVA par son numéro de facture"),
        Head("BR-FR-MV-09_EXT-FR-FE-181", (t, l) => Math.Abs((Tax(l, Currency(t)) ?? 0)
            - t.At($"{Settlement}/ApplicableTradeTax").Where(x => Of(x, "ExemptionReason")
                .StartsWith($"#{Invoice(l)}#", StringComparison.Ordinal))
                .Sum(x => Number(First(x, "CalculatedAmount")) ?? 0)) > 0.01m, "n’a pas la TVA de ses totaux"),
        Head("BR-FR-MV-10_EXT-FR-FE-184", (t, l) => First(l, $"{LineSums}/GrandTotalAmount") is { } gross
            && (Number(gross) is not { } total || Math.Abs(total - (Net(l) ?? 0) - (Tax(l, Currency(t)) ?? 0))
                > 0.01m * Under(t, l).Count(u => Of(u, Status) == "DETAIL")),
                    "n’a pas son hors taxe et sa TVA pour total"),
        Head("BR-FR-MV-11_BT-128", (t, l) => Of(l, SellerId) is { Length: > 0 } id
            && id == t.Text($"{Agreement}/SellerTradeParty/SpecifiedLegalOrganization/ID")
            && Invoice(l) != t.Text("ExchangedDocument/ID"),
                "est du vendeur principal et n’a pas le numéro de la facture"),
        Several("BR-FR-MV-12_BT-128", t => Heads(t).Select(Invoice).Where(n => n.Length > 0).GroupBy(n => n)
            .Any(g => g.Count() > 1), "Deux vendeurs ont le même numéro de facture."),
        Several("BR-FR-MV-13_BT-3", t => SelfBilled(t.Text("ExchangedDocument/TypeCode"))
            || t.Text("ExchangedDocument/TypeCode").Length == 0,
            "Une facture de plusieurs vendeurs ne peut pas être une autofacture."),
    ];

    private static CiiRule Several(string id, Func<CiiTree, bool> broken, string sentence) =>
        Whole(id, t => IsSeveral(t) && broken(t), sentence);

    private static CiiRule Lines(string id, Func<CiiTree, XElement, bool> broken, string what) =>
        new(id, true, t => IsSeveral(t) ? t.At(LineItem).Where(l => broken(t, l)).Select(l => Sentence(l, what)) : []);

    private static CiiRule Head(string id, Func<CiiTree, XElement, bool> broken, string what) =>
        new(id, true, t => IsSeveral(t) ? Heads(t).Where(l => broken(t, l)).Select(l => Sentence(l, what)) : []);

    private static string Sentence(XElement line, string what) =>
        $"Facture de plusieurs vendeurs : la ligne {Of(line, LineId)} {what}.";

    private static bool IsSeveral(CiiTree t) => t.Text(Process) is "S8" or "B8" or "M8";

    private static IEnumerable<XElement> Heads(CiiTree t) =>
        t.At(LineItem).Where(l => Of(l, Status) == "GROUP" && !Has(l, Parent));

    private static IEnumerable<XElement> Under(CiiTree t, XElement head) =>
        t.At(LineItem).Where(l => Has(l, Parent) && Of(l, Parent) == Of(head, LineId));

    private static XElement? Above(CiiTree t, XElement line) =>
        Has(line, Parent) ? t.At(LineItem).FirstOrDefault(l => Of(l, LineId) == Of(line, Parent)) : null;

    private static bool IsMiscounted(CiiTree t, XElement head)
    {
        var nets = Under(t, head).Where(l => Of(l, Status) is { Length: > 0 } and not "INFORMATION")
            .Select(Net).ToList();
        return Net(head) is not { } total || Math.Abs(total - nets.Sum(n => n ?? 0)) > 0.01m * nets.Count;
    }

    private static IEnumerable<XElement> Documents(XElement line, string kind) =>
        All(line, Referenced).Where(d => Of(d, "ReferenceTypeCode") == kind);

    private static bool IsHollow(XElement document) =>
        Of(document, "TypeCode") != "130" || Of(document, "IssuerAssignedID").Length == 0;

    private static string Invoice(XElement line) =>
        Text(Documents(line, "AFL").Where(d => Of(d, "TypeCode") == "130").SelectMany(d => All(d, "IssuerAssignedID"))
            .FirstOrDefault());

    private static string Currency(CiiTree t) => t.Text($"{Settlement}/InvoiceCurrencyCode");

    private static decimal? Net(XElement line) => Number(First(line, $"{LineSums}/LineTotalAmount"));

    private static decimal? Tax(XElement line, string currency) => Number(All(line, $"{LineSums}/TaxTotalAmount")
        .FirstOrDefault(e => Attribute(e, "currencyID") == currency));
}
