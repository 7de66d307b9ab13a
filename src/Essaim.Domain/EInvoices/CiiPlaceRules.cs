using System.Globalization;
using System.Xml.Linq;
using static Essaim.Domain.EInvoices.CiiTree;

namespace Essaim.Domain.EInvoices;

/// <summary>The rules of the norm on a CII that are more than a place in a table.</summary>
internal static class CiiPlaceRules
{
    /// <summary>A date that cannot be read is told as such, not as ill written too.</summary>
    public const string DateFormat = "CII-DT-097";

    private const string Product = $"{LineItem}/SpecifiedTradeProduct";
    private const string Trait = $"{Product}/ApplicableProductCharacteristic";
    private const string Means = "SpecifiedTradeSettlementPaymentMeans";
    private const string Reduced = "GrossPriceProductTradePrice/AppliedTradeAllowanceCharge";

    private static readonly string[] SupportingTypes = ["50", "130", "916"];

    public static readonly IReadOnlyList<CiiRule> Table =
    [
        At("CII-SR-046", true, Product, e => Has(e, "GlobalID") && !All(e, "GlobalID").Any(HasScheme),
            "Le numéro d’un article ne dit pas de quelle liste il est."),
        At("CII-SR-069", true, Trait, e => All(e, "Description").Count() != 1,
            "Un attribut d’article doit avoir un nom, et un seul."),
        At("CII-SR-072", true, Trait, e => All(e, "Value").Count() != 1,
            "Un attribut d’article doit avoir une valeur, et une seule."),
        At("CII-SR-090", true, Product, e => Has(e, "OriginTradeCountry")
            && All(e, "OriginTradeCountry/ID").Count() != 1, "Un article a un pays d’origine, et un seul."),
        At("CII-SR-119", false, $"{LineItem}/SpecifiedLineTradeAgreement", IsReducedAmiss,
            "Une remise sur un prix unitaire doit se dire remise et donner son montant."),
        Most("CII-SR-474", $"{LineItem}/SpecifiedLineTradeSettlement", "130", "", "un objet facturé sur une ligne"),
        Most("CII-SR-457", Agreement, "50", "", "un appel d’offres"),
        Most("CII-SR-458", Agreement, "130", "", "un objet facturé"),
        Most("CII-SR-475", Agreement, "916", "/Name", "une description de pièce jointe"),
        Most("CII-SR-476", Agreement, "916", "/AttachmentBinaryObject", "une pièce jointe"),
        OneIdentifier("CII-SR-449", $"{Delivery}/ShipToTradeParty", "du lieu de livraison"),
        OneIdentifier("CII-SR-450", $"{Agreement}/BuyerTradeParty", "de l’acheteur"),
        OneIdentifier("CII-SR-451", $"{Settlement}/PayeeTradeParty", "du bénéficiaire"),
        OneContact("CII-SR-465", $"{Agreement}/SellerTradeParty", "du vendeur"),
        OneContact("CII-SR-466", $"{Agreement}/BuyerTradeParty", "de l’acheteur"),
        Whole("CII-SR-462", t => t.Anywhere("ApplicableTradeTax").SelectMany(e => All(e, "DueDateTypeCode"))
            .Select(Text).Distinct().Count() > 1, "Le moment où la TVA est exigible est dit de deux façons."),
        Whole("CII-SR-467", t => Differ(t, "TypeCode"), "La facture donne plusieurs moyens de paiement."),
        Whole("CII-SR-468", t => Differ(t, "Information"),
            "Les moyens de paiement sont dits avec des mots différents."),
        At("CII-SR-470", true, $"{Settlement}/{Means}", e => Of(e, "TypeCode") is "30" or "58"
            && !Has(e, "PayeePartyCreditorFinancialAccount/IBANID")
            && !Has(e, "PayeePartyCreditorFinancialAccount/ProprietaryID"), "Un virement demande le compte où virer."),
        Document("CII-DT-015", "URIID", IsAttached, "une adresse"),
        Document("CII-DT-018", "TypeCode", e => IsSupporting(e) && SupportingTypes.Contains(Of(e, "TypeCode")),
            "un type"),
        Document("CII-DT-021", "Name", IsAttached, "une description"),
        Document("CII-DT-022", "AttachmentBinaryObject", IsAttached, "un fichier"),
        Document("CII-DT-024", "ReferenceTypeCode", e => IsSupporting(e) && Of(e, "TypeCode") == "130", "un schéma"),
        Document("CII-DT-027", "FormattedIssueDateTime", e => e.Name.LocalName == "InvoiceReferencedDocument",
            "une date"),
        Whole("CII-DT-033", t => t.Names.Where(n => n.EndsWith("Quantity", StringComparison.Ordinal))
                .SelectMany(t.Anywhere).Any(e => e.Attribute("unitCode") is not null)
            && !t.At($"{LineItem}/SpecifiedLineTradeDelivery/BilledQuantity")
                .Any(e => e.Attribute("unitCode") is not null),
            "Une quantité donne une unité alors que les quantités facturées n’en ont pas."),
        Tax("CII-DT-037", true, e => Has(e, "TypeCode") && !All(e, "TypeCode").Any(c => Text(c) == "VAT"),
            "Une taxe de cette facture n’est pas la TVA."),
        Tax("CII-DT-041", false, e => Has(e, "BasisAmount") && !InSettlement(e), "La TVA d’une ligne donne une base."),
        Tax("CII-DT-052", false, e => Has(e, "ExemptionReasonCode") && !IsGroup(e),
            "La TVA d’une remise donne un code d’exonération."),
        Tax("CII-DT-098", false, e => Has(e, "ExemptionReason") && !IsGroup(e),
            "La TVA d’une remise donne un motif d’exonération."),
        Tax("CII-DT-054", false, e => Has(e, "TaxPointDate") && !InSettlement(e),
            "La TVA d’une ligne dit quand elle est exigible."),
        Tax("CII-DT-058", false, e => Has(e, "DueDateTypeCode") && !InSettlement(e),
            "La TVA d’une ligne dit par un code quand elle est exigible."),
        new(DateFormat, true, t => t.Anywhere("DateTimeString")
            .Where(e => Attribute(e, "format") == "102" && !IsDay(Text(e)))
            .Select(e => $"La date « {Text(e)} » n’est pas écrite AAAAMMJJ.")),
    ];

