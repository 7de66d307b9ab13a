using System.Xml.Linq;
using static Essaim.Domain.Tests.EInvoices.SpoiledFiles;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>For each French rule a CII that breaks it.</summary>
internal static class SpoiledFrench
{
    private const string Sums = $"{Settlement}/SpecifiedTradeSettlementHeaderMonetarySummation";
    private const string Terms = $"{Line}/SpecifiedLineTradeSettlement";
    private const string Type = "ExchangedDocument/TypeCode";
    private const string Process = "ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID";
    private const string Supporting = $"{Agreement}/AdditionalReferencedDocument";
    private const string Trait = $"{Line}/SpecifiedTradeProduct/ApplicableProductCharacteristic";
    private const string Earlier = "InvoiceReferencedDocument";
    private const string Seller = $"{Agreement}/SellerTradeParty";
    private const string Buyer = $"{Agreement}/BuyerTradeParty";
    private const string Address = "URIUniversalCommunication/URIID";

    private static readonly (string Path, string Id, string? Address)[] Roles =
    [
        (Seller, "BT-29", "BT-34"), (Buyer, "BT-46", "BT-49"),
        ($"{Settlement}/PayeeTradeParty", "BT-60", "EXT-FR-FE-29"), ($"{Delivery}/ShipToTradeParty", "BT-71", null),
        ($"{Agreement}/BuyerAgentTradeParty", "EXT-FR-FE-06", "EXT-FR-FE-12"),
        ($"{Settlement}/PayerTradeParty", "EXT-FR-FE-46", "EXT-FR-FE-52"),
        ($"{Agreement}/SalesAgentTradeParty", "EXT-FR-FE-69", "EXT-FR-FE-75"),
        ($"{Settlement}/InvoiceeTradeParty", "EXT-FR-FE-92", "EXT-FR-FE-98"),
        ($"{Settlement}/InvoicerTradeParty", "EXT-FR-FE-115", "EXT-FR-FE-121"),
        ($"{Line}/SpecifiedLineTradeDelivery/ShipToTradeParty", "EXT-FR-FE-146", null),
    ];

    public static Dictionary<string, Action<SpoiledFile>> All() => new[]
    {
        Dates(), Parties(), Document(), Kinds(), Companies(), Taxes(), Numbers(), Traits(),
    }.SelectMany(d => d).ToDictionary();

    private static Dictionary<string, Action<SpoiledFile>> Dates() => new (string Term, string Path)[]
    {
        ("BT-2", "ExchangedDocument/IssueDateTime/DateTimeString"),
        ("BT-7", $"{Settlement}/ApplicableTradeTax/TaxPointDate/DateString"),
        ("BT-9", $"{Settlement}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString"),
        ("BT-26", $"{Settlement}/{Earlier}/FormattedIssueDateTime/DateTimeString"),
        ("BT-72", $"{Delivery}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString"),
        ("BT-73", $"{Settlement}/BillingSpecifiedPeriod/StartDateTime/DateTimeString"),
        ("BT-74", $"{Settlement}/BillingSpecifiedPeriod/EndDateTime/DateTimeString"),
        ("EXT-FR-FE-138", $"{Terms}/{Earlier}/FormattedIssueDateTime/DateTimeString"),
        ("EXT-FR-FE-158",
            $"{Line}/SpecifiedLineTradeDelivery/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString"),
        ("EXT-FR-FE-134", $"{Terms}/BillingSpecifiedPeriod/StartDateTime/DateTimeString"),
        ("EXT-FR-FE-135", $"{Terms}/BillingSpecifiedPeriod/EndDateTime/DateTimeString"),
    }.ToDictionary(d => $"BR-FR-03_{d.Term}", d => (Action<SpoiledFile>)(f => f.Set(d.Path, "19991231")));

