using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Essaim.App.Web;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.App.Platforms;

/// <summary>
/// Life-cycle messages as platforms exchange them: UN/CEFACT CDAR, D22B (AFNOR XP Z12-012, annex A, and rules
/// BR-FR-CDV 1.4.0). Ours are of the phase of treatment: a buyer tells a seller, or a seller that money came.
/// </summary>
public static class LifeCycleXml
{
    private const string Standard = "urn:un:unece:uncefact:data:standard:";
    private const string Profile = "urn.cpro.gouv.fr:1p0:CDV:invoice";
    private const string Treatment = "23";

    /// <summary>MEN, montant encaissé, VAT included (BR-FR-CDV-14).</summary>
    private const string MoneyReceived = "MEN";
    private const string SirenScheme = "0002";
    private const string AddressScheme = "0225";
    private const string Second = "204";
    private const string Day = "102";
    private const int LargestMessage = 2_000_000;

    private static readonly XNamespace Rsm = Standard + "CrossDomainAcknowledgementAndResponse:100";
    private static readonly XNamespace Ram = Standard + "ReusableAggregateBusinessInformationEntity:100";
    private static readonly XNamespace Udt = Standard + "UnqualifiedDataType:100";
    private static readonly XNamespace Qdt = Standard + "QualifiedDataType:100";

    /// <summary>The general state of a document (UNTDID 1373) that goes with a status, where the examples give one.
    /// </summary>
    private static readonly Dictionary<int, string> States = new()
    {
        [204] = "45", [205] = "1", [207] = "46", [210] = "50", [211] = "47",
    };

    public static byte[] Write(StatusMessage message)
    {
        var root = new XElement(Rsm + "CrossDomainAcknowledgementAndResponse",
            new XAttribute(XNamespace.Xmlns + "rsm", Rsm), new XAttribute(XNamespace.Xmlns + "ram", Ram),
            new XAttribute(XNamespace.Xmlns + "udt", Udt), new XAttribute(XNamespace.Xmlns + "qdt", Qdt),
            new XElement(Rsm + "ExchangedDocumentContext",
                new XElement(Ram + "BusinessProcessSpecifiedDocumentContextParameter", Id("REGULATED")),
                new XElement(Ram + "GuidelineSpecifiedDocumentContextParameter", Id(Profile))),
            Document(message),
            new XElement(Rsm + "AcknowledgementDocument",
                new XElement(Ram + "MultipleReferencesIndicator", new XElement(Udt + "Indicator", "false")),
                new XElement(Ram + "TypeCode", Treatment), Moment("IssueDateTime", message.SetAt),
                Invoice(message)));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
            root.Save(writer);
        return bytes.ToArray();
    }

    /// <summary>
    /// Null when the bytes are no message of this kind. Refuses one about several invoices, or that does not say which.
    /// </summary>
    public static HeardStatus? Read(byte[] bytes)
    {
        if (bytes.Length > LargestMessage || Root(bytes) is not { } root
            || root.Name != Rsm + "CrossDomainAcknowledgementAndResponse")
            return null;
        var references = root.Elements(Rsm + "AcknowledgementDocument")
            .Elements(Ram + "ReferenceReferencedDocument").ToList();
        var id = root.Element(Rsm + "ExchangedDocument")?.Element(Ram + "ID")?.Value.Trim();
        if (references is not [var about] || string.IsNullOrEmpty(id)
            || !int.TryParse(Text(about, "ProcessConditionCode"), NumberStyles.None, CultureInfo.InvariantCulture,
                out var status))
            throw new BrokenRuleException(
                "Ce message de cycle de vie ne dit pas quel statut il donne à quelle facture.");
        var why = about.Elements(Ram + "SpecifiedDocumentStatus").FirstOrDefault();
        var seller = about.Element(Ram + "IssuerTradeParty")?.Elements(Ram + "GlobalID")
            .FirstOrDefault(g => (string?)g.Attribute("schemeID") == SirenScheme)?.Value.Trim();
        return new HeardStatus(id, status, Text(about, "IssuerAssignedID"),
            Siren.IsValid(seller ?? "") ? new Siren(seller!) : null, DayOf(about), Text(why, "ReasonCode"),
            string.Join(' ', (why?.Elements(Ram + "IncludedNote").Elements(Ram + "Content") ?? []).Select(
                c => c.Value.Trim())))
        {
            SaidAt = root.Elements(Rsm + "AcknowledgementDocument").Elements(Ram + "IssueDateTime")
                .FirstOrDefault()?.Value.Trim() ?? "",
        };
    }

