using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>The co-op and its customer as an electronic invoice names them.</summary>
internal static class SaleEInvoiceParties
{
    private const string SirenScheme = "0002";

    /// <summary>The French directory of platforms: the SIREN, or the SIREN and a suffix.</summary>
    private const string FrenchAddress = "0225";

    private const string Mail = "EM";

    /// <summary>
    /// Lists of electronic addresses that are VAT numbers, by country (EAS of the European Commission).
    /// </summary>
    private static readonly Dictionary<string, string> VatAddresses = new()
    {
        ["AT"] = "9914", ["BE"] = "9925", ["BG"] = "9926", ["CY"] = "9928", ["CZ"] = "9929", ["DE"] = "9930",
        ["EE"] = "9931", ["GB"] = "9932", ["EL"] = "9933", ["HR"] = "9934", ["IE"] = "9935", ["LI"] = "9936",
        ["LT"] = "9937", ["LU"] = "9938", ["LV"] = "9939", ["MT"] = "9943", ["NL"] = "9944", ["PL"] = "9945",
        ["PT"] = "9946", ["RO"] = "9947", ["SI"] = "9949", ["SK"] = "9950", ["SE"] = "9955", ["ES"] = "9920",
        ["HU"] = "9910", ["CH"] = "9927",
    };

    /// <param name="content">What the document says.</param>
    /// <param name="outside">True when VAT has no say: then no VAT number stands in its place (BR-O-02), only in the
    /// words on the company.</param>
    public static InvoiceParty Seller(SaleSnapshot content, bool outside)
    {
        var seller = content.Seller;
        var brand = new[] { content.TradeName, content.PersonName }.Select(SaleEInvoiceText.Clean)
            .FirstOrDefault(n => n is not null && n != seller.Name);
        return Party(seller, outside) with
        {
            TradingName = brand,
            LegalDetails = Details(seller),
            Contact = Contact(content),
        };
    }

    public static InvoiceParty Buyer(SaleParty customer, bool outside) => Party(customer, outside);

    private static InvoiceParty Party(SaleParty party, bool outside)
    {
        var siren = party.Siren is { Length: > 0 } digits ? new Siren(digits) : (Siren?)null;
        var vat = SaleEInvoiceText.Clean(party.VatNumber)?.Replace(" ", "");
        return new InvoiceParty
        {
            Name = SaleEInvoiceText.Clean(party.Name), Siren = siren, VatNumber = outside ? null : vat,
            LegalId = siren is { } s ? new PartyIdentifier(SirenScheme, s.Digits) : null,
            ElectronicAddress = Address(party, siren, vat), Address = Place(party),
        };
    }

    /// <summary>
    /// BT-34 and BT-49: in France the address of the directory that was typed, or the SIREN; abroad the VAT number
    /// where its country has such a list; else the mail.
    /// </summary>
    private static PartyIdentifier? Address(SaleParty party, Siren? siren, string? vat) =>
        SaleEInvoiceText.Clean(party.ElectronicAddress) is { } typed ? new PartyIdentifier(FrenchAddress, typed)
        : siren is { } s ? new PartyIdentifier(FrenchAddress, s.Digits)
        : vat is { Length: > 2 } && VatAddresses.TryGetValue(vat[..2].ToUpperInvariant(), out var list)
            ? new PartyIdentifier(list, vat)
        : SaleEInvoiceText.Clean(party.Email) is { } mail ? new PartyIdentifier(Mail, mail) : null;

    /// <summary>An address as it was typed, on the three lines that the norm has.</summary>
    public static IReadOnlyList<string> Place(string? text)
    {
        var lines = SaleEInvoiceText.Lines(text);
        return lines.Count <= 3 ? lines : [lines[0], lines[1], string.Join(", ", lines.Skip(2))];
    }

    private static PartyAddress Place(SaleParty party) => new(Place(party.Street),
        SaleEInvoiceText.Clean(party.PostalCode), SaleEInvoiceText.Clean(party.City),
        SaleEInvoiceText.Clean(party.Country)?.ToUpperInvariant());

    private static string? Details(SaleParty seller)
    {
        var parts = new[]
        {
            seller.LegalForm, seller.Capital is { } capital ? $"capital {capital}" : null,
            seller.Registry is not { Length: > 0 } registry ? null
                : registry.StartsWith("RCS", StringComparison.Ordinal) ? registry : $"RCS {registry}",
            seller.VatNumber is { Length: > 0 } vat ? $"TVA {vat}" : null,
        }.Select(SaleEInvoiceText.Clean).OfType<string>();
        return SaleEInvoiceText.Clean(string.Join(", ", parts));
    }

    private static PartyContact? Contact(SaleSnapshot content)
    {
        var (name, phone, mail) = (SaleEInvoiceText.Clean(content.PersonName),
            SaleEInvoiceText.Clean(content.Seller.Phone), SaleEInvoiceText.Clean(content.Seller.Email));
        return name is null && phone is null && mail is null ? null : new PartyContact(name, phone, mail);
    }
}
