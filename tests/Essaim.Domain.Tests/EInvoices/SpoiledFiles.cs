using System.Xml.Linq;
using Essaim.Domain.EInvoices;
using static Essaim.Domain.Tests.EInvoices.GivenEInvoice;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>
/// For each rule on the file of an invoice, a CII that breaks it: the correct one with one thing wrong. The places of
/// the
/// norm are spoiled by its table; the official rules find every one of them as ours do.
/// </summary>
internal static class SpoiledFiles
{
    public const string Trade = "SupplyChainTradeTransaction";
    public const string Line = $"{Trade}/IncludedSupplyChainTradeLineItem";
    public const string Agreement = $"{Trade}/ApplicableHeaderTradeAgreement";
    public const string Delivery = $"{Trade}/ApplicableHeaderTradeDelivery";
    public const string Settlement = $"{Trade}/ApplicableHeaderTradeSettlement";
    private const string Product = $"{Line}/SpecifiedTradeProduct";
    private const string Price = $"{Line}/SpecifiedLineTradeAgreement/GrossPriceProductTradePrice";
    private const string Supporting = $"{Agreement}/AdditionalReferencedDocument";
    private const string Means = $"{Settlement}/SpecifiedTradeSettlementPaymentMeans";
    private const string Adjusted = $"{Settlement}/SpecifiedTradeAllowanceCharge";
    private const string GroupTax = $"{Settlement}/ApplicableTradeTax";
    private const string LineTax = $"{Line}/SpecifiedLineTradeSettlement/ApplicableTradeTax";

    public static XElement CorrectFile() => CiiWriter.Write(Correct);

    /// <summary>All ids, each with its file.</summary>
    public static IReadOnlyDictionary<string, Action<SpoiledFile>> By(string places) => new[]
    {
        ByTable(places), Places(), Documents(), Codes(), Rest(), SpoiledFrench.All(), SpoiledGroups.All(),
    }.SelectMany(d => d).ToDictionary();

    public static XElement File(string id, Action<SpoiledFile> spoil)
    {
        var root = id.Contains("-MV-", StringComparison.Ordinal) ? SpoiledGroups.CorrectFile() : CorrectFile();
        var file = new SpoiledFile(root);
        spoil(file);
        return root;
    }

    private static Dictionary<string, Action<SpoiledFile>> ByTable(string places)
    {
        var spoiled = new Dictionary<string, Action<SpoiledFile>>();
        var place = "";
        foreach (var line in places.Split('\n').Where(l => l.Length > 0 && l[0] != '#'))
            if (line.StartsWith("== ", StringComparison.Ordinal))
                place = line[3..].Split(" | ")[0];
            else if (line.Split(' ') is [var id, var how, var what])
            {
                var here = place;
                spoiled[id.TrimEnd('!')] = f => Spoil(Place(f, here), how, what);
            }
        return spoiled;
    }

    private static XElement Place(SpoiledFile file, string place)
    {
        if (!place.StartsWith("//", StringComparison.Ordinal))
            return file.At(place);
        var (name, end) = (place.TrimStart('/', '*').Split('-')[0], place[2] == '*');
        var first = name.Split('/')[0];
        var found = file.Root.Descendants().First(e => end
            ? e.Name.LocalName.EndsWith(first, StringComparison.Ordinal) && e.Name.LocalName != "TaxTotalAmount"
            : e.Name.LocalName == first);
        return name.Contains('/') ? SpoiledFile.At(found, name[(name.IndexOf('/') + 1)..]) : found;
    }

    private static void Spoil(XElement at, string how, string what)
    {
        if (what.Contains('@'))
            SpoiledFile.At(at, what[..what.IndexOf('@')]).SetAttributeValue(what[(what.IndexOf('@') + 1)..], "x");
        else if (how == "none")
            SpoiledFile.At(at, what).Value = "x";
        else if (how == "most")
        {
            SpoiledFile.At(at, what);
            SpoiledFile.More(at, what);
        }
        else
            foreach (var element in SpoiledFile.Found(at, what).ToList())
                element.Remove();
    }