    private static CiiRule At(string id, bool serious, string path, Func<XElement, bool> broken, string sentence) =>
        new(id, serious, t => t.At(path).Where(broken).Select(_ => sentence).Take(1));

    private static CiiRule Whole(string id, Func<CiiTree, bool> broken, string sentence) =>
        new(id, true, t => broken(t) ? [sentence] : []);

    private static CiiRule Most(string id, string path, string type, string inside, string what) =>
        At(id, false, path, e => All(e, "AdditionalReferencedDocument").Where(d => Of(d, "TypeCode") == type)
            .SelectMany(d => All(d, inside)).Count() > 1, $"La facture donne plus d’une fois {what}.");

    private static CiiRule OneIdentifier(string id, string path, string whose) => At(id, false, path,
        e => Has(e, "ID") && Has(e, "GlobalID"), $"L’identifiant {whose} est donné de deux façons.");

    private static CiiRule OneContact(string id, string path, string whose) => At(id, false, path,
        e => Has(e, "DefinedTradeContact/PersonName") && Has(e, "DefinedTradeContact/DepartmentName"),
        $"Le contact {whose} est à la fois une personne et un service.");

    private static CiiRule Document(string id, string part, Func<XElement, bool> allowed, string what) =>
        new(id, true, t => t.Names.Where(n => n.EndsWith("ReferencedDocument", StringComparison.Ordinal))
            .SelectMany(t.Anywhere).Where(e => Has(e, part) && !allowed(e))
            .Select(e => $"« {e.Name.LocalName} » donne {what}, qui n’y a pas sa place.").Distinct());

    private static CiiRule Tax(string id, bool serious, Func<XElement, bool> broken, string sentence) =>
        new(id, serious, t => t.Names.Where(n => n.EndsWith("TradeTax", StringComparison.Ordinal))
            .SelectMany(t.Anywhere).Where(broken).Select(_ => sentence).Take(1));

    private static bool HasScheme(XElement e) => e.Attribute("schemeID") is not null;

    private static bool IsReducedAmiss(XElement e)
    {
        var (says, gives) = (Has(e, $"{Reduced}/ChargeIndicator"), Has(e, $"{Reduced}/ActualAmount"));
        var off = All(e, $"{Reduced}/ChargeIndicator/Indicator").Any(i => Text(i) is "false" or "0");
        return !(off && gives || !says && !gives);
    }

    private static bool Differ(CiiTree t, string part) => t.Anywhere(Means).SelectMany(e => All(e, part)).Select(Text)
        .Distinct().Count() > 1;

    private static bool IsSupporting(XElement e) => e.Name.LocalName == "AdditionalReferencedDocument";

    private static bool IsAttached(XElement e) => IsSupporting(e) && Of(e, "TypeCode") == "916";

    private static bool IsGroup(XElement e) => e.Name.LocalName == "ApplicableTradeTax";

    private static bool InSettlement(XElement e) =>
        e.Ancestors().Any(a => a.Name.LocalName == "ApplicableHeaderTradeSettlement");

    private static bool IsDay(string text) => text.Length == 8 && DateOnly.TryParseExact(text[..6] + "01", "yyyyMMdd",
        CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && int.TryParse(text[6..], out var day)
        && day is >= 1 and <= 31;
}
