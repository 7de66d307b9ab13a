using System.Text;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Banking.OfxSample;

namespace Essaim.Domain.Tests.Banking;

public sealed class OfxTests
{
    private static readonly string Two = SgmlMovement("+240,50", "20260115", "202601150001", "VIR DUPONT", "FACTURE 42")
        + SgmlMovement("-19.99", "20260120120000[+1:CET]", "202601200001", "PRLV OPÉRATEUR & CIE < 20", kind: "DEBIT");

    private static BankFile Read(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return BankFile.Read(Encoding.GetEncoding(1252).GetBytes(text));
    }

    [Fact]
    public void Version_1_is_read_without_closing_tags()
    {
        var file = Read(Sgml(Two));
        var statement = Assert.Single(file.Statements);
        Assert.Empty(file.Faults);
        Assert.Equal("FR7630006000011234567890189", statement.Account.Iban!.Value.Text);
        Assert.Null(statement.Opening);
        Assert.Equal(new BankBalance(new Money(124_050), new DateOnly(2026, 1, 31)), statement.Closing);
        Assert.Equal([(24_050L, "VIR DUPONT FACTURE 42", "202601150001", "CREDIT", 15),
            (-1_999L, "PRLV OPÉRATEUR & CIE < 20", "202601200001", "DEBIT", 20)], statement.Lines.Select(l =>
            (l.Amount.Cents, l.Label, l.BankReference!, l.Kind!, l.BookedOn.Day)));
        Assert.True(statement.Lines.All(l => l.HasOwnReference));
    }

    [Fact]
    public void Version_2_is_read_on_one_line_with_its_entities()
    {
        var file = BankFile.Read(Encoding.UTF8.GetBytes(Xml(
            XmlMovement("-5.00", "20260115", "1", "Café &amp; Thé", "<CHECKNUM>0012345</CHECKNUM>")
            + XmlMovement("-7.00", "20260116", "2", "X", "<CURRENCY><CURSYM>USD</CURSYM></CURRENCY>"))));
        var line = Assert.Single(file.Statements[0].Lines);
        Assert.Equal(("Café & Thé", "0012345", -500L), (line.Label, line.EntryNumber, line.Amount.Cents));
        Assert.Equal("FR7630006000011234567890189", file.Statements[0].Account.Iban!.Value.Text);
        Assert.StartsWith("relevé 1, mouvement 2", Assert.Single(file.Faults).Place);
    }

    [Fact]
    public void A_movement_whose_end_is_missing_ends_where_the_next_begins()
    {
        var file = Read(Sgml(Two.Replace("</STMTTRN>", "")));
        Assert.Equal([24_050L, -1_999L], file.Statements[0].Lines.Select(l => l.Amount.Cents));
    }

    [Fact]
    public void A_payee_names_the_counterparty_and_an_account_of_another_shape_stays_text()
    {
        var file = Read(Sgml(SgmlMovement("1.00", "20260115", "1", "X").Replace("<NAME>X",
            "<PAYEE>\r\n<NAME>Jeanne\r\n<CITY>Lyon\r\n</PAYEE>"), account: "<BANKID>123\r\n<ACCTID>AB-7"));
        Assert.Equal("Jeanne", file.Statements[0].Lines[0].CounterpartyName);
        Assert.Equal(("123 AB-7", null), (file.Statements[0].Account.Text, file.Statements[0].Account.Iban));
    }

    [Theory]
    [InlineData("<TRNAMT>+240,50", "<TRNAMT>1.234", "1.234")]
    [InlineData("<TRNAMT>+240,50", "<TRNAMT>--1", "--1")]
    [InlineData("<DTPOSTED>20260115", "<DTPOSTED>20260231", "20260231")]
    [InlineData("<DTPOSTED>20260115", "", "date")]
    public void A_wrong_movement_is_told_and_the_others_are_kept(string right, string wrong, string word)
    {
        var file = Read(Sgml(Two.Replace(right, wrong)));
        Assert.Equal([-1_999L], file.Statements[0].Lines.Select(l => l.Amount.Cents));
        Assert.Contains(word, Assert.Single(file.Faults).Reason);
        Assert.StartsWith("relevé 1, mouvement 1 (ligne 36)", file.Faults[0].Place);
    }

    [Fact]
    public void A_cut_file_gives_what_stands_before()
    {
        var text = Sgml(Two);
        var file = Read(text[..text.IndexOf("<FITID>202601200001", StringComparison.Ordinal)]);
        Assert.Equal([24_050L], file.Statements[0].Lines.Select(l => l.Amount.Cents));
        Assert.Equal(["relevé 1, mouvement 2 (ligne 44)", "relevé 1"], file.Faults.Select(f => f.Place));
    }

    [Fact]
    public void A_document_type_is_refused() => Assert.Contains("définition", Assert.Throws<BrokenRuleException>(() =>
        Read("<?xml version=\"1.0\"?><!DOCTYPE OFX [<!ENTITY a \"b\">]><OFX></OFX>")).Message);

    [Fact]
    public void An_account_in_another_currency_is_refused_with_a_sentence() =>
        Assert.Contains("USD", Assert.Throws<BrokenRuleException>(() => Read(Sgml(Two, currency: "USD"))).Message);
}
