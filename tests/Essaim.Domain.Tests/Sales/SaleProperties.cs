using CsCheck;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Sales;

/// <summary>
/// What holds of any invoice, however it is paid, credited and lost. The books check themselves after each.
/// </summary>
public sealed class SaleProperties
{
    private static readonly VatTreatment[] Treatments = [Vat20, Vat10, Vat55, Training];

    private static readonly Gen<SaleLine> AnyLine = Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Bool, Gen.Int[1, 300_000])
        .Select((vat, goods, forB, cents) => (goods ? Goods(forB ? B : A, cents / 100m, Treatments[vat])
            : Service(forB ? B : A, cents / 100m, Treatments[vat])));

    private static readonly Gen<SaleDocument> AnyInvoice = Gen.Select(AnyLine.Array[1, 6], Gen.Int[0, 30], Gen.Bool)
        .Select((lines, discount, debits) => Invoice("F1", lines) with
        {
            Discount = Rate.Percent(discount), VatOnDebits = debits,
        }).Where(i => i.ToPay.Cents >= 10);

    private static readonly Gen<ContributionRule> AnyRule =
        Gen.Int[0, 2].Select(i => new[] { None, TenPercent, TenOnReceipts }[i]);

    [Fact]
    public void Part_receipts_of_any_invoice_release_exactly_its_vat() =>
        Gen.Select(AnyInvoice, AnyRule, Gen.Long[0, 100].Array[1, 7]).Sample((invoice, rule, weights) =>
        {
            var books = new TestBooks();
            books.Sell(invoice, rule);
            foreach (var part in invoice.ToPay.Share([.. weights, 1]).Where(p => p.IsPositive))
                books.Receive("F1", part.ToDecimal());
            Assert.All(books.Activities, a => Assert.Equal(Money.Zero, books.Balance(Accounts.VatAwaitingReceipt, a)));
            Assert.Equal(-invoice.Totals.Vat, books.Balance(Accounts.VatCollected));
            Assert.All(books.ItemsOf("F1"), i => Assert.True(i.IsSettled));
        }, iter: 300);

    [Fact]
    public void Receipts_never_take_back_vat_that_earlier_ones_released() =>
        Gen.Select(AnyInvoice, Gen.Long[0, 100].Array[1, 7]).Sample((invoice, weights) =>
        {
            var books = new TestBooks();
            books.Sell(invoice);
            foreach (var part in invoice.ToPay.Share([.. weights, 1]).Where(p => p.IsPositive))
                Assert.All(books.Receive("F1", part.ToDecimal()).Lines.Where(l => l.Account == Accounts.VatCollected),
                    l => Assert.True(l.Debit.IsZero));
        }, iter: 200);

    [Fact]
    public void Receipts_credit_notes_and_losses_in_any_order_leave_no_vat_waiting() =>
        Gen.Select(AnyInvoice, AnyRule, Gen.Select(Gen.Int[0, 9], Gen.Int[1, 100]).Array[0, 8])
            .Sample((invoice, rule, steps) => new SaleStory(invoice, rule).Run(steps).ThenSettle(), iter: 500);

    [Fact]
    public void A_deposit_received_or_not_changes_nothing_in_the_end() =>
        Gen.Select(Gen.Int[10, 80], Gen.Bool, AnyInvoice, AnyRule,
            Gen.Select(Gen.Int[0, 9], Gen.Int[1, 100]).Array[0, 5])
            .Where((_, _, invoice, _, _) => invoice.Lines.All(l => l.Net >= Eur(10)) && !invoice.VatOnDebits)
            .Sample((percent, received, invoice, rule, steps) =>
                new SaleStory(invoice with { Discount = Rate.Zero }, rule, percent, received).Run(steps).ThenSettle(),
                iter: 300);

    [Fact]
    public void The_totals_of_an_invoice_are_those_of_its_groups_and_of_its_rates() =>
        AnyInvoice.Sample(invoice =>
        {
            var totals = invoice.Totals;
            Assert.Equal(totals.Total, totals.Groups.Sum(g => g.Total));
            Assert.Equal(totals.Vat, totals.ByRate.Sum(r => r.Vat));
            Assert.All(totals.ByRate, r => Assert.Equal(Money.Round(r.Treatment.Rate.Of(r.Net)), r.Vat));
        }, iter: 300);
}
