using System.Text;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Banking.CfonbSample;

namespace Essaim.Domain.Tests.Banking;

public sealed class CfonbTests
{
    private static readonly string[] January =
    [
        Old("311225", 100_000),
        Movement("150126", 24_050, "VIR SEPA DUPONT JEANNE", value: "160126"),
        More("150126", "NPY", "DUPONT JEANNE"),
        More("150126", "LIB", "FACTURE F2026-0042"),
        More("150126", "LCC", "SOLDE DU CHANTIER"),
        More("150126", "RCN", "F2026-0042".PadRight(35) + "OTHR"),
        More("150126", "REF", "BQ778899"),
        Movement("200126", -1_999, "PRLV SEPA OPERATEUR", kind: "B1", reference: "REFBANQUE1"),
        More("200126", "NBE", "OPERATEUR SA"),
        New("310126", 122_051),
    ];

    private static byte[] Latin(IEnumerable<string> records, string end = "\r\n") =>
        Encoding.Latin1.GetBytes(string.Concat(records.Select(r => r + end)));

    private static BankFile Read(IEnumerable<string> records, string end = "\r\n") =>
        BankFile.Read(Latin(records, end));

    [Fact]
    public void Balances_movements_and_their_complements_are_read()
    {
        var file = Read(January);

        var statement = Assert.Single(file.Statements);
        Assert.Empty(file.Faults);
        Assert.Equal(BankFileFormat.Cfonb120, file.Format);
        Assert.Equal("FR7630006000011234567890189", statement.Account.Iban!.Value.Text);
        Assert.Equal(new BankBalance(Money.Euros(1000), new DateOnly(2025, 12, 31)), statement.Opening);
        Assert.Equal(new BankBalance(new Money(122_051), new DateOnly(2026, 1, 31)), statement.Closing);
        var first = statement.Lines[0];
        Assert.Equal((new DateOnly(2026, 1, 15), new DateOnly(2026, 1, 16), 24_050L),
            (first.BookedOn, first.ValueDate!.Value, first.Amount.Cents));
        Assert.Equal("VIR SEPA DUPONT JEANNE FACTURE F2026-0042 SOLDE DU CHANTIER", first.Label);
        Assert.Equal(("DUPONT JEANNE", "F2026-0042", "BQ778899", "05"),
            (first.CounterpartyName, first.EndToEndId, first.BankReference, first.Kind));
        Assert.False(first.HasOwnReference);
        Assert.Equal((-1_999L, "OPERATEUR SA", "REFBANQUE1", "B1"), (statement.Lines[1].Amount.Cents,
            statement.Lines[1].CounterpartyName, statement.Lines[1].BankReference, statement.Lines[1].Kind));
    }

    [Theory]
    [InlineData("0000000000001A", 11)]
    [InlineData("0000000000001{", 10)]
    [InlineData("0000000000001I", 19)]
    [InlineData("0000000000001J", -11)]
    [InlineData("0000000000001}", -10)]
    [InlineData("0000000000001R", -19)]
    public void The_last_digit_carries_the_sign(string written, long cents)
    {
        var movement = Movement("150126", 1, "X");
        var file = Read([movement[..90] + written + movement[104..]]);
        Assert.Equal(cents, Assert.Single(file.Statements[0].Lines).Amount.Cents);
    }

    [Theory, InlineData("\n"), InlineData("\r\n"), InlineData("\r"), InlineData("")]
    public void Line_ends_of_any_kind_or_none_give_the_same(string end)
    {
        var file = Read(January, end);
        Assert.Equal([24_050L, -1_999L], Assert.Single(file.Statements).Lines.Select(l => l.Amount.Cents));
        Assert.Empty(file.Faults);
    }

