using System.Text;
using Essaim.Domain.Ledger.Fec;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Ledger;

public sealed class FecReaderTests
{
    private const string Header =
        "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\t"
        + "CompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\t"
        + "Montantdevise\tIdevise";

    private static string Line(string number, string account, string debit, string credit, string date = "20250131",
        string label = "Facture", string aux = "", string letter = "", string journal = "VT") =>
        $"{journal}\tVentes\t{number}\t{date}\t{account}\tCompte "
        + $"{account}\t{aux}\t{aux}\tP{number}\t{date}\t{label}\t{debit}\t{credit}\t{letter}\t\t20250201\t\t";

    private static readonly string[] Sale =
        [Line("1", "411000", "120,00", "0,00", aux: "DUPONT"), Line("1", "706000", "0,00", "100,00"),
            Line("1", "445710", "0,00", "20,00")];

    private static List<FecItem> Read(byte[] bytes) => [.. FecReader.Open(new MemoryStream(bytes)).Read()];

    private static List<FecItem> Read(params string[] lines) =>
        Read(Encoding.UTF8.GetBytes(string.Join("\r\n", lines.Prepend(Header)) + "\r\n"));

    private static FecEntry Only(List<FecItem> items) => Assert.IsType<FecEntry>(Assert.Single(items));

    [Fact]
    public void An_entry_is_the_lines_that_share_journal_number_and_date()
    {
        var entry = Only(Read(Sale));

        Assert.Equal(("VT", "Ventes", "1", new DateOnly(2025, 1, 31)),
            (entry.Journal, entry.JournalLabel, entry.Number, entry.Date));
        Assert.Equal(["411000", "706000", "445710"], entry.Lines.Select(l => l.Account.Digits));
        Assert.Equal([12000, -10000, -2000], entry.Lines.Select(l => l.Amount.Cents));
        Assert.Equal(("DUPONT", "P1", "Facture", 2L),
            (entry.Lines[0].ThirdParty, entry.Lines[0].PieceRef, entry.Lines[0].Label, entry.Lines[0].Position));
    }

    public static readonly TheoryData<string, string> Encodings = new()
    {
        { "utf-8", "Théâtre – prêt à 5 €" }, { "utf-8-bom", "Théâtre – prêt à 5 €" },
        { "utf-16", "Théâtre – prêt à 5 €" }, { "utf-16BE", "Théâtre – prêt à 5 €" }, { "utf-16-unmarked", "Théâtre" },
        { "iso-8859-15", "Théâtre, œuvre à 5 €" }, { "windows-1252", "L’œuvre à 5 €" },
    };

