using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Ledger;

/// <summary>
/// What people do, as one word each, so that a sequence reads as a story. Each returns what it posted.
/// </summary>
internal static class Deeds
{
    public static IReadOnlyList<DraftEntry> Sell(
        this TestBooks books, SaleDocument document, ContributionRule? rule = null) =>
        books.Post(SalePosting.Entries(document, _ => rule ?? None));

    public static IReadOnlyList<DraftEntry> TakeBack(
        this TestBooks books, SaleDocument note, string invoice, ContributionRule? rule = null) =>
        books.Post(SaleCorrections.CreditNote(note, books.ItemsOf(invoice), _ => rule ?? None));

    public static DraftEntry Receive(this TestBooks books, string invoice, decimal amount) =>
        books.Post(ReceiptPosting.Entry(books.ItemsOf(invoice), Eur(amount), books.Today, "Encaissement", "R", null))
            .Content;

    public static DraftEntry Pay(this TestBooks books, OpenItem item, decimal? amount = null) =>
        books.Post(PaymentPosting.Entry(item, amount is { } euros ? Eur(euros) : item.Remaining.Abs(), books.Today,
            "Règlement", "V")).Content;

    public static IReadOnlyList<DraftEntry> Lose(
        this TestBooks books, string invoice, ContributionRule? rule = null, Money? net = null) =>
        books.Post(SaleCorrections.BadDebt(books.ItemsOf(invoice)[0], books.Today, invoice, rule ?? None, null, net));

    public static DraftEntry Buy(this TestBooks books, PurchaseInvoice purchase) =>
        books.Post(PurchasePosting.Entry(purchase)).Content;

    /// <summary>The payslip of the month, on its last day.</summary>
    public static DraftEntry PaySlip(this TestBooks books, ActivityId activity, Month month, PayAmounts? pay = null)
    {
        books.Today = month.LastDay;
        return books.Post(PayPosting.Entry(
            Person, "Jeanne", activity, month, pay ?? Given.Pay, month.LastDay.AddDays(5),
            month.Next().FirstDay.AddDays(14))).Content;
    }

    /// <summary>Money that an activity already has: sold without VAT nor contribution, and received.</summary>
    public static void Holds(this TestBooks books, ActivityId activity, decimal amount)
    {
        var number = $"T{activity}-{books.Entries.Count}";
        books.Sell(Invoice(number, Service(activity, amount, Training)));
        books.Receive(number, amount);
    }

    /// <summary>Asserts what people see of activity A and of the cover, in the order of the worked sequence.</summary>
    public static void Shows(
        this TestBooks books, decimal cash, decimal committed, decimal available, decimal held, decimal owed)
    {
        var (account, cover) = (books.Account(A), books.Cover());
        books.Shown.Add([cash, committed, available, held, owed]);
        Assert.Equal(
            (Eur(cash), Eur(committed), Eur(available), Eur(held), Eur(owed)),
            (account.Cash, account.Committed, account.AvailableForPay, cover.Held, cover.OwedToActivities));
    }
}
