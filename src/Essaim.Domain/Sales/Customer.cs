using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// A customer of an activity (client). The client base belongs to the entrepreneur (Code du travail L.7331-2, f).
/// </summary>
public sealed partial class Customer
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required string Name { get; set; }

    /// <summary>True for a professional: then the invoice carries penalties and the 40 € (C. com. L.441-10).</summary>
    public bool IsCompany { get; set; }

    public Siren? Siren { get; set; }
    public VatNumber? VatNumber { get; set; }
    public required string Street { get; set; }
    public required string PostalCode { get; set; }
    public required string City { get; set; }
    public string Country { get; set; } = "FR";
    public EmailAddress? Email { get; set; }

    /// <summary>True for the State, a town, a hospital (organisme public): invoiced through Chorus Pro.</summary>
    public bool IsPublic { get; set; }

    /// <summary>The service of a public body that pays (code service); null where it has only one.</summary>
    public string? ServiceCode { get; set; }

    /// <summary>Where e-invoices reach them in the French directory (adresse électronique, scheme 0225).</summary>
    public string? ElectronicAddress { get; set; }

    /// <summary>Where the work is done or the goods are brought, if it is not where the invoice goes.</summary>
    public string? DeliveryAddress { get; set; }

    /// <summary>When they were put aside (archivé): kept, but no longer offered for a new sale.</summary>
    public DateOnly? ArchivedOn { get; set; }

    /// <summary>
    /// Days to pay from the invoice's date: 30 by default, 60 at most between professionals (C. com. L.441-10).
    /// </summary>
    public int PaymentDays { get; set; } = 30;

    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Name))
            throw new BrokenRuleException("Donnez le nom du client : il figure sur la facture.");
        if (string.IsNullOrWhiteSpace(Street) || string.IsNullOrWhiteSpace(PostalCode)
            || string.IsNullOrWhiteSpace(City))
            throw new BrokenRuleException(
                "Donnez l’adresse complète du client : rue, code postal et ville figurent sur la facture.");
        if (PaymentDays is < 0 or > 60)
            throw new BrokenRuleException("Le délai de paiement va de 0 à 60 jours.");
        if (IsPublic && !IsCompany)
            throw new BrokenRuleException("Un organisme public n’est pas un particulier. Choisissez l’un des deux.");
        if (ServiceCode is { Length: > 100 })
            throw new BrokenRuleException("Le code service a cent caractères au plus. Recopiez celui de la commande.");
        if (ElectronicAddress is { } address && !AddressOf0225().IsMatch(address))
            throw new BrokenRuleException("L’adresse électronique commence par le SIREN du client, par exemple "
                + "732829320 ou 732829320_COMPTA.");
    }

    /// <summary>
    /// The SIREN, perhaps a SIRET after it, perhaps a suffix of letters, digits and marks: the forms of the annuaire.
    /// </summary>
    [GeneratedRegex(@"^\d{9}(_\d{14})?(_[0-9A-Za-z+\-_/]{1,100})?$")]
    private static partial Regex AddressOf0225();
}

/// <summary>An invoice or credit note not issued yet: it has no number and may still change or vanish.</summary>
public sealed class SaleDraft
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required long CustomerId { get; set; }
    public required SaleDocumentKind Kind { get; init; }
    public long? QuoteId { get; init; }

    /// <summary>The job that it is part of; null for a plain sale without one.</summary>
    public long? EngagementId { get; init; }

    /// <summary>The invoice that a credit note takes back.</summary>
    public long? InvoiceId { get; init; }

    public required SaleContent Content { get; set; }
    public Money Net { get; set; }
    public Money Total { get; set; }
    public required string UpdatedAt { get; set; }

    /// <summary>What somebody must know who did not begin it; may be empty.</summary>
    public string Remark { get; init; } = "";

    public int Version { get; set; }

    public void Revise(SaleContent content)
    {
        var totals = new SaleTotals(content.Lines, content.Discount);
        (Content, Net, Total) = (content, totals.Net, totals.Total);
    }
}

/// <summary>An issued invoice, deposit invoice or credit note, as it was issued; it never changes.</summary>
public sealed class Invoice
{
    public required long Id { get; init; }
    public required SaleDocumentKind Kind { get; init; }
    public required string Number { get; init; }
    public required DateOnly Date { get; init; }
    public required DateOnly Due { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required long CustomerId { get; init; }
    public long? QuoteId { get; init; }

    /// <summary>The job that it is part of; null for a plain sale, whose quote names it if there is one.</summary>
    public long? EngagementId { get; init; }

    public long? CreditsInvoiceId { get; init; }
    public required Money Net { get; init; }
    public required Money Vat { get; init; }
    public required Money Total { get; init; }
    public required SaleSnapshot Content { get; init; }
    public required EntryId EntryId { get; init; }

    public DocumentRef Reference => new(DocumentKind, Id);

    public const string DocumentKind = "invoice";
}

/// <summary>
/// All that an issued document says: the parties as they were named that day, the lines, the mentions. From it the
/// same PDF and the same e-invoice can be drawn; its SHA-256 is in the chain.
/// </summary>
public sealed record SaleSnapshot(
    SaleParty Seller, SaleParty Customer, string TradeName, string Trade, string PersonName, SaleContent Content,
    bool VatOnDebits, IReadOnlyList<DepositTaken> Deposits, IReadOnlyList<string> Mentions, string? QuoteNumber,
    string? CreditedNumber, DateOnly? CreditedDate)
{
    /// <summary>What the customer of works keeps back of it (retenue de garantie); null where nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Retained { get; init; }

    /// <summary>Set where the customer had paid when it was issued; then it asks for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaidAtIssue? Paid { get; init; }
}

/// <summary>How an invoice was paid when it was issued (facture déjà payée): kinds B2, S2 and M2 in France.</summary>
public sealed record PaidAtIssue(DateOnly On, string Method);

/// <summary>One side of a sale as printed.</summary>
public sealed record SaleParty(
    string Name, string Street, string PostalCode, string City, string Country, string? Siren, string? VatNumber,
    string? LegalForm, Money? Capital, string? Registry, string? Email, string? Phone, string? Iban)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServiceCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ElectronicAddress { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeliveryAddress { get; init; }
}