    [Theory, MemberData(nameof(Encodings))]
    public void Every_encoding_is_recognised(string name, string label)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false), "utf-8-bom" => new UTF8Encoding(true),
            "utf-16-unmarked" => new UnicodeEncoding(false, false), _ => Encoding.GetEncoding(name),
        };
        var text = string.Join("\n", Header, Line("1", "411", "5,00", "", label: label),
            Line("1", "706", "", "5,00", label: label));

        var entry = Only(Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));

        Assert.Equal(label, entry.Lines[1].Label);
    }

    [Theory]
    [InlineData("\r\n"), InlineData("\n"), InlineData("\r"), InlineData("\n\n"), InlineData("\r\r\n")]
    public void Lines_end_as_they_like(string end)
    {
        Assert.Equal(3, Only(Read(Encoding.UTF8.GetBytes(string.Join(end, Sale.Prepend(Header)) + end + "\u001a")))
            .Lines.Count);
    }

    [Theory]
    [InlineData('|'), InlineData('\t'), InlineData(';')]
    public void The_separator_is_seen_in_the_header(char separator)
    {
        var text = string.Join("\n", Sale.Prepend(Header)).Replace('\t', separator);

        Assert.Equal(3, Only(Read(Encoding.UTF8.GetBytes(text))).Lines.Count);
    }

    [Fact]
    public void Columns_come_in_any_order_and_case_with_quotes_and_others_among_them()
    {
        var entry = Only(Read(Encoding.UTF8.GetBytes(
            "\"comptenum\"|\"Extra\"|\"CREDIT\"|\"debit\"|\"ecrituredate\"|"
            + "\"ecriturenum\"|\"journalcode\"|\"EcritureLib\"\n"
            + "\"512\"|\"x\"|\"\"|\"12,50\"|\"20250102\"|\"7\"|\"BQ\"|\"Dit \"\"le | Petit\"\"\"\n"
            + "\"411\"|\"x\"|\"12,50\"|\"0\"|\"20250102\"|\"7\"|\"BQ\"|\"Virement\"\n")));

        Assert.Equal(["Dit \"le | Petit\"", "Virement"], entry.Lines.Select(l => l.Label));
        Assert.Equal(1250, entry.Lines[0].Debit.Cents);
        Assert.Equal("BQ", entry.JournalLabel);
    }

    [Theory]
    [InlineData("D", "C"), InlineData("+1", "-1"), InlineData("1", "-1"), InlineData("d", "c")]
    public void Amount_and_side_may_stand_for_debit_and_credit(string debit, string credit)
    {
        var header = Header.Replace("Debit\tCredit", "Montant\tSens");

        var entry = Only(Read(
            Encoding.UTF8.GetBytes(string.Join("\n", header, Line("1", "411", "10,00", debit),
            Line("1", "706", "10,00", credit)))));

        Assert.Equal([1000, -1000], entry.Lines.Select(l => l.Amount.Cents));
    }

    [Theory]
    [InlineData("1234,56", 123456), InlineData("1234.56", 123456), InlineData("1 234,56", 123456),
        InlineData("1\u202f234,56", 123456)]
    [InlineData("1.234,56", 123456), InlineData("1,234.56", 123456), InlineData("1.234.567", 123456700),
        InlineData("+12,5", 1250)]
    [InlineData("12,3000", 1230), InlineData("", 0), InlineData("0", 0), InlineData(",5", 50),
        InlineData("-12,00", -1200), InlineData("12,00-", -1200)]
    public void Amounts_are_read_as_programs_write_them(string text, long cents)
    {
        Assert.True(FecValues.TryAmount(text, out var read));
        Assert.Equal(cents, read);
    }

    [Theory]
    [InlineData("12,345"), InlineData("douze"), InlineData("1e3"), InlineData("12,3,4x"), InlineData("-"),
        InlineData("."), InlineData("99999999999999999999")]
    public void What_is_no_amount_is_refused(string text) => Assert.False(FecValues.TryAmount(text, out _));

    [Fact]
    public void A_negative_amount_goes_to_the_other_side()
    {
        var entry = Only(Read(Line("1", "411", "-120,00", ""), Line("1", "706", "", "-120,00")));

        Assert.Equal((0, 12000), (entry.Lines[0].Debit.Cents, entry.Lines[0].Credit.Cents));
        Assert.Equal((12000, 0), (entry.Lines[1].Debit.Cents, entry.Lines[1].Credit.Cents));
    }

    [Theory]
    [InlineData("411DUPONT", "411000", "DUPONT"), InlineData("41100000", "411000", null),
        InlineData("4110001", "4110001", null)]
    [InlineData("401-MARTIN", "401000", "MARTIN"), InlineData("512000000000", "512000", null),
        InlineData("20", "200000", null)]
    [InlineData("4110000012345", "411000", "0000012345"), InlineData("70", "700000", null)]
    public void An_account_may_carry_its_third_party(string text, string account, string? thirdParty)
    {
        Assert.True(FecValues.TryAccount(text, out var read, out var behind));
        Assert.Equal((account, thirdParty), (read.Digits, behind));
    }

    [Theory]
    [InlineData("9DUPONT"), InlineData("901000"), InlineData("4"), InlineData("DUPONT"), InlineData(""),
        InlineData("61234567890123")]
    public void What_is_no_account_is_refused(string text) => Assert.False(FecValues.TryAccount(text, out _, out _));

    [Fact]
    public void Lines_of_an_entry_may_stand_apart()
    {
        var other = new[] { Line("2", "411", "5,00", ""), Line("2", "706", "", "5,00") };

        var items = Read(Sale[0], other[0], Sale[1], other[1], Sale[2]);

        Assert.Equal(["2", "1"], items.Cast<FecEntry>().Select(e => e.Number));
        Assert.Equal(3, ((FecEntry)items[1]).Lines.Count);
    }

    [Fact]
    public void The_same_number_on_another_day_or_in_another_journal_is_another_entry()
    {
        var items = Read([.. Sale, .. Sale.Select(l => l.Replace("20250131", "20250228")),
            .. Sale.Select(l => l.Replace("VT", "OD"))]);

        Assert.Equal(3, items.OfType<FecEntry>().Count());
    }

    [Fact]
    public void An_unbalanced_entry_is_rejected_with_the_difference_and_the_others_taken()
    {
        var items = Read([Line("9", "411", "10,00", ""), Line("9", "706", "", "9,00"), .. Sale]);

        Assert.Equal([2, 3], items.OfType<FecRejection>().Select(r => r.Line));
        Assert.Contains("différence 1,00", items.OfType<FecRejection>().First().Reason);
        Assert.Equal("1", Assert.Single(items.OfType<FecEntry>()).Number);
    }

    public static readonly TheoryData<string, string> WrongLines = new()
    {
        { Line("1", "411", "abc", ""), "débit « abc »" },
        { Line("1", "411", "", "1,234"), "crédit « 1,234 »" },
        { Line("1", "411", "1,00", "1,00"), "un débit et un crédit" },
        { Line("1", "9X", "1,00", ""), "n’est pas un compte" },
        { Line("1", "411", "1,00", "", date: "20250230"), "n’est pas une date" },
        { Line("1", "411", "1,00", "", date: ""), "n’est pas une date" },
        { Line("1", "411", "1,00", "", label: "a\tb"), "19 champs au lieu de 18" },
        { string.Join('\t', Line("1", "411", "1,00", "").Split('\t')[..12]), "12 champs au lieu de 18" },
    };

    [Theory, MemberData(nameof(WrongLines))]
    public void One_wrong_line_rejects_its_entry_whole(string wrong, string reason)
    {
        var items = Read(Sale[0], wrong, Sale[1], Sale[2]);

        Assert.Equal([2, 3, 4, 5], items.Cast<FecRejection>().Select(r => r.Line));
        Assert.Contains(reason, ((FecRejection)items[1]).Reason);
        Assert.Contains("rejetée en entier", ((FecRejection)items[0]).Reason);
    }

    [Fact]
    public void A_wrong_line_before_its_entry_takes_it_down_too()
    {
        var items = Read([Line("1", "411", "1,00", "", date: "2025"), .. Sale]);

        Assert.Equal(4, items.OfType<FecRejection>().Count());
    }

    [Fact]
    public void Lines_without_journal_or_number_are_rejected_alone()
    {
        var items = Read([Line("", "411", "1,00", ""), Line("1", "411", "1,00", "", journal: ""), .. Sale]);

        Assert.Equal(["Le numéro d’écriture est vide.", "Le code journal est vide."], items.OfType<FecRejection>()
            .Select(r => r.Reason));
        Assert.Single(items.OfType<FecEntry>());
    }

    [Fact]
    public void A_file_torn_at_any_place_gives_whole_entries_only()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join("\r\n",
            new[] { Header }.Concat(Sale)
                .Concat(Sale.Select(l => l.Replace("\t1\t", "\t2\t").Replace("Facture", "Théâtre")))) + "\r\n");
        for (var length = 0; length < bytes.Length; length++)
        {
            var entries = Read(bytes[..length]).OfType<FecEntry>().ToList();
            Assert.All(entries, e => Assert.Equal((3, 12000), (e.Lines.Count, e.Lines[0].Debit.Cents)));
            Assert.True(entries.Count <= 2);
        }
    }

    [Theory]
    [InlineData("", "vide"), InlineData("\r\n\r\n", "vide"), InlineData("PK\u0003\u0004 zip", "en-tête")]
    [InlineData("JournalCode\tJournalLib\tEcritureNum\n", "EcritureDate, CompteNum, Debit et Credit")]
    public void A_file_that_is_no_fec_says_what_is_missing(string text, string reason)
    {
        var rejection = Assert.IsType<FecRejection>(Assert.Single(Read(Encoding.UTF8.GetBytes(text))));

        Assert.Equal(1, rejection.Line);
        Assert.Contains(reason, rejection.Reason);
    }

    [Fact]
    public void A_file_without_header_in_the_order_of_the_law_is_read()
    {
        Assert.Equal(2, Only(Read(Encoding.UTF8.GetBytes(string.Join('\n', Sale)))).Lines[0].Position + 1);
    }

    [Fact]
    public void Control_signs_become_spaces()
    {
        Assert.Equal("a b", Only(Read(Line("1", "411", "1,00", "", label: "a\0b"), Line("1", "706", "", "1,00")))
            .Lines[0].Label);
    }

    [Fact]
    public void A_line_without_end_is_skipped_in_fixed_memory()
    {
        var text = Header + "\n" + new string('x', 200_000) + "\n" + string.Join('\n', Sale);

        var items = Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal(2, Assert.Single(items.OfType<FecRejection>()).Line);
        Assert.Single(items.OfType<FecEntry>());
    }
}
