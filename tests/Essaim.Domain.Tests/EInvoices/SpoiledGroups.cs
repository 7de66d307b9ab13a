using System.Xml.Linq;
using static Essaim.Domain.Tests.EInvoices.GivenEInvoice;
using static Essaim.Domain.Tests.EInvoices.SpoiledFiles;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>
/// An invoice of two sellers (kind M8 of the French extended profile), each with a heading and one line; and for each
/// of
/// its rules what breaks it.
/// </summary>
internal static class SpoiledGroups
{
    private const string Terms = "SpecifiedLineTradeSettlement";
    private const string Sums = $"{Terms}/SpecifiedTradeSettlementLineMonetarySummation";
    private const string Status = "AssociatedDocumentLineDocument/LineStatusReasonCode";
    private const string Seller = "SpecifiedLineTradeAgreement/ItemSellerTradeParty";

    public static XElement CorrectFile()
    {
        var root = Essaim.Domain.EInvoices.CiiWriter.Write(Correct with
        {
            Specification = "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr",
            BusinessProcess = "M8",
            Lines = [Book() with { Id = "1" }, Book() with { Id = "2" }, Book() with { Id = "3" },
                Book() with { Id = "4" }],
            Adjustments = [],
            VatGroups = [new("S", 5.5m, 100m, 5.50m, "#F2026-0042#", null), new("S", 5.5m, 100m, 5.50m, "#F-7#", null)],
            Totals = new() { Lines = 200m, Net = 200m, Vat = 11.00m, Gross = 211.00m, Due = 211.00m },
        });
        var lines = SpoiledFile.Found(root, Line).ToList();
        Group(lines[0], "GROUP", null, "303265045", "F2026-0042");
        Group(lines[1], "DETAIL", "1", "303265045", "F2026-0042");
        Group(lines[2], "GROUP", null, "123456782", "F-7");
        Group(lines[3], "DETAIL", "3", "123456782", "F-7");
        return root;
    }

    public static Dictionary<string, Action<SpoiledFile>> All() => new()
    {
        ["BR-FR-MV-01_EXT-FR-FE-163"] = f => At(f, 1, Status).Value = "",
        ["BR-FR-MV-02_EXT-FR-FE-163"] = f =>
        {
            At(f, 0, Status).Value = "DETAIL";
            At(f, 2, Status).Value = "DETAIL";
        },
        ["BR-FR-MV-03_EXT-FR-FE-164"] = f => At(f, 0, $"{Seller}/Name").Remove(),
        ["BR-FR-MV-03_EXT-FR-FE-167"] = f => At(f, 0, $"{Seller}/SpecifiedLegalOrganization/ID").Remove(),
        ["BR-FR-MV-03_EXT-FR-FE-177"] = f => At(f, 0, $"{Seller}/PostalTradeAddress/CountryID").Remove(),
        ["BR-FR-MV-03_EXT-FR-FE-181"] = f => At(f, 0, $"{Sums}/TaxTotalAmount").Remove(),
        ["BR-FR-MV-03_EXT-FR-FE-182"] = f => f.Set($"{Settlement}/TaxCurrencyCode", "CHF"),
        ["BR-FR-MV-03_BT-128_AFL"] = f => At(f, 0, $"{Terms}/AdditionalReferencedDocument/IssuerAssignedID").Value = "",
        ["BR-FR-MV-03_BT-128_AVV"] = f =>
        {
            var document = SpoiledFile.More(At(f, 0, Terms), "AdditionalReferencedDocument");
            SpoiledFile.More(document, "IssuerAssignedID", "M8");
            SpoiledFile.More(document, "TypeCode", "130");
            SpoiledFile.More(document, "ReferenceTypeCode", "AVV");
        },
        ["BR-FR-MV-05_EXT-FR-FE-BG-12"] = f => At(f, 0, $"{Sums}/LineTotalAmount").Value = "100.02",
        ["BR-FR-MV-06_EXT-FR-FE-167"] = f => At(f, 1, $"{Seller}/SpecifiedLegalOrganization/ID").Value = "123456782",
        ["BR-FR-MV-07_BT-128"] = f => At(f, 1, $"{Terms}/AdditionalReferencedDocument/IssuerAssignedID").Value = "F-7",
        ["BR-FR-MV-08_BT-128"] = f => At(f, 1, $"{Terms}/ApplicableTradeTax/ExemptionReason").Value = "F2026-0042",
        ["BR-FR-MV-09_EXT-FR-FE-181"] = f => At(f, 0, $"{Sums}/TaxTotalAmount").Value = "5.60",
        ["BR-FR-MV-10_EXT-FR-FE-184"] = f => At(f, 0, $"{Sums}/GrandTotalAmount").Value = "105.52",
        ["BR-FR-MV-11_BT-128"] = f => At(f, 0, $"{Terms}/AdditionalReferencedDocument/IssuerAssignedID").Value = "F-8",
        ["BR-FR-MV-12_BT-128"] = f =>
            At(f, 2, $"{Terms}/AdditionalReferencedDocument/IssuerAssignedID").Value = "F2026-0042",
        ["BR-FR-MV-13_BT-3"] = f => f.Set("ExchangedDocument/TypeCode", "389"),
    };

    private static XElement At(SpoiledFile f, int line, string path) =>
        SpoiledFile.At(SpoiledFile.Found(f.Root, Line).ElementAt(line), path);

    private static void Group(XElement line, string status, string? parent, string seller, string number)
    {
        if (parent is not null)
            SpoiledFile.At(line, "AssociatedDocumentLineDocument/ParentLineID").Value = parent;
        SpoiledFile.At(line, Status).Value = status;
        SpoiledFile.At(line, $"{Seller}/Name").Value = "Vendeur";
        SpoiledFile.At(line, $"{Seller}/SpecifiedLegalOrganization/ID").Value = seller;
        SpoiledFile.At(line, $"{Seller}/PostalTradeAddress/CountryID").Value = "FR";
        SpoiledFile.At(line, $"{Terms}/ApplicableTradeTax/ExemptionReason").Value = $"#{number}#";
        var document = SpoiledFile.At(line, $"{Terms}/AdditionalReferencedDocument");
        SpoiledFile.At(document, "IssuerAssignedID").Value = number;
        SpoiledFile.At(document, "TypeCode").Value = "130";
        SpoiledFile.At(document, "ReferenceTypeCode").Value = "AFL";
        var tax = SpoiledFile.At(line, $"{Sums}/TaxTotalAmount");
        tax.Value = "5.50";
        tax.SetAttributeValue("currencyID", "EUR");
        SpoiledFile.At(line, $"{Sums}/GrandTotalAmount").Value = "105.50";
    }
}
