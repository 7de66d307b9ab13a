using System.Text;
using Essaim.Domain.Banking;
using static Essaim.Domain.Tests.Banking.CamtSample;
using static Essaim.Domain.Tests.Banking.CfonbSample;

namespace Essaim.Domain.Tests.Banking;

/// <summary>The same movement is added once, whichever files it comes in; two equal ones stay two.</summary>
public sealed class BankLineKeyTests
{
    private static List<string> Keys(BankFile file) =>
        [.. file.Statements.SelectMany(s => s.Lines.Select(l => l.Key))];

    private static List<string> Cfonb(params string[] records) =>
        Keys(BankFile.Read(Encoding.Latin1.GetBytes(string.Join('\n', records))));

    private static List<string> Camt(params string[] entries) =>
        Keys(BankFile.Read(Utf8(Document("08", Statement("S1", "0.00", "0.00", string.Concat(entries))))));

    private static readonly string Coffee = Movement("150126", -250, "CB CAFE");
    private static readonly string Rent = Movement("160126", -80_000, "LOYER");

    [Fact]
    public void Two_equal_movements_of_a_day_are_two_lines() =>
        Assert.Equal(2, Cfonb(Coffee, Coffee).Distinct().Count());

    [Fact]
    public void An_overlapping_file_finds_the_same_lines_and_adds_the_second_of_two_equal_ones()
    {
        var first = Cfonb(Rent, Coffee);
        var longer = Cfonb(Movement("140126", 900, "VIR"), Coffee, Coffee, Rent);
        Assert.Equal(2, longer.Except(first).Count());
        Assert.Empty(first.Except(longer));
    }

    [Fact]
    public void Equal_movements_in_two_statements_of_one_file_are_two() =>
        Assert.Equal(2, Cfonb(Old("140126", 1_000), Coffee, New("150126", 750), Old("150126", 750), Coffee,
            New("160126", 500)).Distinct().Count());

    [Fact]
    public void The_reference_of_the_bank_is_the_identity_whatever_the_label() => Assert.Equal(
        Camt(Entry("-2.50", reference: "A1", words: "CB CAFE")), Camt(Entry("-2.50", reference: "A1", words: "CARTE")));

    [Fact]
    public void Equal_movements_with_different_references_are_two_and_a_fee_may_share_that_of_its_transfer() =>
        Assert.Equal(3, Camt(Entry("-2.50", reference: "A1"), Entry("-2.50", reference: "A2"),
            Entry("-0.50", reference: "A1")).Distinct().Count());

    [Fact]
    public void A_reference_that_a_statement_repeats_for_equal_movements_counts_them() =>
        Assert.Equal(2, Camt(Entry("-2.50", reference: "A1"), Entry("-2.50", reference: "A1")).Distinct().Count());

    [Fact]
    public void A_reference_that_comes_back_in_another_statement_of_the_file_is_the_same_line()
    {
        var file = BankFile.Read(Utf8(Document("08", Statement("S1", "0.00", "1.00", Entry("1.00", reference: "A1")),
            Statement("S2", "0.00", "3.00", Entry("1.00", reference: "A1") + Entry("2.00", reference: "A2")))));
        Assert.Equal(2, Keys(file).Distinct().Count());
    }

    [Theory, InlineData("NOTPROVIDED"), InlineData("NONREF"), InlineData("0000")]
    public void A_reference_that_says_nothing_is_none(string reference)
    {
        var keys = Camt(Entry("-2.50", reference: reference, words: "CAFE"), Entry("-2.50", words: "CAFE"));
        Assert.Equal(2, keys.Distinct().Count());
        Assert.Equal(Camt(Entry("-2.50", words: "CAFE"), Entry("-2.50", words: "CAFE")), keys);
    }
}
