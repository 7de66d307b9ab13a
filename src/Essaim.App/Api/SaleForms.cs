using Essaim.App.Data;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Api;

/// <summary>What a customer is, all of it: what is left out is what it is without being told.</summary>
public record ChangedCustomer(string Name, bool IsCompany, string Street, string PostalCode, string City,
    string Country = "FR", string? Siren = null, string? VatNumber = null, string? Email = null, int PaymentDays = 30,
    bool IsPublic = false, string? ServiceCode = null, string? ElectronicAddress = null, string? DeliveryAddress = null)
{
    public Customer Fill(Customer customer)
    {
        (customer.Name, customer.IsCompany, customer.PaymentDays) = (Name.Trim(), IsCompany, PaymentDays);
        (customer.Street, customer.PostalCode, customer.City) = (Street.Trim(), PostalCode.Trim(), City.Trim());
        customer.Country = Country.Length == 2 && Country.All(char.IsAsciiLetterUpper) ? Country
            : throw new BrokenRuleException("Le pays s’écrit en deux lettres, par exemple FR ou BE.");
        customer.Siren = Siren is null ? null : new Siren(Siren);
        customer.VatNumber = VatNumber is null ? null : new VatNumber(VatNumber);
        customer.Email = Email is null ? null : new EmailAddress(Email);
        (customer.IsPublic, customer.ServiceCode) = (IsPublic, ServiceCode);
        (customer.ElectronicAddress, customer.DeliveryAddress) = (ElectronicAddress, DeliveryAddress);
        return customer;
    }
}

/// <summary>A customer to keep, of an activity.</summary>
public sealed record NewCustomer(string Activity, string Name, bool IsCompany, string Street, string PostalCode,
    string City, string Country = "FR", string? Siren = null, string? VatNumber = null, string? Email = null,
    int PaymentDays = 30, bool IsPublic = false, string? ServiceCode = null, string? ElectronicAddress = null,
    string? DeliveryAddress = null)
    : ChangedCustomer(Name, IsCompany, Street, PostalCode, City, Country, Siren, VatNumber, Email, PaymentDays,
        IsPublic, ServiceCode, ElectronicAddress, DeliveryAddress);

/// <summary>A line of a sale. The price is without VAT; <c>vat</c> is a code such as "20", "5.5".</summary>
public sealed record NewLine(string Description, decimal Quantity, string Unit, decimal Price, string Vat = "20",
    bool IsGoods = false, decimal DiscountPercent = 0, string? Chapter = null, bool IsOption = false)
{
    public static SaleContent Content(IReadOnlyList<NewLine> lines, string? notes, ActivityId activity,
        InvoiceLaw law) => new([.. lines.Select(l => l.Line(activity, law))], Rate.Zero, notes?.Trim() ?? "");

    /// <summary>Whole cents: a program that sends more has lost some on its way.</summary>
    public static Money Amount(decimal euros) => Money.Round(euros) is var money && money.ToDecimal() == euros
        ? money : throw new BrokenRuleException($"Un montant a deux décimales au plus. {euros} en a davantage.");

    private SaleLine Line(ActivityId activity, InvoiceLaw law) => new(activity,
        Description.Trim() is { Length: > 0 } text ? text : throw new BrokenRuleException(
            "Une ligne n’a pas de désignation. Décrivez ce qui est vendu."),
        new Quantity(Quantity), Unit.Trim(), new UnitPrice(Price),
        DiscountPercent is >= 0 and <= 100 ? Rate.Percent(DiscountPercent)
            : throw new BrokenRuleException("Une remise va de 0 à 100 %. Corrigez la ligne."),
        VatTreatments.Find(law, Vat), IsGoods ? SupplyKind.Goods : SupplyKind.Services)
    {
        Chapter = Chapter?.Trim() is { Length: > 0 } title ? title : null,
        Option = IsOption ? OptionState.Offered : null,
    };
}

/// <summary>A quote to write.</summary>
public sealed record NewQuote(string Activity, long CustomerId, string Subject, IReadOnlyList<NewLine> Lines,
    string? Notes = null, int ValidDays = Quote.UsualDays, decimal DiscountPercent = 0, string? OrderNumber = null,
    IReadOnlyList<NewInstalment>? Plan = null)
{
    public SaleContent Content(ActivityId activity, InvoiceLaw law) =>
        NewLine.Content(Lines, Notes, activity, law) with
        {
            Discount = DiscountPercent is >= 0 and <= 100 ? Rate.Percent(DiscountPercent)
                : throw new BrokenRuleException("Une remise va de 0 à 100 %. Corrigez-la."),
            OrderNumber = OrderNumber?.Trim() is { Length: > 0 } number ? number : null,
            Plan = Plan is { Count: > 0 } ? [.. Plan.Select(p => p.Value)] : null,
        };
}

/// <summary>A draft invoice to write.</summary>
public sealed record NewDraft(string Activity, long CustomerId, IReadOnlyList<NewLine> Lines, string? Notes = null);

/// <summary>A quote to send, of this amount, VAT included.</summary>
public sealed record SendRequest(decimal Total);

