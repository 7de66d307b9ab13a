using System.Text;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Banking.CamtSample;

namespace Essaim.Domain.Tests.Banking;

public sealed class Camt053Tests
{
    private const string German = "DE89370400440532013000";

    private static BankFile Read(string version, params string[] statements) =>
        BankFile.Read(Utf8(Document(version, statements)));

    [Fact]
    public void Version_08_gives_the_party_and_the_words_of_a_payment()
    {
        var file = Read("08", Statement("S1", "1000.00", "1240.50", Entry("240.5", reference: "A1", details:
            Payment08("F2026-0042", "240.50", "Jeanne Dupont", German, "Facture F2026-0042"), words: "VIREMENT RECU")));

        var statement = Assert.Single(file.Statements);
        var line = Assert.Single(statement.Lines);
        Assert.Empty(file.Faults);
        Assert.Equal((French, "S1"), (statement.Account.Iban!.Value.Text, statement.Reference));
        Assert.Equal(new BankBalance(Money.Euros(1000), new DateOnly(2026, 1, 1)), statement.Opening);
        Assert.Equal(new BankBalance(new Money(124_050), new DateOnly(2026, 1, 31)), statement.Closing);
        Assert.Equal((24_050L, "VIREMENT RECU Facture F2026-0042", "Jeanne Dupont", German),
            (line.Amount.Cents, line.Label, line.CounterpartyName, line.CounterpartyIban!.Value.Text));
        Assert.Equal(("F2026-0042", "A1", "PMNT/RCDT/ESCT"), (line.EndToEndId, line.BankReference, line.Kind));
        Assert.True(line.HasOwnReference);
        Assert.Empty(line.Details);
    }

    [Fact]
    public void Version_02_names_whom_a_debit_pays()
    {
        var file = Read("02", Statement("S1", "0.00", "-12.00", Entry("-12.00", status: "<Sts>BOOK</Sts>", details:
            Payment02("NOTPROVIDED", "12.00", "Papeterie", German, "Cahiers"))));
        var line = Assert.Single(file.Statements[0].Lines);
        Assert.Equal((-1_200L, "Cahiers", "Papeterie", null as string),
            (line.Amount.Cents, line.Label, line.CounterpartyName, line.EndToEndId));
        Assert.Empty(file.Faults);
    }

    [Fact]
    public void What_is_booked_at_once_is_one_line_with_its_payments()
    {
        const string batch = "<Btch><PmtInfId>PAIE-2026-01-SAL</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>";
        var file = Read("02", Statement("S1", "5000.00", "2000.00", Entry("-3000.00", words: "SALAIRES", details: batch
            + Payment02("P1", "1400.00", "Anne", German, "Salaire")
            + Payment02("P2", "1600.00", "Bob", German, "Salaire"))));
        var line = Assert.Single(file.Statements[0].Lines);
        Assert.Equal((-300_000L, "SALAIRES", "PAIE-2026-01-SAL"),
            (line.Amount.Cents, line.Label, line.PaymentBlockId));
        Assert.Null(line.CounterpartyName);
        Assert.Equal([("P1", -140_000L, "Anne"), ("P2", -160_000L, "Bob")],
            line.Details.Select(d => (d.EndToEndId!, d.Amount!.Value.Cents, d.CounterpartyName!)));
        Assert.Empty(file.Faults);
    }

    [Fact]
    public void A_transfer_that_comes_back_names_whom_it_was_for()
    {
        const string returned = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>";
        var file = Read("08", Statement("S1", "0.00", "50.00", Entry("50.00", details:
            Payment08("P7", "50.00", "CAE Les Ruches", French, "Retour", returned).Replace(
                "<Cdtr><Pty><Nm>CAE Les Ruches</Nm>", "<Cdtr><Pty><Nm>Paul Durand</Nm>"))));
        Assert.Equal(("Paul Durand", "Retour AC04"), (file.Statements[0].Lines[0].CounterpartyName,
            file.Statements[0].Lines[0].Label));
    }

    [Fact]
    public void Statements_of_several_accounts_are_told_apart()
    {
        var file = Read("08", Statement("S1", "0.00", "1.00", Entry("1.00")),
            Statement("S2", "-5.00", "-6.00", Entry("-1.00"), German));
        Assert.Equal([French, German], file.Statements.Select(s => s.Account.Iban!.Value.Text));
        Assert.Equal(-500, file.Statements[1].Opening!.Amount.Cents);
        Assert.Empty(file.Faults);
    }

