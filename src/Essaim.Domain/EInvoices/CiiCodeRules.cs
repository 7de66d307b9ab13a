using System.Xml.Linq;
using static Essaim.Domain.EInvoices.CiiTree;

namespace Essaim.Domain.EInvoices;

/// <summary>The codes that the norm takes (BR-CL), by list; and the few rules that only a file can break.</summary>
internal static class CiiCodeRules
{
    private static readonly Dictionary<string, HashSet<string>> Lists = CiiPlaces.Resource("code-lists.txt")
        .Split("== ").Skip(1).Select(s => s.Split('\n', 2))
        .ToDictionary(s => s[0].Trim(), s => s[1].Split([' ', '\n'],
            StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    private static readonly string[] MediaTypes =
    [
        "application/pdf", "image/png", "image/jpeg", "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    ];

    public static readonly IReadOnlyList<CiiRule> Table =
    [
        Code("BR-CL-01", "documents", "Le type de document", t => t.At("ExchangedDocument/TypeCode")),
        Scheme("BR-CL-03", "currencies", "La devise", "currencyID", t => t.Anywhere("TaxTotalAmount")),
        Code("BR-CL-04", "currencies", "La devise", t => t.Anywhere("InvoiceCurrencyCode")),
        Code("BR-CL-05", "currencies", "La devise de la TVA", t => t.Anywhere("TaxCurrencyCode")),
        Code("BR-CL-06", "vat-moments", "Le moment où la TVA est exigible", t => t.Anywhere("DueDateTypeCode")),
        Code("BR-CL-07", "references", "Le schéma d’un objet facturé", t => t.Anywhere("ReferenceTypeCode")),
        Code("BR-CL-08", "subjects", "Le sujet d’une note", t => t.Anywhere("SubjectCode")),
        Scheme("BR-CL-10", "schemes", "La liste d’un identifiant", "schemeID", t => t.Anywhere("GlobalID")
            .Where(e => !Within(e, "SpecifiedTradeProduct") && !Within(e, "ShipToTradeParty"))),
        Scheme("BR-CL-11", "schemes", "La liste d’un identifiant légal", "schemeID", t => t.Anywhere("ID")
            .Where(e => !Within(e, "SpecifiedTaxRegistration"))),
        Scheme("BR-CL-13", "classes", "La nomenclature d’un article", "listID", t => t.Anywhere("ClassCode")),
        Code("BR-CL-14", "countries", "Le pays", t => t.Anywhere("CountryID")),
        Code("BR-CL-15", "countries", "Le pays d’origine", t => t.Anywhere("OriginTradeCountry")
            .SelectMany(e => All(e, "ID"))),
        Code("BR-CL-16", "payments", "Le moyen de paiement",
            t => t.Anywhere("SpecifiedTradeSettlementPaymentMeans").SelectMany(e => All(e, "TypeCode"))),
        Code("BR-CL-17", "vat", "La catégorie de TVA", t => t.Anywhere("CategoryTradeTax")
            .SelectMany(e => All(e, "CategoryCode"))),
        Code("BR-CL-18", "vat", "La catégorie de TVA", t => t.Anywhere("ApplicableTradeTax")
            .SelectMany(e => All(e, "CategoryCode"))),
        Code("BR-CL-19", "allowances", "Le motif codé d’une remise", t => Reasons(t, charges: false)),
        Code("BR-CL-20", "charges", "Le motif codé de frais", t => Reasons(t, charges: true)),
        Scheme("BR-CL-21", "schemes", "La liste d’un numéro d’article", "schemeID",
            t => t.Anywhere("SpecifiedTradeProduct").SelectMany(e => All(e, "GlobalID"))),
        Code("BR-CL-22", "vatex", "Le code d’exonération", t => t.Anywhere("ExemptionReasonCode")),
        Scheme("BR-CL-23", "units", "L’unité", "unitCode",
            t => t.Anywhere("BasisQuantity").Concat(t.Anywhere("BilledQuantity"))),
        new("BR-CL-24", true, t => t.Anywhere("AttachmentBinaryObject").Select(e => Attribute(e, "mimeCode"))
            .Where(m => m is not null && !MediaTypes.Contains(m))
            .Select(m => $"Une pièce jointe est d’un type qui n’est pas admis : « {m} ».")),
        Scheme("BR-CL-25", "addresses", "La liste d’une adresse électronique", "schemeID",
            t => t.Anywhere("URIUniversalCommunication").SelectMany(e => All(e, "URIID"))),
        Scheme("BR-CL-26", "schemes", "La liste du lieu de livraison", "schemeID",
            t => t.At($"{Delivery}/ShipToTradeParty/GlobalID")),
        Each("BR-51", t => t.Anywhere("ApplicableTradeSettlementFinancialCard"), e => Of(e, "ID").Length > 10,
            "Une facture ne porte jamais un numéro de carte entier : dix chiffres au plus."),
        Each("BR-54", t => t.Anywhere("ApplicableProductCharacteristic"),
            e => !Has(e, "Description") || !Has(e, "Value"), "Un attribut d’article n’a pas son nom ou sa valeur."),
        Each("BR-57", t => t.At($"{Delivery}/ShipToTradeParty/PostalTradeAddress"), e => Of(e, "CountryID").Length == 0,
            "L’adresse de livraison n’a pas de pays."),
        Each("BR-64", t => t.Anywhere("SpecifiedTradeProduct"), e => Has(e, "GlobalID")
            && All(e, "GlobalID").All(g => Attribute(g, "schemeID") is not { Length: > 0 }),
            "Le numéro d’un article ne dit pas de quelle liste il est."),
        Each("BR-65", t => t.Anywhere("DesignatedProductClassification"), e => Has(e, "ClassCode")
            && All(e, "ClassCode").All(c => Attribute(c, "listID") is not { Length: > 0 }),
            "Le classement d’un article ne dit pas de quelle nomenclature il est."),
        new("BR-B-01", true, t => Split(t) && t.Anywhere("CountryID").Any(c => Text(c) != "IT")
            ? ["La catégorie de TVA B n’existe qu’en Italie."] : []),
        new("BR-B-02", true, t => Split(t) && Categories(t).Contains("S")
            ? ["Les catégories de TVA B et S ne vont pas ensemble."] : []),
        Mixed("BR-O-12", LineItem + "/SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode", null, "une ligne"),
        Mixed("BR-O-13", Settlement + "/SpecifiedTradeAllowanceCharge", false, "une remise"),
        Mixed("BR-O-14", Settlement + "/SpecifiedTradeAllowanceCharge", true, "des frais"),
    ];

    private static CiiRule Code(string id, string list, string what, Func<CiiTree, IEnumerable<XElement>> where) =>
        new(id, true, t => where(t).Select(Text).Where(code => !Lists[list].Contains(code)).Distinct()
            .Select(code => $"{what} « {code} » n’est pas dans la liste de la norme."));

    private static CiiRule Scheme(
        string id, string list, string what, string attribute, Func<CiiTree, IEnumerable<XElement>> where) =>
        new(id, true, t => where(t).Select(e => Attribute(e, attribute)).OfType<string>()
            .Where(code => !Lists[list].Contains(code)).Distinct()
            .Select(code => $"{what} « {code} » n’est pas dans la liste de la norme."));

    private static CiiRule Each(
        string id, Func<CiiTree, IEnumerable<XElement>> where, Func<XElement, bool> broken, string sentence) =>
        new(id, true, t => where(t).Where(broken).Select(_ => sentence).Take(1));

    /// <summary>Beside a total outside of VAT (O) nothing may have another category.</summary>
    private static CiiRule Mixed(string id, string path, bool? charges, string what) => new(id, true, t =>
        t.At($"{Settlement}/ApplicableTradeTax/CategoryCode").Any(c => Text(c) == "O")
        && t.At(path).Where(e => charges is null || IsCharge(e) == charges)
            .SelectMany(e => charges is null ? [e] : All(e, "CategoryTradeTax/CategoryCode")).Any(c => Text(c) != "O")
            ? [$"Hors champ de la TVA, {what} ne peut pas avoir une autre catégorie de TVA."] : []);

    private static IEnumerable<XElement> Reasons(CiiTree t, bool charges) => t.Anywhere("SpecifiedTradeAllowanceCharge")
        .Where(e => Has(e, "ChargeIndicator/Indicator") && IsCharge(e) == charges)
            .SelectMany(e => All(e, "ReasonCode"));

    private static bool IsCharge(XElement e) => Of(e, "ChargeIndicator/Indicator") is "true" or "1";

    private static bool Split(CiiTree t) => Categories(t).Contains("B");

    private static IEnumerable<string> Categories(CiiTree t) => t.Anywhere("CategoryCode").Select(Text);

    private static bool Within(XElement e, string name) => e.Ancestors().Any(a => a.Name.LocalName == name);
}
