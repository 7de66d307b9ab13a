using System.Diagnostics;
using System.Text;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Banking.CamtSample;

namespace Essaim.Domain.Tests.Banking;

/// <summary>Tests that measure work, alone: what runs beside them would be counted.</summary>
[CollectionDefinition(nameof(BankEffortTests), DisableParallelization = true)]
public sealed class AloneCollection;

/// <summary>
/// How long files take, in the processor’s time, so that a busy machine does not make a test fail. A debug build needs
/// twice the time of what is shipped, for which a second is the limit.
/// </summary>
[Collection(nameof(BankEffortTests))]
public sealed class BankEffortTests
{
    public static readonly TheoryData<string> Heavy = ["depth", "wide", "pieces", "name", "attributes", "torn lines",
        "one line", "tags", "label", "faults", "minus"];

    [Theory, MemberData(nameof(Heavy))]
    public void Ten_megabytes_made_to_hurt_are_over_in_a_moment(string kind)
    {
        const int size = 10_000_000;
        string Fill(string piece) => string.Concat(Enumerable.Repeat(piece, size / piece.Length));
        string Around(string words) => Document("08", Statement("S1", "0.00", "1.00", Entry("1.00", words: words)));
        var text = kind switch
        {
            "depth" => Around(Fill("<a>")),
            "wide" => Around(Fill("<a/>")),
            "pieces" => Around(Fill("a<!---->")),
            "name" => Around($"<{Fill("a")}/>"),
            "attributes" => Around("<a " + string.Concat(Enumerable.Range(0, size / 12)
                .Select(i => $"a{i}='' ")) + "/>"),
            "torn lines" => Fill(CfonbSample.Movement("150126", 5, "X")[..60] + "\n"),
            "one line" => Fill(CfonbSample.Movement("150126", 5, "X")),
            "tags" => OfxSample.Head1 + "<OFX><STMTRS>" + Fill("<STMTTRN>"),
            "label" => OfxSample.Sgml(OfxSample.SgmlMovement("1.00", "20260115", "1", Fill("&lt;a"))),
            "faults" => Document("08", Statement("S1", "0.00", "1.00", Fill("<Ntry/>"))),
            _ => Around(Fill("&#45;")),
        };
        var bytes = Encoding.UTF8.GetBytes(text);
        var before = Worked();
        try
        {
            Assert.True(BankFile.Read(bytes).Faults.Count <= 1001);
        }
        catch (BrokenRuleException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
        Assert.True(Worked() - before < 2000, $"{kind}: {Worked() - before} ms");
    }

    [Theory, InlineData("camt"), InlineData("cfonb"), InlineData("ofx")]
    public void A_hundred_thousand_lines_are_read_in_a_few_seconds(string format)
    {
        const int lines = 100_000;
        var numbers = Enumerable.Range(1, lines);
        var text = format switch
        {
            "camt" => Document("08", Statement("S1", "0.00", $"{lines}.00",
                string.Concat(numbers.Select(i => Entry("1.00", reference: $"R{i}", words: $"VIR {i}"))))),
            "cfonb" => string.Join('\n', numbers.Select(i => CfonbSample.Movement("150126", 100, "VIR"))),
            _ => OfxSample.Sgml(string.Concat(numbers.Select(i =>
                OfxSample.SgmlMovement("1.00", "20260115", $"R{i}", $"VIR {i}")))),
        };
        var bytes = Encoding.UTF8.GetBytes(text);
        var before = Worked();
        var read = Assert.Single(BankFile.Read(bytes).Statements).Lines;
        Assert.True(Worked() - before < 5000, $"{Worked() - before} ms");
        Assert.Equal(lines, read.Select(l => l.Key).Distinct().Count());
    }

    private static long Worked()
    {
        using var process = Process.GetCurrentProcess();
        return (long)process.TotalProcessorTime.TotalMilliseconds;
    }
}
