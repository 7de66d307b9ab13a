using Essaim.Domain.Payroll;
using Essaim.Domain.Tests.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>Paid leave carried from payslip to payslip, and what is taken over with the year's sums.</summary>
public sealed class LeaveAccountTests
{
    private static readonly LeaveOfMonth Whole = new(1m, 0m, 0m);

    [Fact]
    public void Twelve_months_from_June_earn_thirty_days_and_no_more()
    {
        var account = Run(new LeaveAccount(new Month(2026, 6), []), new Month(2026, 6), 12, Whole);
        Assert.Equal([new LeaveCounter(2026, 30m, 0m)], account.Periods);
        Assert.Equal("Congés 2026-2027", account.Periods[0].Name);
    }

    [Fact]
    public void A_month_begun_on_the_17th_and_one_of_sickness_earn_their_parts()
    {
        // 15 days of 31 at 2.5: 1.2097; then 10 sick days of 30 at 2 and 20 at 2.5: 0.6667 + 1.6667 = 2.3333.
        var october = LeaveOfMonth.Of(new Month(2026, 10), new DateRange(new(2026, 10, 17), new(2026, 10, 31)),
            TypedElements.None);
        var november = LeaveOfMonth.Of(new Month(2026, 11), null, TypedElements.None with
        {
            Sickness = new TypedSickness(new(2026, 11, 1), new(2026, 11, 10), new(2026, 11, 1), SickKind.Ordinary,
                Money.Euros(40), false),
        });
        var account = new LeaveAccount(new Month(2026, 10), []).After(LawFiles.Book, new Month(2026, 10), october);
        Assert.Equal(1.2097m, account.Periods[0].Earned);
        account = account.After(LawFiles.Book, new Month(2026, 11), november);
        Assert.Equal(3.5430m, account.Periods[0].Earned);
    }

    [Fact]
    public void An_accident_at_work_earns_as_work_does_and_an_unpaid_absence_earns_nothing()
    {
        var month = new Month(2026, 11);
        var hurt = TypedElements.None with
        {
            Sickness = new TypedSickness(new(2026, 11, 1), new(2026, 11, 30), new(2026, 11, 1), SickKind.WorkAccident,
                Money.Euros(40), false),
        };
        Assert.Equal(Whole, LeaveOfMonth.Of(month, null, hurt));
        var away = TypedElements.None with { Absences = [new DaysAway(new(2026, 11, 1), new(2026, 11, 15))] };
        Assert.Equal(new LeaveOfMonth(0.5m, 0m, 0m), LeaveOfMonth.Of(month, null, away));
    }

    [Fact]
    public void Days_taken_leave_the_earlier_period_first_then_the_current_one_even_before_they_are_earned()
    {
        var account = new LeaveAccount(new Month(2026, 5), [new(2025, 3m, 0m), new(2026, 10m, 0m)]);
        account = account.After(LawFiles.Book, new Month(2026, 10), Whole with { Taken = 5m });
        Assert.Equal([new LeaveCounter(2025, 3m, 3m), new LeaveCounter(2026, 12.5m, 2m)], account.Periods);
        account = account.After(LawFiles.Book, new Month(2026, 11), Whole with { Taken = 14m });
        Assert.Equal(-1m, account.Periods[^1].Left);
    }

    [Fact]
    public void A_part_of_a_day_counts_whole_once_the_period_is_over_and_what_is_used_up_is_forgotten()
    {
        // Five months of 2.5 make 12.5 by the end of May, and 13 from June on.
        var account = Run(new LeaveAccount(new Month(2026, 1), []), new Month(2026, 1), 5, Whole);
        Assert.Equal(12.5m, account.Periods.Single().Earned);
        account = account.After(LawFiles.Book, new Month(2026, 6), Whole with { Taken = 13m });
        Assert.Equal([new LeaveCounter(2025, 13m, 13m), new LeaveCounter(2026, 2.5m, 0m)], account.Periods);
        account = Run(account, new Month(2026, 7), 12, Whole);
        Assert.Equal([2026, 2027], account.Periods.Select(p => p.Year));
    }

    [Fact]
    public void What_another_program_paid_starts_the_year_and_the_leave()
    {
        var taken = new PayTakeOver(new Month(2026, 6), Money.Euros(12_000), Money.Euros(12_000), 24_030m, 10_940m,
            Money.Euros(1500)) { Leave = new LeaveTakenOver(30m, 12m, 2.5m, 0m) }.Checked();
        Assert.Equal(new YearToDate(2026)
        {
            Gross = Money.Euros(12_000), FirstBracket = Money.Euros(12_000), Ceilings = 24_030m,
            MinimumWages = 10_940m, Reduction = Money.Euros(1500),
        }, taken.YearToDate);
        // June opens the period of 2026: the one before it is that of 2025.
        Assert.Equal([new LeaveCounter(2025, 30m, 12m), new LeaveCounter(2026, 2.5m, 0m)],
            taken.LeaveAccount(LawFiles.Book)!.Periods);
    }

    [Theory]
    [InlineData(12, 1000, 1000, 48_060, 0, "n’a pas de cumuls")]
    [InlineData(6, 1000, 1200, 24_030, 0, "ne peut dépasser")]
    [InlineData(6, 30_000, 25_000, 24_030, 0, "ne peut dépasser")]
    [InlineData(6, 1000, 1000, 24_030, 1001, "dépasse le brut")]
    [InlineData(6, -1, -1, 24_030, 0, "négatif")]
    public void Sums_that_no_payslip_can_have_are_refused(
        int month, int gross, int bracket, int ceilings, int reduction, string says) =>
        Assert.Contains(says, Assert.Throws<BrokenRuleException>(() => new PayTakeOver(new Month(2026, month),
            Money.Euros(gross), Money.Euros(bracket), ceilings, 1000m, Money.Euros(reduction)).Checked()).Message);

    private static LeaveAccount Run(LeaveAccount account, Month first, int months, LeaveOfMonth of)
    {
        for (var i = 0; i < months; i++)
            account = account.After(LawFiles.Book, first.Add(i), of);
        return account;
    }
}
