using Essaim.Domain.People;
using Essaim.Domain.Tests.Law;

namespace Essaim.Domain.Tests.People;

/// <summary>Deadlines of contracts, worked out by hand on a calendar.</summary>
public sealed class ContractDeadlinesTests
{
    private static readonly DateOnly Concluded = new(2026, 3, 1);

    [Fact]
    public void Without_earlier_contracts_the_trial_is_eight_months_and_membership_three_years()
    {
        Assert.Equal(new DateOnly(2026, 10, 31), ContractDeadlines.TrialEnds(LawFiles.Book, Concluded, 0));
        Assert.Equal(new DateOnly(2029, 3, 1), ContractDeadlines.MemberBy(LawFiles.Book, Concluded, 0));
    }

    [Fact]
    public void A_cape_of_six_months_shortens_both_by_its_days()
    {
        // 1 September 2025 to 28 February 2026: 30 + 31 + 30 + 31 + 31 + 28 = 181 days.
        Contract[] all = [Cape(new(2025, 9, 1), new(2026, 2, 28)), Cesa(Concluded)];
        Assert.Equal(181, ContractDeadlines.DaysBefore(Concluded, all));
        // 31 October less 181 days is 3 May; 1 March 2029 less 181 days is 1 September 2028.
        Assert.Equal([(DeadlineKind.TrialEnds, new DateOnly(2026, 5, 3)),
            (DeadlineKind.BecomeMember, new DateOnly(2028, 9, 1))], Due(all, Concluded));
    }

    [Fact]
    public void Days_that_two_contracts_cover_count_once_and_gaps_not_at_all()
    {
        // January and February overlap in twenty days: 59 days in all; then July, 31 days.
        Contract[] all =
        [
            Cape(new(2025, 1, 1), new(2025, 2, 9)), Cape(new(2025, 1, 21), new(2025, 2, 28)),
            Cape(new(2025, 7, 1), new(2025, 7, 31)),
        ];
        Assert.Equal(59 + 31, ContractDeadlines.DaysBefore(Concluded, all));
        // One that still runs is cut at the day.
        Assert.Equal(31, ContractDeadlines.DaysBefore(new(2026, 2, 1), [Cape(new(2026, 1, 1), null)]));
    }

    [Fact]
    public void A_long_past_leaves_no_trial_and_asks_for_membership_at_once()
    {
        Contract[] all = [Cape(new(2022, 1, 1), new(2026, 2, 28)), Cesa(Concluded)];
        Assert.Equal([(DeadlineKind.BecomeMember, Concluded)], Due(all, Concluded));
    }

    [Fact]
    public void An_amendment_is_no_new_contract_and_a_member_has_no_deadline()
    {
        Contract[] all = [Cesa(Concluded, new(2026, 12, 31)), Cesa(new(2027, 1, 1))];
        Assert.Equal([(DeadlineKind.BecomeMember, new DateOnly(2029, 3, 1))], Due(all, new(2027, 2, 1)));
        Assert.Empty(ContractDeadlines.Of(LawFiles.Book, 1, new DateOnly(2027, 1, 5), all, new(2027, 2, 1)));
    }

    [Fact]
    public void A_cape_ends_within_a_year_and_is_renewed_twice_at_most()
    {
        Assert.Equal([(DeadlineKind.CapeEnds, new DateOnly(2027, 2, 28))],
            Due([Cape(Concluded, new(2027, 2, 28))], Concluded));
        Assert.Equal([(DeadlineKind.CapeTooLong, new DateOnly(2027, 2, 28)),
            (DeadlineKind.CapeEnds, new DateOnly(2027, 3, 1))], Due([Cape(Concluded, new(2027, 3, 1))], Concluded));
        Assert.Equal([(DeadlineKind.CapeTooLong, new DateOnly(2027, 2, 28))], Due([Cape(Concluded, null)], Concluded));
        Contract[] fourth =
        [
            Cape(new(2024, 1, 1), new(2024, 6, 30)), Cape(new(2024, 7, 1), new(2024, 12, 31)),
            Cape(new(2025, 1, 1), new(2025, 6, 30)), Cape(new(2025, 7, 1), new(2025, 12, 31)),
        ];
        Assert.Contains(Due(fourth, new(2025, 8, 1)), d => d.Kind == DeadlineKind.CapeTooLong);
        Assert.DoesNotContain(Due(fourth[..3], new(2025, 2, 1)), d => d.Kind == DeadlineKind.CapeTooLong);
    }

    [Theory]
    [InlineData("2026-01-01", "2026-04-15")]
    [InlineData("2026-06-30", "2026-07-15")]
    [InlineData("2026-11-23", "2027-01-15")]
    public void Contributions_on_capes_are_due_on_the_15th_after_the_quarter(string day, string due) =>
        Assert.Equal(DateOnly.Parse(due), ContractDeadlines.CapeContributionsOf(LawFiles.Book, DateOnly.Parse(day)));

    private static IEnumerable<(DeadlineKind Kind, DateOnly Day)> Due(
        IReadOnlyList<Contract> contracts, DateOnly today) =>
        ContractDeadlines.Of(LawFiles.Book, 1, null, contracts, today).Select(d => (d.Kind, d.Day));

    private static Contract Cape(DateOnly first, DateOnly? last) => Of(ContractKind.Cape, first, last);

    private static Contract Cesa(DateOnly first, DateOnly? last = null) => Of(ContractKind.Cesa, first, last);

    private static Contract Of(ContractKind kind, DateOnly first, DateOnly? last) =>
        new() { PersonId = 1, Kind = kind, FirstDay = first, LastDay = last };
}