    [Theory, InlineData("iso-8859-1"), InlineData("windows-1252"), InlineData("utf-8"), InlineData("utf-8-mark")]
    public void Accents_are_read_in_any_encoding(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = name == "utf-8-mark" ? new UTF8Encoding(true) : name == "utf-8" ? new UTF8Encoding(false)
            : Encoding.GetEncoding(name);
        string[] records = [Old("010126", 0), Movement("150126", 100, "CHÈQUE FÊTE"), New("310126", 100)];
        byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes(string.Join("\n", records))];
        var file = BankFile.Read(bytes);
        Assert.Equal("CHÈQUE FÊTE", Assert.Single(file.Statements[0].Lines).Label);
        Assert.Empty(file.Faults);
    }

    [Fact]
    public void Lines_that_lost_the_blanks_at_their_end_are_whole()
    {
        var file = Read(January.Select(r => r.TrimEnd()), "\n\n");
        Assert.Equal(2, Assert.Single(file.Statements).Lines.Count);
        Assert.Empty(file.Faults);
    }

    [Fact]
    public void A_file_holds_several_accounts()
    {
        var file = Read([.. January, Old("311225", -500, "00000000002"), Movement("020126", 500, "A", account:
            "00000000002"), New("310126", 0, "00000000002")]);
        Assert.Equal(["12345678901", "00000000002"], file.Statements.Select(s => s.Account.Text[^11..]));
        Assert.Equal(-500, file.Statements[1].Opening!.Amount.Cents);
        Assert.Empty(file.Faults);
    }

    [Fact]
    public void A_torn_movement_is_told_by_line_and_takes_its_complements_with_it()
    {
        var torn = (string[])January.Clone();
        torn[7] = torn[7][..95];
        var file = Read(torn);
        Assert.Single(file.Statements[0].Lines);
        Assert.Equal("DUPONT JEANNE", file.Statements[0].Lines[0].CounterpartyName);
        Assert.Equal("ligne 8", file.Faults[0].Place);
        Assert.Contains("1\u202f240,50", file.Faults[1].Reason);
        Assert.Contains("1\u202f220,51", file.Faults[1].Reason);
        Assert.Equal(2, file.Faults.Count);
    }

    [Theory]
    [InlineData(90, "000000000000--", "montant")]
    [InlineData(34, "310226", "n’est pas une date")]
    [InlineData(16, "USD", "USD")]
    [InlineData(19, "x", "montant")]
    [InlineData(0, "09", "enregistrement")]
    public void A_wrong_field_is_told_with_what_is_wrong(int at, string wrong, string word)
    {
        var records = (string[])January.Clone();
        records[1] = records[1][..at] + wrong + records[1][(at + wrong.Length)..];
        var file = Read(records);
        Assert.Equal("ligne 2", file.Faults[0].Place);
        Assert.Contains(word, file.Faults[0].Reason);
        Assert.Equal([-1_999L], file.Statements[0].Lines.Select(l => l.Amount.Cents));
    }

    [Fact]
    public void An_amount_with_three_decimals_is_taken_only_when_the_third_is_zero()
    {
        string Thousandths(long value) => Movement("150126", value, "X").Remove(19, 1).Insert(19, "3");
        var file = Read([Thousandths(12_340), Thousandths(12_345)]);
        Assert.Equal([1_234L], file.Statements[0].Lines.Select(l => l.Amount.Cents));
        Assert.Contains(file.Faults, f => f.Place == "ligne 2");
    }

    [Fact]
    public void A_statement_without_its_end_is_kept_and_told()
    {
        var file = Read(January[..^1]);
        Assert.Equal(2, Assert.Single(file.Statements).Lines.Count);
        Assert.Null(file.Statements[0].Closing);
        Assert.Contains("nouveau solde manque", Assert.Single(file.Faults).Reason);
    }

    [Fact]
    public void An_account_in_dollars_is_told_and_the_others_are_kept()
    {
        var file = Read([Old("311225", 0, "00000000009", "USD"), Movement("020126", 5, "X", account: "00000000009",
            currency: "USD"), New("310126", 5, "00000000009", "USD"), .. January]);
        Assert.Single(file.Statements);
        Assert.Contains("USD", Assert.Single(file.Faults).Reason);
    }
}