/// <summary>
/// What the customer answered to a quote: the options taken by the number of their line from 1, and a word, asked for
/// once the quote's last day has passed.
/// </summary>
public sealed record QuoteAnswered(bool Accepted, string? Word = null, IReadOnlyList<int>? Options = null);

/// <summary>A letter with the paper of an invoice; a late one may be reminded of.</summary>
public sealed record MailRequest(bool Reminder = false);

/// <summary>To whom a letter leaves.</summary>
public sealed record MailAnswer(long InvoiceId, string To);

/// <summary>A line of a sale as it is written.</summary>
public sealed record LineAnswer(string Description, decimal Quantity, string Unit, decimal Price, string Vat,
    bool IsGoods, decimal DiscountPercent, decimal Net, string? Chapter, string? Option)
{
    public static IReadOnlyList<LineAnswer> Of(SaleContent content) => [.. content.Lines.Select(l => new LineAnswer(
        l.Description, l.Quantity.Value, l.Unit, l.Price.Euros, l.Vat.Code, l.Kind == SupplyKind.Goods,
        l.Discount.ToPercent(), l.Net.ToDecimal(), l.Chapter, l.Option switch
        {
            OptionState.Offered => "offered",
            OptionState.Chosen => "chosen",
            OptionState.Left => "left",
            _ => null,
        }))];
}

/// <summary>A quote: <c>draft</c>, <c>sent</c>, <c>accepted</c>, <c>declined</c> or <c>replaced</c>.</summary>
public sealed record QuoteAnswer(long Id, string? Number, string State, string Activity, long CustomerId,
    string Subject, DateOnly Date, DateOnly ValidUntil, decimal Net, decimal Total, IReadOnlyList<LineAnswer> Lines)
{
    public static QuoteAnswer Of(Quote q, string activity) => new(q.Id, q.Number, q.Status switch
    {
        QuoteStatus.Sent => "sent",
        QuoteStatus.Accepted => "accepted",
        QuoteStatus.Declined => "declined",
        QuoteStatus.Replaced => "replaced",
        _ => "draft",
    }, activity, q.CustomerId, q.Subject, q.Date, q.ValidUntil, q.Net.ToDecimal(), q.Total.ToDecimal(),
        LineAnswer.Of(q.Content));
}

/// <summary>Issues a draft that asks for this amount, VAT included.</summary>
public sealed record IssueRequest(decimal Total);

/// <summary>Money received.</summary>
public sealed record NewReceipt(DateOnly Date, decimal Amount, string Method = "virement");

/// <summary>Gives back, or writes off, this amount: what is left of an invoice.</summary>
public sealed record SettledAmount(decimal Amount);

/// <summary>What was given back to the customer, or lost.</summary>
public sealed record SettledAnswer(long InvoiceId, decimal Amount);

/// <summary>A customer as kept.</summary>
public sealed record CustomerAnswer(long Id, string Name, bool IsCompany, string Street, string PostalCode, string City,
    string Country, string? Siren, string? VatNumber, string? Email, int PaymentDays, bool IsPublic,
    string? ServiceCode, string? ElectronicAddress, string? DeliveryAddress, DateOnly? ArchivedOn)
{
    public static CustomerAnswer Of(Customer c) => new(c.Id, c.Name, c.IsCompany, c.Street, c.PostalCode, c.City,
        c.Country, c.Siren?.Digits, c.VatNumber?.Text, c.Email?.Text, c.PaymentDays,
        c.IsPublic, c.ServiceCode, c.ElectronicAddress, c.DeliveryAddress, c.ArchivedOn);
}

/// <summary>A quote or a draft as written, with its sums.</summary>
public sealed record DraftAnswer(long Id, decimal Net, decimal Total)
{
    public static DraftAnswer Of(Quote quote) => new(quote.Id, quote.Net.ToDecimal(), quote.Total.ToDecimal());

    public static DraftAnswer Of(SaleDraft draft) => new(draft.Id, draft.Net.ToDecimal(), draft.Total.ToDecimal());
}

/// <summary>An issued invoice or credit note; the amounts of a credit note are positive.</summary>
public sealed record InvoiceAnswer(long Id, string Number, string Kind, string Activity, DateOnly Date, DateOnly Due,
    long CustomerId, string Customer, decimal Net, decimal Vat, decimal Total, decimal Open)
{
    public static InvoiceAnswer Of(Invoice i, string activity, Money open) => new(i.Id, i.Number,
        i.Kind switch
        {
            SaleDocumentKind.CreditNote => "credit-note",
            SaleDocumentKind.DepositInvoice => "deposit-invoice",
            SaleDocumentKind.ProgressInvoice => "progress-invoice",
            _ => "invoice",
        }, activity, i.Date, i.Due, i.CustomerId, i.Content.Customer.Name, i.Net.ToDecimal(), i.Vat.ToDecimal(),
        i.Total.ToDecimal(), open.ToDecimal());
}

/// <summary>Money received, as recorded.</summary>
public sealed record ReceiptAnswer(long Id, long InvoiceId, DateOnly Date, decimal Amount, string Method);