    [Fact]
    public void An_announced_movement_waits_for_the_statement_that_books_it()
    {
        var file = Read("08", Statement("S1", "0.00", "1.00", Entry("1.00") + Entry("9.00", status:
            "<Sts><Cd>PDNG</Cd></Sts>")));
        Assert.Equal([100L], file.Statements[0].Lines.Select(l => l.Amount.Cents));
        Assert.Contains("annoncés", Assert.Single(file.Faults).Reason);
    }

    [Theory]
    [InlineData("12.345", "EUR", "2026-01-15", "12.345")]
    [InlineData("--12.00", "EUR", "2026-01-15", "")]
    [InlineData("-+5.00", "EUR", "2026-01-15", "+5.00")]
    [InlineData("99999999999999999999", "EUR", "2026-01-15", "montant")]
    [InlineData("1e3", "EUR", "2026-01-15", "montant")]
    [InlineData("12.00", "USD", "2026-01-15", "USD")]
    [InlineData("12.00", "EUR", "2026-02-31", "2026-02-31")]
    [InlineData("0.00", "EUR", "2026-01-15", "zéro")]
    public void A_wrong_movement_is_told_by_its_place_and_the_others_are_kept(
        string amount, string currency, string day, string word)
    {
        var wrong = Entry("1.00", day, currency: currency).Replace(">1.00<", $">{amount}<");
        var file = Read("08", Statement("S1", "0.00", "2.00", Entry("2.00") + wrong));
        Assert.Equal([200L], file.Statements[0].Lines.Select(l => l.Amount.Cents));
        var fault = Assert.Single(file.Faults);
        Assert.StartsWith("relevé 1, mouvement 2 (ligne ", fault.Place);
        Assert.Contains(word, fault.Reason);
    }

    [Fact]
    public void Balances_that_do_not_agree_are_told_with_both_figures()
    {
        var fault = Assert.Single(Read("08", Statement("S1", "10.00", "15.00", Entry("4.00"))).Faults);
        Assert.Equal("relevé 1", fault.Place);
        Assert.Contains("14,00", fault.Reason);
        Assert.Contains("15,00", fault.Reason);
    }

    [Fact]
    public void A_file_cut_in_the_middle_gives_what_stands_before()
    {
        var whole = Document("08", Statement("S1", "0.00", "3.00", Entry("1.00") + Entry("2.00")));
        var file = BankFile.Read(Utf8(whole[..(whole.LastIndexOf("<Ntry>", StringComparison.Ordinal) + 30)]));
        Assert.Equal([100L], Assert.Single(file.Statements).Lines.Select(l => l.Amount.Cents));
        Assert.Contains(file.Faults, f => f.Reason.Contains("coupé"));
        Assert.Contains(file.Faults, f => f.Reason.Contains("3,00"));
    }

    [Theory, InlineData("iso-8859-1"), InlineData("windows-1252"), InlineData("utf-16"), InlineData("utf-8")]
    public void The_encoding_that_the_file_is_really_in_is_found(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        var text = Document("08", Statement("S1", "0.00", "1.00", Entry("1.00", words: "Théâtre été")));
        foreach (var declared in new[] { name, "UTF-8", "klingon" })
        {
            var bytes = encoding.GetBytes(text.Replace("\"UTF-8\"", $"\"{declared}\""));
            var file = BankFile.Read([.. encoding.Preamble, .. bytes]);
            Assert.Equal("Théâtre été", file.Statements[0].Lines[0].Label);
            Assert.Empty(file.Faults);
        }
    }

    [Fact]
    public void A_statement_given_twice_is_taken_once()
    {
        var statement = Statement("S1", "0.00", "1.00", Entry("1.00"));
        var file = Read("08", statement, statement);
        Assert.Single(file.Statements);
        Assert.Contains("relevé 2", Assert.Single(file.Faults).Place);
    }

    [Fact]
    public void An_account_in_another_currency_is_refused_with_a_sentence() =>
        Assert.Contains("CHF", Assert.Throws<BrokenRuleException>(() =>
            Read("08", Statement("S1", "0.00", "1.00", Entry("1.00"), currency: "CHF"))).Message);
}
