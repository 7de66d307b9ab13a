using Essaim.App.Data.Activities;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>
/// What the co-op and the activity put on every document they issue, and the law of the day. Read once for a request;
/// a batch reads it once for all its invoices.
/// </summary>
public sealed class SellerData
{
    private readonly Cooperative _coop;
    private readonly SaleParty _seller;
    private readonly LawBook _law;
    private readonly (string TradeName, string Trade, string Person) _brand;
    private readonly Contract? _cape;

    private SellerData(Cooperative coop, LawBook law, Rules rules, (string, string, string) brand, Contract? cape)
    {
        (_coop, _law, Rules, _brand, _cape) = (coop, law, rules, brand, cape);
        _seller = new SaleParty(coop.Name, coop.Street, coop.PostalCode, coop.City, "FR", coop.Siren.Digits,
            coop.Siren.VatNumber.Text, coop.LegalForm, coop.Capital, coop.Registry, coop.Email, coop.Phone,
                coop.Iban?.Text);
    }

    public Rules Rules { get; }

    public static async Task<SellerData> ReadAsync(CoopDb db, ActivityId activity, LawBook law, DateOnly day)
    {
        var row = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == activity);
        var person = row.PersonId is { } id ? await db.People.AsNoTracking().SingleAsync(p => p.Id == id) : null;
        var cape = person is null ? null : (await db.Contracts.AsNoTracking()
            .Where(c => c.PersonId == person.Id && c.Kind == ContractKind.Cape && c.FirstDay <= day).ToListAsync())
            .FirstOrDefault(c => c.LastDay is { } last && last >= day);
        return new SellerData(await db.Cooperatives.AsNoTracking().SingleAsync(), law,
            await Rules.ReadAsync(db, activity),
            (row.TradeName, row.Trade, person?.FullName ?? ""), cape);
    }

    /// <summary>All that the document says, mentions included, with the law of its day.</summary>
    public SaleSnapshot Snapshot(IssueInvoice.Order order, Invoice? credited) => new(
        _seller, PartyOf(order.Customer), _brand.TradeName, _brand.Trade, _brand.Person, order.Content,
            _coop.VatOnDebits,
        order.Deposits ?? [], Mentions(order, credited), order.QuoteNumber, credited?.Number, credited?.Date);

    private IReadOnlyList<string> Mentions(IssueInvoice.Order order, Invoice? credited) => SaleMentions.Of(new SaleTerms
    {
        Kind = order.Kind, CustomerIsCompany = order.Customer.IsCompany, CustomerSiren = order.Customer.Siren,
        Date = order.Date, Until = order.Until ?? order.Date.AddDays(order.Customer.PaymentDays),
            Lines = order.Content.Lines,
        VatOnDebits = _coop.VatOnDebits, LatePayment = LatePayment(order.Date),
        EarlyPayment = _law.Text("facture-escompte-mention", order.Date), Deposits = order.Deposits ?? [],
        CreditedNumber = credited?.Number, CreditedDate = credited?.Date,
        Cape = _cape is null ? null : new CapeMention(_coop.Name, _cape.LastDay!.Value),
    });

    private LatePaymentTerms LatePayment(DateOnly day) => new(
        $"annuel de la Banque centrale européenne majoré de {FrenchText.Decimal(_law.Number("facture-penalites-points", day), 2)} points",
        _law.Euros("facture-indemnite-recouvrement", day));

    private static SaleParty PartyOf(Customer customer) => new(customer.Name, customer.Street, customer.PostalCode,
        customer.City, customer.Country, customer.Siren?.Digits, customer.VatNumber?.Text, null, null, null,
        customer.Email?.Text, null, null);
}