    private static Dictionary<string, Action<SpoiledFile>> Parties()
    {
        var all = new Dictionary<string, Action<SpoiledFile>>();
        foreach (var (path, id, address) in Roles)
        {
            all[$"BR-FR-09_{id}"] = f => Identify(f.Cut($"{path}/GlobalID"), path, "0009", "123");
            all[$"BR-FR-CO-10_{id}-1"] = f => f.More($"{path}/GlobalID", "1");
            all[$"BR-FR-CO-10_{id}-2"] = f => Identify(Identify(f, path, "0088", "1"), path, "0088", "2");
            if (address is null)
                continue;
            all[$"BR-FR-23_{address}"] = f => f.Set($"{path}/{Address}", "303265045 é")
                .Mark($"{path}/{Address}", "schemeID", "0225");
            all[$"BR-FR-25_{address}"] = f => f.Set($"{path}/{Address}", new string('1', 126))
                .Mark($"{path}/{Address}", "schemeID", "0225");
        }
        return all;
    }

    private static Dictionary<string, Action<SpoiledFile>> Document()
    {
        var all = new Dictionary<string, Action<SpoiledFile>>
        {
            ["BR-FR-04_BT-3"] = f => f.Set(Type, "325"),
            ["BR-FR-04_EXT-FR-FE-02"] = f => f.Set($"{Settlement}/{Earlier}/TypeCode", "325"),
            ["BR-FR-04_EXT-FR-FE-137"] = f => f.Set($"{Terms}/{Earlier}/TypeCode", "325"),
            ["BR-FR-06_BT-21_TXD"] = f => { Note(f, "TXD", "a"); Note(f, "TXD", "b"); },
            ["BR-FR-08_BT-23"] = f => f.Set(Process, "A1"),
            ["BR-FR-17_BT-123"] = f => f.Set($"{Supporting}/Name", "PHOTO"),
            ["BR-FR-18_BT-123"] = f => Twice(f, Supporting, "916", "Name", "LISIBLE"),
            ["BR-FR-20_BT-21"] = f => Note(f, "BAR", "B2Z"),
            ["BR-FR-30_BT-21"] = f => { Note(f, "BAR", "B2B"); Note(f, "BAR", "B2C"); },
            ["BR-FR-29_BT-18"] = f => Twice(f, Supporting, "130", "ReferenceTypeCode", "AFL"),
            ["BR-FR-30_BT-128"] = f => Twice(f, $"{Line}/AdditionalReferencedDocument", "130", "ReferenceTypeCode",
                "AFL"),
        };
        foreach (var (term, path) in new[] { ("BT-1", "ExchangedDocument/ID"),
            ("BT-25", $"{Settlement}/{Earlier}/IssuerAssignedID"),
                ("EXT-FR-FE-136", $"{Terms}/{Earlier}/IssuerAssignedID") })
        {
            all[$"BR-FR-01_{term}"] = f => f.Set(path, new string('1', 36));
            all[$"BR-FR-02_{term}"] = f => f.Set(path, "F 1");
        }
        foreach (var subject in new[] { "PMT", "PMD", "AAB" })
        {
            all[$"BR-FR-05_BT-22_{subject}"] = f =>
                f.Root.Descendants().First(e => e.Value == subject).Parent!.Remove();
            all[$"BR-FR-06_BT-21_{subject}"] = f => Note(f, subject, "encore");
        }
        foreach (var kind in new[] { "AFL", "AVV" })
        {
            all[$"BR-FR-29_{kind}"] = f => Hollow(f, Supporting, kind);
            all[$"BR-FR-30_{kind}"] = f => Hollow(f, $"{Line}/AdditionalReferencedDocument", kind);
        }
        return all;
    }

    private static Dictionary<string, Action<SpoiledFile>> Kinds() => new()
    {
        ["BR-FR-CO-03_BT-3"] = f => f.Set(Type, "262").Cut($"{Agreement}/ContractReferencedDocument"),
        ["BR-FR-CO-04_BT-4"] = f => f.Set(Type, "384").Cut($"{Settlement}/{Earlier}"),
        ["BR-FR-CO-05_BT-3"] = f => f.Set(Type, "381").Cut($"{Settlement}/{Earlier}"),
        ["BR-FR-CO-07_BT-9"] = f => f.Set($"{Settlement}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString",
            "20261122"),
        ["BR-FR-CO-08_BT-23"] = f => f.Set(Type, "386").Set(Process, "S4"),
        ["BR-FR-CO-09_BT-23-1"] = f => f.Set(Process, "S2"),
        ["BR-FR-CO-09_BT-23-2"] = f => f.Set(Process, "S2"),
        ["BR-FR-CO-09_BT-23-3"] = f => f.Set(Process, "S2")
            .Cut($"{Settlement}/SpecifiedTradePaymentTerms/DueDateDateTime"),
        ["BR-FR-CO-12_BT-5"] = f => f.Set($"{Settlement}/InvoiceCurrencyCode", "CHF"),
    };

