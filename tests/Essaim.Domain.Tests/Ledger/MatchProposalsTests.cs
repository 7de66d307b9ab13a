using CsCheck;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Ledger;

public class MatchProposalsTests
{
    private long _last;

    [Fact]
    public void Lines_of_one_piece_that_sum_to_zero_belong_together()
    {
        var found = MatchProposals.Of([Line(120, "a", "F1"), Line(-70, "a", "F1"), Line(-50, "a", "F1"),
            Line(50, "a", "F2"), Line(-120, "b", "F1")]);
        Assert.Equal([MatchReason.Piece], found.Select(p => p.Reason));
        Assert.Equal(3, found[0].Lines.Count);
    }

    [Fact]
    public void Two_of_the_same_amount_are_a_pair_and_three_are_not()
    {
        Assert.Equal(MatchReason.Pair, MatchProposals.Of([Line(50), Line(-50)]).Single().Reason);
        Assert.Empty(MatchProposals.Of([Line(50), Line(-50), Line(-50)]));
        Assert.Empty(MatchProposals.Of([Line(50), Line(50)]));
    }

    [Fact]
    public void All_that_a_third_party_has_is_matched_when_its_account_is_settled()
    {
        Assert.Equal(MatchReason.Whole,
            MatchProposals.Of([Line(10, "a"), Line(20, "a"), Line(-17, "a"), Line(-13, "a")]).Single().Reason);
        Assert.Empty(MatchProposals.Of([Line(10), Line(20), Line(-17), Line(-13)]));
    }

    [Fact]
    public void A_line_that_others_make_up_in_one_way_only_is_proposed_with_them()
    {
        var one = MatchProposals.Of([Line(100, "a"), Line(-60, "a"), Line(-40, "a"), Line(-7, "a")]).Single();
        Assert.Equal((MatchReason.Sum, 3), (one.Reason, one.Lines.Count));
        Assert.Empty(MatchProposals.Of([Line(100, "a"), Line(-60, "a"), Line(-40, "a"), Line(-30, "a"),
            Line(-70, "a"), Line(-7, "a")]));
    }

    [Fact]
    public void Two_open_items_never_settle_each_other() =>
        Assert.Empty(MatchProposals.Of([Line(50, "a", item: true), Line(-50, "a", item: true)]));

    [Fact]
    public void Whatever_there_is_each_proposal_sums_to_zero_and_no_line_is_in_two() => Gen.Select(
        Gen.Int[-9, 9].Array[0, 16], Gen.Int[0, 2].Array[16], Gen.Bool.Array[16]).Sample((amounts, parties, items) =>
        {
            var lines = amounts.Select((a, i) => Line(a == 0 ? 1 : a, new[] { "", "a", "b" }[parties[i]], i % 5 == 0
                ? "P" : "", items[i])).ToList();
            var found = MatchProposals.Of(lines);
            Assert.All(found, p => Assert.True(p.Lines.Sum(l => l.Amount).IsZero && p.Lines.Count > 1
                && p.Lines.Count(l => l.IsItem) <= 1 && p.Lines.Select(l => l.ThirdParty).Distinct().Count() == 1));
            Assert.Equal(found.Sum(p => p.Lines.Count), found.SelectMany(p => p.Lines).Distinct().Count());
        });

    private MatchableLine Line(long euros, string party = "", string piece = "", bool item = false) =>
        new(new OpenItemId(new EntryId(++_last), 1), new DateOnly(2026, 1, 1), party, piece, "Essai",
            Money.Euros(euros), item);
}