    private static Dictionary<string, Action<SpoiledFile>> Places() => new()
    {
        ["CII-SR-046"] = f => f.Set($"{Product}/GlobalID", "1"),
        ["CII-SR-069"] = f => f.Set($"{Product}/ApplicableProductCharacteristic/Value", "1"),
        ["CII-SR-072"] = f => f.Set($"{Product}/ApplicableProductCharacteristic/Description", "1"),
        ["CII-SR-090"] = f => f.At($"{Product}/OriginTradeCountry"),
        ["CII-SR-119"] = f => f.Set($"{Price}/AppliedTradeAllowanceCharge/ActualAmount", "1.00"),
        ["CII-SR-474"] = f => Twice(f, $"{Line}/SpecifiedLineTradeSettlement/AdditionalReferencedDocument", "130"),
        ["CII-SR-457"] = f => Twice(f, Supporting, "50"),
        ["CII-SR-458"] = f => Twice(f, Supporting, "130"),
        ["CII-SR-475"] = f => Twice(f, Supporting, "916", "Name"),
        ["CII-SR-476"] = f => Twice(f, Supporting, "916", "AttachmentBinaryObject"),
        ["CII-SR-449"] = f => f.Set($"{Delivery}/ShipToTradeParty/ID", "1").Set($"{Delivery}/ShipToTradeParty/GlobalID",
            "1").Mark($"{Delivery}/ShipToTradeParty/GlobalID", "schemeID", "0088"),
        ["CII-SR-450"] = f => f.Set($"{Agreement}/BuyerTradeParty/ID", "1").Set($"{Agreement}/BuyerTradeParty/GlobalID",
            "1").Mark($"{Agreement}/BuyerTradeParty/GlobalID", "schemeID", "0088"),
        ["CII-SR-451"] = f => f.Set($"{Settlement}/PayeeTradeParty/ID",
            "1").Set($"{Settlement}/PayeeTradeParty/GlobalID",
            "1").Mark($"{Settlement}/PayeeTradeParty/GlobalID", "schemeID", "0088")
            .Set($"{Settlement}/PayeeTradeParty/Name", "P"),
        ["CII-SR-465"] = f => f.Set($"{Agreement}/SellerTradeParty/DefinedTradeContact/PersonName", "P")
            .Set($"{Agreement}/SellerTradeParty/DefinedTradeContact/DepartmentName", "D"),
        ["CII-SR-466"] = f => f.Set($"{Agreement}/BuyerTradeParty/DefinedTradeContact/PersonName", "P")
            .Set($"{Agreement}/BuyerTradeParty/DefinedTradeContact/DepartmentName", "D"),
        ["CII-SR-462"] = f => f.Set($"{GroupTax}/DueDateTypeCode", "5"),
        ["CII-SR-467"] = f => f.More($"{Settlement}/SpecifiedTradeSettlementPaymentMeans").Add(
            new XElement(f.At($"{Means}/TypeCode").Name, "48")),
        ["CII-SR-468"] = f => SpoiledFile.More(Second(f.Set($"{Means}/Information", "a")), "Information", "b"),
        ["CII-SR-470"] = f => f.Cut($"{Means}/PayeePartyCreditorFinancialAccount"),
    };

    private static Dictionary<string, Action<SpoiledFile>> Documents() => new()
    {
        ["CII-DT-015"] = f => f.Set($"{Agreement}/ContractReferencedDocument/URIID", "1"),
        ["CII-DT-018"] = f => f.Set($"{Agreement}/ContractReferencedDocument/TypeCode", "1"),
        ["CII-DT-021"] = f => f.Set($"{Agreement}/ContractReferencedDocument/Name", "1"),
        ["CII-DT-022"] = f => f.At($"{Agreement}/ContractReferencedDocument/AttachmentBinaryObject"),
        ["CII-DT-024"] = f => f.Set($"{Agreement}/ContractReferencedDocument/ReferenceTypeCode", "AFL"),
        ["CII-DT-027"] = f => f.Set($"{Agreement}/ContractReferencedDocument/FormattedIssueDateTime/DateTimeString",
            "20260101"),
        ["CII-DT-033"] = f =>
        {
            foreach (var quantity in SpoiledFile.Found(f.Root, $"{Line}/SpecifiedLineTradeDelivery/BilledQuantity"))
                quantity.SetAttributeValue("unitCode", null);
            f.Set($"{Line}/SpecifiedLineTradeAgreement/NetPriceProductTradePrice/BasisQuantity", "1")
                .Mark($"{Line}/SpecifiedLineTradeAgreement/NetPriceProductTradePrice/BasisQuantity", "unitCode", "HUR");
        },
        ["CII-DT-037"] = f => f.Set($"{GroupTax}/TypeCode", "GST"),
        ["CII-DT-041"] = f => f.Set($"{LineTax}/BasisAmount", "1.00"),
        ["CII-DT-052"] = f => f.Set($"{Adjusted}/CategoryTradeTax/ExemptionReasonCode", "VATEX-EU-AE"),
        ["CII-DT-098"] = f => f.Set($"{Adjusted}/CategoryTradeTax/ExemptionReason", "x"),
        ["CII-DT-054"] = f => f.Set($"{LineTax}/TaxPointDate/DateString", "20261101"),
        ["CII-DT-058"] = f => f.Set($"{LineTax}/DueDateTypeCode", "72"),
        ["CII-DT-097"] = f => f.Set("ExchangedDocument/IssueDateTime/DateTimeString", "23112026"),
    };

