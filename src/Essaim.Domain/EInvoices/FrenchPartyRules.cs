using System.Xml.Linq;
using static Essaim.Domain.EInvoices.CiiTree;
using static Essaim.Domain.EInvoices.FrenchInvoiceRules;

namespace Essaim.Domain.EInvoices;

/// <summary>French rules on the companies of an invoice: their numbers and electronic addresses.</summary>
internal static class FrenchPartyRules
{
    private const string Siren = "SpecifiedLegalOrganization/ID";
    private const string Address = "URIUniversalCommunication/URIID";
    private const string SellerPath = $"{Agreement}/SellerTradeParty";
    private const string BuyerPath = $"{Agreement}/BuyerTradeParty";

    /// <summary>A company of an invoice: where it stands, the terms of its identifier and of its address.</summary>
    private sealed record Role(string Path, string Whose, string Id, string? Address);

    private static readonly Role[] Roles =
    [
        new(SellerPath, "du vendeur", "BT-29", "BT-34"), new(BuyerPath, "de l’acheteur", "BT-46", "BT-49"),
        new($"{Settlement}/PayeeTradeParty", "du bénéficiaire", "BT-60", "EXT-FR-FE-29"),
        new($"{Delivery}/ShipToTradeParty", "du lieu de livraison", "BT-71", null),
        new($"{Agreement}/BuyerAgentTradeParty", "de l’agent de l’acheteur", "EXT-FR-FE-06", "EXT-FR-FE-12"),
        new($"{Settlement}/PayerTradeParty", "du payeur", "EXT-FR-FE-46", "EXT-FR-FE-52"),
        new($"{Agreement}/SalesAgentTradeParty", "de l’agent du vendeur", "EXT-FR-FE-69", "EXT-FR-FE-75"),
        new($"{Settlement}/InvoiceeTradeParty", "du facturé", "EXT-FR-FE-92", "EXT-FR-FE-98"),
        new($"{Settlement}/InvoicerTradeParty", "du facturant", "EXT-FR-FE-115", "EXT-FR-FE-121"),
        new($"{LineItem}/SpecifiedLineTradeDelivery/ShipToTradeParty", "du lieu de livraison d’une ligne",
            "EXT-FR-FE-146", null),
    ];

    public static readonly IReadOnlyList<CiiRule> Table =
    [
        .. Roles.SelectMany(Identifiers), .. Roles.Where(r => r.Address is not null).SelectMany(Addresses),
        Whole("BR-FR-10_BT-30", t => !IsSiren(Listed(t, SellerPath)),
            "Il manque le SIREN du vendeur, de neuf chiffres."),
        Whole("BR-FR-11_BT-47", t => Noted(t, "BAR").Contains("B2B") && !IsSiren(Listed(t, BuyerPath)),
            "Entre deux entreprises en France il faut le SIREN de l’acheteur, de neuf chiffres."),
        Whole("BR-FR-12_BT-49", t => t.Text($"{BuyerPath}/{Address}").Length == 0,
            "Il manque l’adresse électronique de l’acheteur."),
        Whole("BR-FR-13_BT-34", t => t.Text($"{SellerPath}/{Address}").Length == 0,
            "Il manque l’adresse électronique du vendeur."),
        Whole("BR-FR-21_BT-49", t => IsFrench(t, false) && !BeginsWithSiren(t, BuyerPath),
            "L’adresse électronique de l’acheteur doit être de l’annuaire français (0225) et commencer par son SIREN."),
        Whole("BR-FR-22_BT-34", t => IsFrench(t, true) && !BeginsWithSiren(t, SellerPath),
            "L’adresse électronique du vendeur doit être de l’annuaire français (0225) et commencer par son SIREN."),
        Private("BR-FR-24_BT-29", SellerPath, e => !IsPlain(Text(e)), "du vendeur a d’autres signes que lettres et "
            + "chiffres"),
        Private("BR-FR-24_BT-46", BuyerPath, e => !IsPlain(Text(e)), "de l’acheteur a d’autres signes que lettres et "
            + "chiffres"),
        Private("BR-FR-26_BT-29", SellerPath, e => e.Value.Length > 100, "du vendeur dépasse 100 signes"),
        Private("BR-FR-26_BT-46", BuyerPath, e => e.Value.Length > 100, "de l’acheteur dépasse 100 signes"),
        Whole("BR-FR-CO-14_BT-29-1", t => IsMember(t) && !Noted(t, "TXD").Contains("MEMBRE_ASSUJETTI_UNIQUE"),
            "Le vendeur est membre d’un assujetti unique ; la note qui le dit manque."),
        Whole("BR-FR-CO-15_BT-29-1", t => IsMember(t) && !t.At(
                $"{Agreement}/SellerTaxRepresentativeTradeParty/SpecifiedTaxRegistration/ID")
            .Any(i => Attribute(i, "schemeID") == "VA" && Text(i).Length > 0),
            "Le vendeur est membre d’un assujetti unique ; le numéro de TVA de celui-ci manque."),
    ];

