using System.Text;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Banking.AnswerSample;

namespace Essaim.Domain.Tests.Banking;

public sealed class PaymentAnswerTests
{
    private static readonly PaymentOrder Order = new("O1", new DateTimeOffset(2026, 1, 30, 9, 0, 0, TimeSpan.Zero),
        "CAE Les Ruches", new Iban("FR7630006000011234567890189"), new DateOnly(2026, 2, 2),
        [Pay("P1"), Pay("P2"), Pay("S1", TransferPurpose.Salary)]);

    private static CreditTransfer Pay(string id, TransferPurpose purpose = TransferPurpose.Ordinary) =>
        new(id, Money.Euros(5), "Jeanne", new Iban("DE89370400440532013000"), "X", purpose);

    private static PaymentAnswer Read(string text) => PaymentAnswer.Read(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<PaymentState> States(string text) => Read(text).Of(Order).Select(o => o.State);

    [Fact]
    public void Each_transfer_is_told_accepted_rejected_or_pending_with_a_sentence()
    {
        var outcomes = Read(Mixed).Of(Order);
        Assert.Equal([("P1", PaymentState.Accepted), ("P2", PaymentState.Rejected), ("S1", PaymentState.Pending)],
            outcomes.Select(o => (o.EndToEndId!, o.State)));
        Assert.Equal("La banque a exécuté : votre compte est débité.", outcomes[0].Sentence);
        Assert.Equal("La banque refuse. Le compte est clos. Demandez un nouveau RIB au bénéficiaire. "
            + "Texte de la banque : « COMPTE CLOTURE ».", outcomes[1].Sentence);
        Assert.Equal(("RJCT", "AC04"), (outcomes[1].StatusCode, outcomes[1].ReasonCode));
    }

    [Theory, InlineData("03"), InlineData("10")]
    public void A_word_on_the_whole_order_holds_for_all_of_it(string version)
    {
        Assert.All(States(Answer(version, Group("O1", "ACCP"))), s => Assert.Equal(PaymentState.Accepted, s));
        var refused = Read(Answer(version, Group("O1", "RJCT", "AM04"))).Of(Order);
        Assert.All(refused, o => Assert.Equal((PaymentState.Rejected, "AM04"), (o.State, o.ReasonCode)));
        Assert.Contains("provision", refused[0].Sentence);
    }

    [Fact]
    public void A_block_that_is_refused_takes_its_transfers_with_it() => Assert.Equal(
        [PaymentState.Accepted, PaymentState.Accepted, PaymentState.Rejected],
        States(Answer("03", Group("O1", "PART"), Block("O1-VIR", "ACSP"), Block("O1-SAL", "RJCT"))));

    [Fact]
    public void A_refusal_of_the_order_is_not_undone_by_a_word_on_a_transfer() => Assert.All(
        States(Answer("10", Group("O1", "RJCT"), Block("O1-VIR", "", Transfer("P1", "ACCP")))),
        s => Assert.Equal(PaymentState.Rejected, s));

    [Fact]
    public void A_transfer_said_refused_and_accepted_is_refused() => Assert.Equal(PaymentState.Rejected,
        Read(Answer("10", "", Block("O1-VIR", "", Transfer("P1", "RJCT", "AC01"), Transfer("P1", "ACCP"))))
            .Of("P1", null).State);

    [Fact]
    public void Of_what_the_bank_does_not_speak_is_pending() =>
        Assert.Contains("ne dit rien", Read(Answer("10", Group("O1", ""))).Of("P1", "O1-VIR").Sentence);

    [Theory]
    [InlineData("AC01", "IBAN")] [InlineData("AC06", "bloqué")] [InlineData("AG01", "livret")]
    [InlineData("BE04", "adresse")] [InlineData("FF01", "format")] [InlineData("MD07", "décédé")]
    [InlineData("MS03", "raison")] [InlineData("RC01", "BIC")] [InlineData("RR04", "règle")]
    [InlineData("ZZ99", "Motif ZZ99.")]
    public void A_reason_is_a_sentence_or_its_code(string code, string word) => Assert.Contains(word,
        Read(Answer("10", "", Block("O1-VIR", "", Transfer("P1", "RJCT", code)))).Of("P1", null).Sentence);

    [Fact]
    public void A_status_that_nobody_knows_is_pending_and_shown()
    {
        var outcome = Read(Answer("10", "", Block("O1-VIR", "", Transfer("P1", "QQQQ")))).Of("P1", null);
        Assert.Equal(PaymentState.Pending, outcome.State);
        Assert.Contains("QQQQ", outcome.Sentence);
    }

    [Fact]
    public void A_transfer_without_a_name_is_left_to_a_person() => Assert.Equal(PaymentState.Rejected,
        Assert.Single(Read(Answer("10", "", Block("X", "", Transfer("NOTPROVIDED", "RJCT")))).Unnamed).State);

    [Fact]
    public void The_answer_to_another_order_is_refused() => Assert.Contains("O2",
        Assert.Throws<BrokenRuleException>(() => Read(Answer("10", Group("O2", "ACCP"))).Of(Order)).Message);

    [Fact]
    public void An_answer_that_is_cut_is_refused_whole()
    {
        for (var length = 1; length < Mixed.Length; length++)
            Assert.Throws<BrokenRuleException>(() => Read(Mixed[..length]));
    }

    [Fact]
    public void What_is_no_answer_or_defines_a_type_is_refused()
    {
        Assert.Contains("pain.002", Assert.Throws<BrokenRuleException>(() => Read("<Document/>")).Message);
        Assert.Throws<BrokenRuleException>(() => Read("Date;Montant"));
        Assert.Throws<BrokenRuleException>(() => Read(Mixed.Replace("<Document",
            "<!DOCTYPE Document [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Document")));
    }
}
