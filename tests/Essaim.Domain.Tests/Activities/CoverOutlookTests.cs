using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Activities;

/// <summary>What the cover would be if late customers never paid, worked out by hand.</summary>
public sealed class CoverOutlookTests
{
    private readonly TestBooks _books = new();

    [Fact]
    public void An_activity_paid_ahead_of_a_customer_who_never_pays_leaves_the_hole_to_the_others()
    {
        _books.Holds(B, 1000);
        // 500 of the common money paid A before A's customer did: bank 500, A at −500.
        _books.Post(new EntryBuilder(Journal.General, Day, "Salaire").Debit(Accounts.GrossPay, A, Eur(500))
            .Credit(Accounts.Bank, S, Eur(500)).Build());
        // 1 200 + 240 of VAT, contribution 120: A at −620.
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        var cover = At(Day.AddDays(100));

        Assert.Equal((Eur(500), Eur(1000), (decimal?)0.50m), Of(cover.Now));
        // Paid: bank 1 940 less 240 of VAT; A has −620 + 1 440 − 240 = 580, B 1 000; 1 700 / 1 580.
        Assert.Equal((Eur(1700), Eur(1580), (decimal?)1.0759m), Of(cover.At90));

        var late = Assert.Single(cover.LateCustomers);
        Assert.Equal(Eur(1440), late.Amount);
        var without = cover.IfNeverPaid(Back(late, 120));
        // Never paid: A's contribution comes back, A at −500; only B is owed anything, and half of it is there.
        Assert.Equal((Eur(500), Eur(1000), (decimal?)0.50m), Of(without.Now));
        Assert.Equal((Eur(500), Eur(1000), (decimal?)0.50m), Of(without.At90));
        Assert.Empty(without.LateCustomers);
    }

    [Fact]
    public void The_contribution_given_back_is_owed_again()
    {
        _books.Holds(B, 1000);
        _books.Holds(A, 300);
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        var cover = At(Day.AddDays(100));
        // A at 300 − 120 = 180: 1 300 / 1 180.
        Assert.Equal((Eur(1300), Eur(1180), (decimal?)1.1017m), Of(cover.Now));
        Assert.Equal((Eur(1300), Eur(1300), (decimal?)1.00m),
            Of(cover.IfNeverPaid(Back(cover.LateCustomers[0], 120)).Now));
    }

    [Fact]
    public void Supposing_a_loss_says_what_writing_it_off_makes_true()
    {
        _books.Holds(B, 1000);
        _books.Holds(A, 300);
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        var day = Day.AddDays(100);
        var cover = At(day);
        var supposed = cover.IfNeverPaid(Back(cover.LateCustomers[0], 120));
        _books.Post(SaleCorrections.BadDebt(_books.Item(Accounts.Customers), day, "F1", TenPercent, null, Eur(1200)));
        Assert.Equal(Of(At(day).Now), Of(supposed.Now));
        Assert.Equal(Of(At(day).At90), Of(supposed.At90));
    }

    [Fact]
    public void A_customer_is_late_the_day_after_it_was_due_and_once_for_all_activities()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        _books.Sell(Invoice("F2", Service(B, 100)), TenPercent);
        var due = _books.Items.Where(i => i.Account == Accounts.Customers).Max(i => i.Due);
        Assert.Empty(At(due).LateCustomers);
        Assert.Equal(Eur(1560), Assert.Single(At(due.AddDays(1)).LateCustomers).Amount); // 1 440 + 120
    }

    [Fact]
    public void A_loss_gives_no_contribution_back_where_the_meeting_kept_it_or_it_was_on_receipts()
    {
        Assert.Equal(Eur(120), TenPercent.BackOnLoss(Eur(1200)));
        Assert.Equal(Money.Zero, (TenPercent with { ReversedByBadDebts = false }).BackOnLoss(Eur(1200)));
        Assert.Equal(Money.Zero, TenOnReceipts.BackOnLoss(Eur(1200)));
    }

    private CoverOutlook At(DateOnly day) => new(_books.Balances(), [.. _books.Items.Where(i => !i.IsSettled)], day);

    private static Dictionary<OpenItemId, Money> Back(LateCustomer late, decimal contribution) =>
        new() { [Assert.Single(late.Items).Id] = Eur(contribution) };

    private static (Money Held, Money Owed, decimal? Ratio) Of(CoverRatio cover) =>
        (cover.Held, cover.OwedToActivities, cover.Ratio);
}