    private static Dictionary<string, Action<SpoiledFile>> Codes() => new()
    {
        ["BR-CL-01"] = f => f.Set("ExchangedDocument/TypeCode", "999"),
        ["BR-CL-03"] = f => f.More($"{Settlement}/SpecifiedTradeSettlementHeaderMonetarySummation/TaxTotalAmount",
            "1.00")
            .SetAttributeValue("currencyID", "XXY"),
        ["BR-CL-04"] = f => f.Set($"{Settlement}/InvoiceCurrencyCode", "FRF"),
        ["BR-CL-05"] = f => f.Set($"{Settlement}/TaxCurrencyCode", "FRF"),
        ["BR-CL-06"] = f => f.Set($"{GroupTax}/DueDateTypeCode", "3"),
        ["BR-CL-07"] = f => f.Set($"{Supporting}/ReferenceTypeCode", "ZZZZ"),
        ["BR-CL-08"] = f => f.Set("ExchangedDocument/IncludedNote/SubjectCode", "QQQ"),
        ["BR-CL-10"] = f => f.Mark($"{Agreement}/SellerTradeParty/GlobalID", "schemeID", "9999"),
        ["BR-CL-11"] = f => f.Mark($"{Agreement}/SellerTradeParty/SpecifiedLegalOrganization/ID", "schemeID", "9999"),
        ["BR-CL-13"] = f => f.Set($"{Product}/DesignatedProductClassification/ClassCode", "1")
            .Mark($"{Product}/DesignatedProductClassification/ClassCode", "listID", "QQQQ"),
        ["BR-CL-14"] = f => f.Set($"{Agreement}/BuyerTradeParty/PostalTradeAddress/CountryID", "QQ"),
        ["BR-CL-15"] = f => f.Set($"{Product}/OriginTradeCountry/ID", "QQ"),
        ["BR-CL-16"] = f => f.Set($"{Means}/TypeCode", "999"),
        ["BR-CL-17"] = f => f.Set($"{Adjusted}/CategoryTradeTax/CategoryCode", "Q"),
        ["BR-CL-18"] = f => f.Set($"{LineTax}/CategoryCode", "Q"),
        ["BR-CL-19"] = f => f.Set($"{Adjusted}/ReasonCode", "999"),
        ["BR-CL-20"] = f => SpoiledFile.Found(f.Root, Adjusted).Last().Elements()
            .First(e => e.Name.LocalName == "ReasonCode").Value = "999",
        ["BR-CL-21"] = f => f.Set($"{Product}/GlobalID", "1").Mark($"{Product}/GlobalID", "schemeID", "9999"),
        ["BR-CL-22"] = f => f.Set($"{GroupTax}/ExemptionReasonCode", "VATEX-NO"),
        ["BR-CL-23"] = f => f.Mark($"{Line}/SpecifiedLineTradeDelivery/BilledQuantity", "unitCode", "HOUR"),
        ["BR-CL-24"] = f => f.Mark($"{Supporting}/AttachmentBinaryObject", "mimeCode", "text/html"),
        ["BR-CL-25"] = f => f.Mark($"{Agreement}/BuyerTradeParty/URIUniversalCommunication/URIID", "schemeID", "9999"),
        ["BR-CL-26"] = f => f.Set($"{Delivery}/ShipToTradeParty/GlobalID", "1")
            .Mark($"{Delivery}/ShipToTradeParty/GlobalID", "schemeID", "9999"),
    };

    private static Dictionary<string, Action<SpoiledFile>> Rest() => new()
    {
        ["BR-51"] = f => f.Set($"{Means}/ApplicableTradeSettlementFinancialCard/ID", "4970100000000000"),
        ["BR-54"] = f => f.Set($"{Product}/ApplicableProductCharacteristic/Value", "rouge"),
        ["BR-57"] = f => f.Cut($"{Delivery}/ShipToTradeParty/PostalTradeAddress/CountryID"),
        ["BR-64"] = f => f.Set($"{Product}/GlobalID", "1"),
        ["BR-65"] = f => f.Set($"{Product}/DesignatedProductClassification/ClassCode", "1"),
        ["BR-B-01"] = f => f.Set($"{LineTax}/CategoryCode", "B"),
        ["BR-B-02"] = f => f.Set($"{LineTax}/CategoryCode", "B"),
        ["BR-O-12"] = f => f.Set($"{GroupTax}/CategoryCode", "O"),
        ["BR-O-13"] = f => f.Set($"{GroupTax}/CategoryCode", "O"),
        ["BR-O-14"] = f => f.Set($"{GroupTax}/CategoryCode", "O"),
    };

    internal static void Twice(SpoiledFile f, string path, string type, string inside = "IssuerAssignedID")
    {
        f.Cut(path);
        for (var i = 0; i < 2; i++)
        {
            var document = f.More(path);
            SpoiledFile.More(document, "TypeCode", type);
            SpoiledFile.More(document, inside, "1");
        }
    }

    private static XElement Second(SpoiledFile f)
    {
        var means = f.More(Means);
        SpoiledFile.More(means, "TypeCode", "30");
        return means;
    }
}