    private static Dictionary<string, Action<SpoiledFile>> Companies() => new()
    {
        ["BR-FR-10_BT-30"] = f => f.Set($"{Seller}/SpecifiedLegalOrganization/ID", "30326504500011"),
        ["BR-FR-11_BT-47"] = f => { Note(f, "BAR", "B2B"); f.Cut($"{Buyer}/SpecifiedLegalOrganization"); },
        ["BR-FR-12_BT-49"] = f => f.Cut($"{Buyer}/URIUniversalCommunication"),
        ["BR-FR-13_BT-34"] = f => f.Cut($"{Seller}/URIUniversalCommunication"),
        ["BR-FR-21_BT-49"] = f => { Note(f, "BAR", "B2B"); f.Set($"{Buyer}/{Address}", "999999999"); },
        ["BR-FR-22_BT-34"] = f => { Note(f, "BAR", "B2B"); f.Set($"{Seller}/{Address}", "999999999").Set(Type,
            "389"); },
        ["BR-FR-24_BT-29"] = f => Identify(f, Seller, "0224", "é"),
        ["BR-FR-24_BT-46"] = f => Identify(f, Buyer, "0224", "é"),
        ["BR-FR-26_BT-29"] = f => Identify(f, Seller, "0224", new string('1', 101)),
        ["BR-FR-26_BT-46"] = f => Identify(f, Buyer, "0224", new string('1', 101)),
        ["BR-FR-CO-14_BT-29-1"] = f => Identify(f, Seller, "0231", "1"),
        ["BR-FR-CO-15_BT-29-1"] = f => { Note(f, "TXD", "MEMBRE_ASSUJETTI_UNIQUE"); Identify(f, Seller, "0231", "1"); },
    };

    private static Dictionary<string, Action<SpoiledFile>> Taxes()
    {
        var all = new Dictionary<string, Action<SpoiledFile>>();
        foreach (var (term, rate, path) in new[]
            { ("BT-95_BT-102", "BT-96_BT-103", $"{Settlement}/SpecifiedTradeAllowanceCharge/CategoryTradeTax"),
              ("BT-95_BT-118", "BT-119", $"{Settlement}/ApplicableTradeTax"),
              ("BT-95_BT-151", "BT-152", $"{Terms}/ApplicableTradeTax") })
        {
            all[$"BR-FR-15_{term}"] = f => f.Set($"{path}/CategoryCode", "B");
            all[$"BR-FR-15_{term}_LM"] = f => f.Set($"{path}/CategoryCode", "M");
            all[$"BR-FR-16_{rate}"] = f => f.Set($"{path}/RateApplicablePercent", "12.00");
            all[$"BR-FR-DEC-04_{rate}"] = f => f.Set($"{path}/RateApplicablePercent", "20.000");
        }
        return all;
    }

