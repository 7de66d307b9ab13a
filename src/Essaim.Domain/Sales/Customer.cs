using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// A customer of an activity (client). The client base belongs to the entrepreneur (Code du travail L.7331-2, f).
/// </summary>
public sealed class Customer
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
    }
}

/// <summary>Where a quote (devis) stands.</summary>
public enum QuoteStatus
{
    Draft,
    Sent,
    Accepted,
    Declined,
}

/// <summary>A quote (devis): numbered when it is sent; once accepted it can be invoiced.</summary>
public sealed class Quote
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required long CustomerId { get; set; }
    public string? Number { get; set; }
    public required DateOnly Date { get; set; }
    public required DateOnly ValidUntil { get; set; }
    public QuoteStatus Status { get; set; }
    public required string Subject { get; set; }
    public required SaleContent Content { get; set; }
    public Money Net { get; set; }
    public Money Total { get; set; }
    public int Version { get; set; }

    /// <summary>
    /// Replaces what is offered; a quote already sent is frozen, so that the customer's copy stays true.
    /// </summary>
    public void Revise(SaleContent content)
    {
        if (Status != QuoteStatus.Draft)
            throw new BrokenRuleException("Ce devis est déjà envoyé. Dupliquez-le pour en faire un nouveau.");
        var totals = new SaleTotals(content.Lines, content.Discount);
        (Content, Net, Total) = (content, totals.Net, totals.Total);
    }

    /// <summary>Gives the quote its number and its day; from then on it is as the customer has it.</summary>
    public void Send(string number, DateOnly day, int daysValid)
    {
        if (Status != QuoteStatus.Draft)
            throw new BrokenRuleException("Ce devis est déjà envoyé.");
        SaleDocument.CheckLines(Content.Lines, Total);
        (Status, Number, Date, ValidUntil) = (QuoteStatus.Sent, number, day, day.AddDays(daysValid));
    }

    /// <summary>
    /// The customer agrees (accepté), even after the quote's last day: that is for the seller to say.
    /// </summary>
    public void Accept() => Answer(QuoteStatus.Accepted);

    /// <summary>The customer says no (refusé).</summary>
    public void Decline() => Answer(QuoteStatus.Declined);

    private void Answer(QuoteStatus answer)
    {
        if (Status != QuoteStatus.Sent)
            throw new BrokenRuleException("Seul un devis envoyé, et sans réponse, s’accepte ou se refuse.");
        Status = answer;
    }
}

/// <summary>What a quote or a draft invoice offers: the lines and what surrounds them.</summary>
public sealed record SaleContent(IReadOnlyList<SaleLine> Lines, Rate Discount, string Notes)
{
    public static readonly SaleContent Empty = new([], Rate.Zero, "");
}

/// <summary>An invoice or credit note not issued yet: it has no number and may still change or vanish.</summary>
public sealed class SaleDraft
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required long CustomerId { get; set; }
    public required SaleDocumentKind Kind { get; init; }
    public long? QuoteId { get; init; }

    /// <summary>The invoice that a credit note takes back.</summary>
    public long? InvoiceId { get; init; }

    public required SaleContent Content { get; set; }
    public Money Net { get; set; }
    public Money Total { get; set; }
    public required string UpdatedAt { get; set; }
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
    string? CreditedNumber, DateOnly? CreditedDate);

/// <summary>One side of a sale as printed.</summary>
public sealed record SaleParty(
    string Name, string Street, string PostalCode, string City, string Country, string? Siren, string? VatNumber,
    string? LegalForm, Money? Capital, string? Registry, string? Email, string? Phone, string? Iban);
