using System.Text;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Banking.CamtSample;
using static Essaim.Domain.Tests.Banking.CfonbSample;

namespace Essaim.Domain.Tests.Banking;

/// <summary>Each sample file damaged at random: lines, faults or a sentence, and never another exception.</summary>
public sealed class BankFuzzTests(ITestOutputHelper output)
{
    /// <summary>For each sample; every run has another seed.</summary>
    private const int Rounds = 250;

    private const string German = "DE89370400440532013000";

    private static readonly string Cfonb = string.Join('\n', Old("311225", 1_000),
        Movement("150126", 24_050, "VIR ÉTÉ"),
        More("150126", "NPY", "DUPONT"), More("150126", "RCN", "F42"), Movement("160126", -5, "FRAIS", "62"),
        New("310126", 25_045), Old("311225", 0, "00000000002"), New("310126", 0, "00000000002"));

    private static readonly string Camt02 = Document("02", Statement("S1", "1.00", "-12.00",
        Entry("-13.00", reference: "A1", status: "<Sts>BOOK</Sts>", details:
            Payment02("P1", "6.00", "Anne", German, "Café") + Payment02("P2", "7.00", "Bob", German, "Thé"))));

    private static readonly string Camt08 = Document("08", Statement("S1", "1.00", "2.00",
        Entry("1.00", reference: "A1", words: "VIR", details: Payment08("P1", "1.00", "Jeanne", German, "Été"))),
        Statement("S2", "0.00", "0.00", "", German));

    private static readonly string Ofx1 = OfxSample.Sgml(OfxSample.SgmlMovement("+1,50", "20260115", "A1", "ÉTÉ", "X")
        + OfxSample.SgmlMovement("-1.50", "20260116120000", "A2", "PRLV"));

    private static readonly string Ofx2 = OfxSample.Xml(OfxSample.XmlMovement("-5.00", "20260115", "1", "Thé &amp; X")
        + OfxSample.XmlMovement("7.00", "20260116", "2", "X", "<CHECKNUM>7</CHECKNUM>"));

    private static readonly Dictionary<string, byte[]> Samples = new()
    {
        ["cfonb latin"] = Encoding.Latin1.GetBytes(Cfonb), ["cfonb utf-8"] = Encoding.UTF8.GetBytes(Cfonb),
        ["cfonb crlf"] = Encoding.Latin1.GetBytes(Cfonb.Replace("\n", "\r\n")),
        ["cfonb without ends"] = Encoding.Latin1.GetBytes(Cfonb.Replace("\n", "")),
        ["cfonb torn"] = Encoding.Latin1.GetBytes(Cfonb[..700]),
        ["cfonb trimmed"] = Encoding.Latin1.GetBytes(string.Join('\n', Cfonb.Split('\n').Select(l => l.TrimEnd()))),
        ["camt 02"] = Encoding.UTF8.GetBytes(Camt02), ["camt 08"] = Encoding.UTF8.GetBytes(Camt08),
        ["camt latin"] = Encoding.Latin1.GetBytes(Camt08.Replace("UTF-8", "ISO-8859-1")),
        ["camt utf-16"] = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Camt08.Replace("UTF-8", "UTF-16"))],
        ["camt mark"] = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Camt02)],
        ["camt torn"] = Encoding.UTF8.GetBytes(Camt02[..900]),
        ["ofx 1"] = Encoding.Latin1.GetBytes(Ofx1), ["ofx 1 utf-8"] = Encoding.UTF8.GetBytes(Ofx1),
        ["ofx 1 on one line"] = Encoding.Latin1.GetBytes(Ofx1.Replace("\r\n", "")),
        ["ofx 1 torn"] = Encoding.Latin1.GetBytes(Ofx1[..^300]),
        ["ofx 2"] = Encoding.UTF8.GetBytes(Ofx2), ["pain.002"] = Encoding.UTF8.GetBytes(AnswerSample.Mixed),
    };

    private static readonly byte[][] Shards =
    [
        "<"u8.ToArray(), ">"u8.ToArray(), "&"u8.ToArray(), "\0"u8.ToArray(), "\n"u8.ToArray(), "-"u8.ToArray(),
        [0xFF, 0xFE], [0xC3], [0xEF, 0xBB, 0xBF], [0xED, 0xA0, 0x80], "99999999999999999999"u8.ToArray(),
        "20260231"u8.ToArray(),
        "<Ntry>"u8.ToArray(), "</Stmt>"u8.ToArray(), "<STMTTRN>"u8.ToArray(), "<!DOCTYPE a>"u8.ToArray(),
        "&#0;"u8.ToArray(), "{}R"u8.ToArray(), "0430006"u8.ToArray(), "<![CDATA["u8.ToArray(),
        "&#xD800;"u8.ToArray(), "1.234"u8.ToArray(),
    ];

    public static readonly TheoryData<string> Names = [.. Samples.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_damaged_file_gives_lines_or_faults_or_a_sentence(string name)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < Rounds; i++)
            Assert.True(IsTyped(Damaged(Samples[name], random)), $"seed {seed}, round {i}");
    }

    private static bool IsTyped(byte[] bytes)
    {
        foreach (var read in new Action<byte[]>[] { ReadFile, ReadAnswer })
            try
            {
                read(bytes);
            }
            catch (BrokenRuleException refusal)
            {
                if (refusal.Message.Length < 20)
                    return false;
            }
        return true;
    }

    private static void ReadFile(byte[] bytes)
    {
        var file = BankFile.Read(bytes);
        Assert.NotEmpty(file.Statements);
        foreach (var statement in file.Statements)
        {
            Assert.Equal(statement.Lines.Count, statement.Lines.Select(l => l.Key).Distinct().Count());
            Assert.All(statement.Lines, l => Assert.True(!l.Amount.IsZero && !l.Label.Any(char.IsControl)
                && Math.Abs(l.Amount.Cents) <= 1_000_000_000_000_099 && l.Label.Length <= 1000));
        }
        Assert.All(file.Faults, f => Assert.True(f.Place.Length > 0 && f.Reason.Length > 0));
    }

    private static void ReadAnswer(byte[] bytes)
    {
        var answer = PaymentAnswer.Read(bytes);
        Assert.All(answer.Named, o => Assert.True(o.Sentence.Length > 0 && o.EndToEndId!.Length > 0));
        Assert.NotNull(answer.Of("P1", "O1-VIR"));
    }

    private static byte[] Damaged(byte[] sample, Random random)
    {
        var bytes = new List<byte>(sample);
        for (var times = random.Next(1, 6); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.InsertRange(at, Shards[random.Next(Shards.Length)]); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 3: bytes.RemoveRange(at, (bytes.Count - at) / 2); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(400, bytes.Count - at)))); break;
                default: bytes.InsertRange(random.Next(bytes.Count), Shards[random.Next(Shards.Length)]); break;
            }
        }
        return [.. bytes];
    }
}