    private static IEnumerable<CiiRule> Identifiers(Role role) =>
    [
        Each($"BR-FR-09_{role.Id}", role.Path, e => All(e, "GlobalID").FirstOrDefault(Is("0009")) is { } siret
            && !Agree(Text(siret), Text(All(e, Siren).FirstOrDefault(Is("0002"))),
                role.Path is SellerPath or BuyerPath),
            _ => $"Le SIRET {role.Whose} n’a pas 14 chiffres, ou ne commence pas par son SIREN."),
        Each($"BR-FR-CO-10_{role.Id}-1", role.Path,
            e => All(e, "GlobalID").Any(i => i.Attribute("schemeID") is null),
            _ => $"Un identifiant {role.Whose} ne dit pas de quelle liste il est."),
        Each($"BR-FR-CO-10_{role.Id}-2", role.Path, e => All(e, "GlobalID").Select(i => Attribute(i, "schemeID"))
            .Where(s => s is not null).GroupBy(s => s).Any(g => g.Count() > 1),
            _ => $"Deux identifiants {role.Whose} sont de la même liste."),
    ];

    private static IEnumerable<CiiRule> Addresses(Role role) =>
    [
        Each($"BR-FR-23_{role.Address}", $"{role.Path}/{Address}", e => Is("0225")(e) && !IsPlain(e.Value),
            _ => $"L’adresse électronique {role.Whose} a d’autres signes que lettres, chiffres, - _ et +."),
        Each($"BR-FR-25_{role.Address}", $"{role.Path}/{Address}", e => e.Value.Length > 125,
            _ => $"L’adresse électronique {role.Whose} dépasse 125 signes."),
    ];

    private static CiiRule Private(string id, string party, Func<XElement, bool> broken, string sentence) =>
        Each(id, $"{party}/GlobalID", e => Is("0224")(e) && broken(e), _ => $"L’identifiant privé {sentence}.");

    private static bool Agree(string siret, string siren, bool needsSiren) =>
        siret.Length == 14 && siret.All(char.IsAsciiDigit)
        && (siren.Length == 0 && !needsSiren || siret[..9] == siren);

    private static string Listed(CiiTree t, string party) => Text(t.At($"{party}/{Siren}").FirstOrDefault(Is("0002")));

    private static bool IsSiren(string text) => text.Length == 9 && text.All(char.IsAsciiDigit);

    private static bool IsFrench(CiiTree t, bool selfBilled) => Noted(t, "BAR").Contains("B2B")
        && SelfBilled(t.Text("ExchangedDocument/TypeCode")) == selfBilled;

    private static bool BeginsWithSiren(CiiTree t, string party) => t.At($"{party}/{Address}").FirstOrDefault() is
        { } address && Is("0225")(address)
        && Text(address).StartsWith(t.Text($"{party}/{Siren}"), StringComparison.Ordinal);

    private static bool IsMember(CiiTree t) => t.At($"{SellerPath}/GlobalID").Any(Is("0231"));

    private static bool IsPlain(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "+-_/".Contains(c));

    private static Func<XElement, bool> Is(string scheme) => e => Attribute(e, "schemeID") == scheme;
}