    private static XElement Document(StatusMessage message) => new(Rsm + "ExchangedDocument",
        Id(message.Id), new XElement(Ram + "Name", $"{message.Invoice.Number} {message.Status}"),
        Moment("IssueDateTime", message.SetAt),
        new XElement(Ram + "SenderTradeParty", new XElement(Ram + "RoleCode", "WK")),
        message.IsOfSeller ? FromTo((message.Seller, "SE"), (message.Buyer, "BY"))
            : FromTo((message.Buyer, "BY"), (message.Seller, "SE")));

    private static XElement[] FromTo((StatusParty Party, string Role) from, (StatusParty Party, string Role) to) =>
        [Party("IssuerTradeParty", from.Party, from.Role), Party("RecipientTradeParty", to.Party, to.Role)];

    private static XElement Party(string name, StatusParty party, string role) => new(Ram + name,
        Global(party.Siren), new XElement(Ram + "Name", party.Name), new XElement(Ram + "RoleCode", role),
        new XElement(Ram + "URIUniversalCommunication",
            new XElement(Ram + "URIID", new XAttribute("schemeID", AddressScheme),
                party.Address ?? party.Siren.Digits)));

    private static XElement Invoice(StatusMessage message)
    {
        var (invoice, status) = (message.Invoice, message.Status);
        return new XElement(Ram + "ReferenceReferencedDocument",
            new XElement(Ram + "IssuerAssignedID", invoice.Number),
            States.TryGetValue(status.Code, out var state) ? new XElement(Ram + "StatusCode", state) : null,
            new XElement(Ram + "TypeCode", invoice.TypeCode), Moment("ReceiptDateTime", invoice.ReceivedAt),
            new XElement(Ram + "FormattedIssueDateTime", new XElement(Qdt + "DateTimeString",
                new XAttribute("format", Day), invoice.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture))),
            new XElement(Ram + "ProcessConditionCode", status.Code),
            new XElement(Ram + "ProcessCondition", status.Name),
            new XElement(Ram + "IssuerTradeParty", Global(message.Seller.Siren)),
            Why(message));
    }

    private static XElement? Why(StatusMessage message) =>
        message.Reason is null && message.Words.Length == 0 && message.Cashed.Count == 0 ? null
        : new XElement(Ram + "SpecifiedDocumentStatus",
            message.Reason is not { } reason ? null
                : new[] { new XElement(Ram + "ReasonCode", reason.Code), new XElement(Ram + "Reason", reason.Name) },
            new XElement(Ram + "SequenceNumeric", 1),
            message.Words.Length == 0 ? null
                : new XElement(Ram + "IncludedNote", new XElement(Ram + "Content", message.Words)),
            message.Cashed.Select(part => new XElement(Ram + "SpecifiedDocumentCharacteristic",
                new XElement(Ram + "TypeCode", MoneyReceived),
                new XElement(Ram + "ValueAmount", part.Amount.ToInvariant()),
                new XElement(Ram + "ValueDateTime", new XElement(Udt + "DateTimeString", new XAttribute("format", Day),
                    message.CashedOn!.Value.ToString("yyyyMMdd", CultureInfo.InvariantCulture))),
                new XElement(Ram + "ValuePercent", part.Rate.ToPercent().ToString("0.##",
                    CultureInfo.InvariantCulture)))));

    private static XElement Id(string text) => new(Ram + "ID", text);

    private static XElement Global(Siren siren) =>
        new(Ram + "GlobalID", new XAttribute("schemeID", SirenScheme), siren.Digits);

    private static XElement Moment(string name, string moment) => new(Ram + name, new XElement(
        Udt + "DateTimeString", new XAttribute("format", Second), CivilDay.Local(DateTimeOffset.Parse(moment,
            CultureInfo.InvariantCulture)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)));

    private static XElement? Root(byte[] bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes, writable: false), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LargestMessage,
            });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string Text(XElement? parent, string name) => parent?.Element(Ram + name)?.Value.Trim() ?? "";

    private static DateOnly? DayOf(XElement about) => about.Element(Ram + "FormattedIssueDateTime")?.Value.Trim() is
        { Length: >= 8 } text && DateOnly.TryParseExact(text[..8], "yyyyMMdd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>What a message of the other side says of an invoice: a status, by code, and why.</summary>
/// <param name="Seller">Who made the invoice; null when the message does not say it with a SIREN.</param>
public sealed record HeardStatus(string Id, int Status, string Invoice, Siren? Seller, DateOnly? InvoiceDate,
    string Reason, string Words)
{
    /// <summary>When its author set it, in digits and French time; empty when the message does not say.</summary>
    public string SaidAt { get; init; } = "";
}