    private static Dictionary<string, Action<SpoiledFile>> Numbers()
    {
        var all = new Dictionary<string, Action<SpoiledFile>>();
        foreach (var (term, path) in new[]
            { ("BT-92_BT-99", $"{Settlement}/SpecifiedTradeAllowanceCharge/ActualAmount"),
              ("BT-93_BT-100", $"{Settlement}/SpecifiedTradeAllowanceCharge/BasisAmount"),
              ("BT-106", $"{Sums}/LineTotalAmount"), ("BT-107", $"{Sums}/AllowanceTotalAmount"),
              ("BT-108", $"{Sums}/ChargeTotalAmount"), ("BT-109", $"{Sums}/TaxBasisTotalAmount"),
              ("BT-110", $"{Sums}/TaxTotalAmount"), ("BT-112", $"{Sums}/GrandTotalAmount"),
              ("BT-113", $"{Sums}/TotalPrepaidAmount"), ("BT-114", $"{Sums}/RoundingAmount"),
              ("BT-115", $"{Sums}/DuePayableAmount"), ("BT-116", $"{Settlement}/ApplicableTradeTax/BasisAmount"),
              ("BT-117", $"{Settlement}/ApplicableTradeTax/CalculatedAmount"),
              ("BT-131", $"{Terms}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"),
              ("BT-136_BT-141", $"{Terms}/SpecifiedTradeAllowanceCharge/ActualAmount"),
              ("BT-137_BT-142", $"{Terms}/SpecifiedTradeAllowanceCharge/BasisAmount") })
            all[$"BR-FR-DEC-01_{term}"] = f => f.Set(path, "+1.00");
        all["BR-FR-DEC-01_BT-111"] = f =>
        {
            f.Set($"{Settlement}/TaxCurrencyCode", "CHF");
            f.More($"{Sums}/TaxTotalAmount", "1.001").SetAttributeValue("currencyID", "CHF");
        };
        const string price = $"{Line}/SpecifiedLineTradeAgreement";
        all["BR-FR-DEC-02_BT-129"] = f => f.Set($"{Line}/SpecifiedLineTradeDelivery/BilledQuantity", "1.00001");
        all["BR-FR-DEC-02_BT-149"] = f => f.Set($"{price}/NetPriceProductTradePrice/BasisQuantity", "1.00001");
        all["BR-FR-DEC-03_BT-146"] = f => f.Set($"{price}/NetPriceProductTradePrice/ChargeAmount", "-1");
        all["BR-FR-DEC-03_BT-147"] = f => f.Set(
            $"{price}/GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ActualAmount", "-1");
        all["BR-FR-DEC-03_BT-148"] = f => f.Set($"{price}/GrossPriceProductTradePrice/ChargeAmount", "1.0000001");
        return all;
    }

    private static Dictionary<string, Action<SpoiledFile>> Traits() => new()
    {
        ["BR-FR-27_BG-32"] = f => f.Set($"{Trait}/Value", "1"),
        ["BR-FR-27_BT-160"] = f => f.Set($"{Trait}/Description", " "),
        ["BR-FR-27_EXT-FR-FE-159"] = f => f.Set($"{Trait}/TypeCode", " "),
        ["BR-FR-28_BT-161-1"] = f => f.Set($"{Trait}/Description", "taille"),
        ["BR-FR-28_BT-161-2"] = f => f.Set($"{Trait}/Value", " "),
        ["BR-FR-28_EXT-FR-FE-160"] = f => f.Set($"{Trait}/ValueMeasure", " "),
        ["BR-FR-28_EXT-FR-FE-161"] = f => f.Mark($"{Trait}/ValueMeasure", "unitCode", ""),
    };

    private static void Note(SpoiledFile f, string subject, string text)
    {
        var note = f.More("ExchangedDocument/IncludedNote");
        SpoiledFile.More(note, "Content", text);
        SpoiledFile.More(note, "SubjectCode", subject);
    }

    private static SpoiledFile Identify(SpoiledFile f, string party, string scheme, string value)
    {
        f.More($"{party}/GlobalID", value).SetAttributeValue("schemeID", scheme);
        return f;
    }

    private static void Hollow(SpoiledFile f, string path, string kind)
    {
        var document = f.More(path);
        SpoiledFile.More(document, "IssuerAssignedID", "");
        SpoiledFile.More(document, "TypeCode", "130");
        SpoiledFile.More(document, "ReferenceTypeCode", kind);
    }

    private static void Twice(SpoiledFile f, string path, string type, string inside, string text)
    {
        for (var i = 0; i < 2; i++)
        {
            var document = f.More(path);
            SpoiledFile.More(document, "TypeCode", type);
            SpoiledFile.More(document, inside, text);
        }
    }
}
