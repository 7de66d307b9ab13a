using System.Data.Common;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales.Kinds;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Sales;

/// <summary>
/// What the co-op and the activity put on every document they issue, and the law of the day. Read once for a request;
/// a batch reads it once for all its invoices.
/// </summary>
public sealed class SellerData
{
    private readonly Brand _brand;
    private readonly LawBook _law;
    private EInvoiceDuty? _duty;

    private SellerData(Brand brand, LawBook law, Rules rules) => (_brand, _law, Rules) = (brand, law, rules);

    public Rules Rules { get; }

    public static async Task<SellerData> ReadAsync(CoopDb db, ActivityId activity, LawBook law, DateOnly day) =>
        await ReadAsync(await db.OpenAsync(), db.Transaction, activity, law, day);

    /// <summary>
    /// The same inside a write transaction, without making a context: issuing many invoices needs none.
    /// </summary>
    public static Task<SellerData> ReadAsync(WriteSession w, ActivityId activity, LawBook law, DateOnly day) =>
        ReadAsync(w.Connection, w.Transaction, activity, law, day);

    private static async Task<SellerData> ReadAsync(
        DbConnection connection, DbTransaction? transaction, ActivityId activity, LawBook law, DateOnly day)
    {
        var brand = await connection.ListAsync(ReadBrand,
            "SELECT a.trade_name, a.trade, coalesce(p.first_name || ' ' || p.last_name, ''), "
            + "(SELECT max(c.last_day) FROM contract c WHERE c.person_id = p.id AND c.kind = 'Cape' "
            + "AND @p1 BETWEEN c.first_day AND c.last_day), c.name, c.siren, c.legal_form, c.capital, c.street, "
            + "c.postal_code, c.city, c.registry, c.email, c.phone, c.iban, c.vat_on_debits, c.send_from, "
            + "c.headcount "
            + "FROM coop c JOIN activity a ON a.id = @p0 LEFT JOIN person p ON p.id = a.person_id",
            transaction, activity.Value, day);
        return new SellerData(brand.Single(), law, await Rules.ReadAsync(connection, transaction, activity));
    }

    private static Brand ReadBrand(DbDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.Date(3), new SaleParty(
            r.GetString(4), r.GetString(8), r.GetString(9), r.GetString(10), "FR", r.GetString(5),
            new Siren(r.GetString(5)).VatNumber.Text, r.GetString(6), new Money(r.GetInt64(7)), r.GetString(11),
            r.GetString(12), r.GetString(13), r.TextOrNull(14)), r.GetBoolean(15), r.IsDBNull(16) ? null : r.Date(16),
        r.GetInt32(17));

    /// <summary>All that the document says, mentions included, with the law of its day.</summary>
    public SaleSnapshot Snapshot(IssueInvoice.Order order, Invoice? credited) => Retentions.Of(order) is var kept
        && kept.IsZero ? Whole(order, credited) : Whole(order, credited) with { Retained = kept };

    private SaleSnapshot Whole(IssueInvoice.Order order, Invoice? credited) => new(
        _brand.Seller, PartyOf(order.Customer), _brand.TradeName, _brand.Trade, _brand.Person, order.Content,
        _brand.VatOnDebits,
        order.Deposits ?? [], Mentions(order, credited), order.QuoteNumber, credited?.Number, credited?.Date)
    {
        Paid = order.PaidBy is { } method ? new PaidAtIssue(order.Date, method) : null,
    };

    /// <summary>The same parties the other way round: the co-op buys, for its activity (bon de commande).</summary>
    public SaleSnapshot Ordering(SaleContent content, SaleParty supplier) => new(_brand.Seller, supplier,
        _brand.TradeName, _brand.Trade, _brand.Person, content, _brand.VatOnDebits, [], [], null, null, null);

    private IReadOnlyList<string> Mentions(IssueInvoice.Order order, Invoice? credited) =>
        [.. Usual(order, credited), .. order.Facts is { } facts ? EngagementMentions.Of(facts, _law) : []];

    private IReadOnlyList<string> Usual(IssueInvoice.Order order, Invoice? credited) => SaleMentions.Of(new SaleTerms
    {
        Kind = order.Kind, CustomerIsCompany = order.Customer.IsCompany, CustomerSiren = order.Customer.Siren,
        Date = order.Date, Until = order.Until ?? order.Date.AddDays(order.Customer.PaymentDays),
            Lines = order.Content.Lines,
        VatOnDebits = _brand.VatOnDebits, LatePayment = LatePayment(order.Date),
        EarlyPayment = _law.Text("facture-escompte-mention", order.Date), Deposits = order.Deposits ?? [],
        CreditedNumber = credited?.Number, CreditedDate = credited?.Date,
        Cape = _brand.CapeUntil is { } until ? new CapeMention(_brand.Seller.Name, until) : null,
    });

    /// <summary>From when the co-op must send e-invoices: counted when asked for, it reads a year of
    /// invoices.</summary>
    public Task<EInvoiceDuty> DutyAsync(DbConnection connection, DbTransaction? transaction, DateOnly day) =>
        SendingDuty.ReadAsync(connection, transaction, _law, day);

    /// <summary>
    /// Whether what is issued that day leaves through the platform: the law asks for it, or the co-op chose to. The
    /// year's turnover is counted only between the two dates of the law, and once for a batch.
    /// </summary>
    public async Task<bool> SendsAsync(DbConnection connection, DbTransaction? transaction, DateOnly day)
    {
        if (_brand.SendFrom <= day || EInvoiceDuty.Of(_law, _brand.Headcount, Money.Zero, day).IsOn(day))
            return true;
        if (!EInvoiceDuty.Of(_law, _brand.Headcount, Money.Euros(long.MaxValue / 100), day).IsOn(day))
            return false;
        return (_duty ??= await DutyAsync(connection, transaction, day)).IsOn(day);
    }

    private LatePaymentTerms LatePayment(DateOnly day) => new(
        $"annuel de la Banque centrale européenne majoré de "
        + $"{FrenchText.Decimal(_law.Number("facture-penalites-points", day), 2)} points",
        _law.Euros("facture-indemnite-recouvrement", day));

    private static SaleParty PartyOf(Customer customer) => new(customer.Name, customer.Street, customer.PostalCode,
        customer.City, customer.Country, customer.Siren?.Digits, customer.VatNumber?.Text, null, null, null,
        customer.Email?.Text, null, null)
    {
        ServiceCode = customer.ServiceCode, ElectronicAddress = customer.ElectronicAddress,
        DeliveryAddress = customer.DeliveryAddress,
    };

    /// <summary>The activity's brand and the co-op behind it, as they stand on a document.</summary>
    private sealed record Brand(
        string TradeName, string Trade, string Person, DateOnly? CapeUntil, SaleParty Seller, bool VatOnDebits,
        DateOnly? SendFrom, int Headcount);
}
