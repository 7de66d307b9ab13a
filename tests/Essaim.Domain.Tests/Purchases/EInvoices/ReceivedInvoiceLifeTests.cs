using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using static Essaim.Domain.Purchases.EInvoices.ReceivedInvoiceStatus;

namespace Essaim.Domain.Tests.Purchases.EInvoices;

/// <summary>The statuses of a received invoice, and which may follow which.</summary>
public sealed class ReceivedInvoiceLifeTests
{
    /// <summary>
    /// After a life that ended with the first code, the codes that may follow, written by hand from XP Z12-014 annex B,
    /// 1.2: transmission in order, treatment in any order, nothing after an end.
    /// </summary>
    public static TheoryData<string, string> Following => new()
    {
        { "", "200 201 202 203 213" },
        { "200", "201 202 203 213" },
        { "201", "202 203 213" },
        { "202", "203 204 205 206 207 208 210 211 212 220" },
        { "203", "204 205 206 207 208 210 211 212 220" },
        { "203 204", "205 206 207 208 210 211 212 220" },
        { "203 205", "206 207 208 210 211 212 220" },
        { "203 206", "205 207 208 210 211 212 220" },
        { "203 207", "205 206 208 210 211 212 220" },
        { "203 208", "205 206 207 209 210 211 212 220" },
        { "203 208 209", "205 206 207 208 210 211 212 220" },
        { "203 205 211", "205 206 207 208 210 211 212 220" },
        { "203 205 211 212", "205 206 207 208 210 211 212 220" },
        { "203 210", "220" },
        { "203 210 220", "" },
        { "203 220", "" },
        { "213", "" },
    };

    [Theory, MemberData(nameof(Following))]
    public void What_may_follow_is_what_the_norm_says(string life, string following) =>
        Assert.Equal(following, string.Join(' ', Lived(life).Next.Select(s => s.Code)));

    [Fact]
    public void Every_status_that_may_follow_can_be_set_and_every_other_is_refused()
    {
        foreach (var row in Following)
            foreach (var status in All)
            {
                var life = Lived(row.Data.Item1);
                if (life.MayFollow(status))
                    Assert.Same(status, Set(life, status).Status);
                else
                    Assert.Throws<BrokenRuleException>(() => Set(life, status));
            }
    }

    [Fact]
    public void We_set_seven_statuses_and_never_those_of_others()
    {
        Assert.Equal([204, 205, 206, 207, 208, 210, 211],
            All.Where(s => s.Sender == StatusSender.Buyer).Select(s => s.Code));
        Assert.Equal([209, 212, 220], All.Where(s => s.Sender == StatusSender.Seller).Select(s => s.Code));
        Assert.All(Lived("203").OursNext, s => Assert.Equal(StatusSender.Buyer, s.Sender));
    }

    [Fact]
    public void Four_statuses_go_to_the_state() =>
        Assert.Equal([200, 210, 212, 213], All.Where(s => s.IsObligatory).Select(s => s.Code));

    [Fact]
    public void A_reason_is_asked_for_partial_approval_dispute_suspension_and_refusal() =>
        Assert.Equal([206, 207, 208, 210], All.Where(s => s.Reasons.Count > 0).Select(s => s.Code));

    [Fact]
    public void A_refusal_without_a_reason_is_not_sent() =>
        Says("demande un motif", () => Lived("203").With(Refused));

    [Fact]
    public void A_reason_of_another_status_is_not_taken()
    {
        var lacking = Suspended.Reasons.Single(r => r.Code == "JUSTIF_ABS");
        Says("ne va pas avec", () => Lived("203").With(Refused, lacking));
    }

    [Fact]
    public void Another_reason_must_be_explained()
    {
        var other = Disputed.Reasons.Single(r => r.Code == "AUTRE");
        Says("explication", () => Lived("203").With(Disputed, other, " "));
        Assert.Equal("Colis ouvert", Lived("203").With(Disputed, other, "Colis ouvert").Steps[^1].Words);
    }

    [Fact]
    public void A_refusal_takes_only_the_reasons_of_refusals() => Assert.Equal(
        ["ADR_ERR", "CALCUL_ERR", "CMD_ERR", "CONTRAT_TERM", "DEST_ERR", "DOUBLE_FACT", "DOUBLON", "EMMET_INC",
            "MONTANTTOTAL_ERR", "NON_CONFORME", "REF_CT_ABSENT", "TRANSAC_INC", "TX_TVA_ERR"],
        Refused.Reasons.Select(r => r.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void An_invoice_paid_first_can_be_disputed_and_refused_after() =>
        Assert.Equal(Refused, Lived("202 203 211 212 207 210").Status);

    [Fact]
    public void A_refusal_says_that_the_seller_makes_another_invoice_under_another_number() =>
        Assert.Contains("autre numéro", Refused.Tells);

    [Fact]
    public void A_status_that_we_do_not_keep_is_refused_with_a_sentence() => Says("plateforme", () => Of(225));

    private static ReceivedInvoiceLife Lived(string codes) => codes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(ReceivedInvoiceLife.Empty, (life, code) => Set(life, Of(int.Parse(code))));

    private static ReceivedInvoiceLife Set(ReceivedInvoiceLife life, ReceivedInvoiceStatus status) =>
        life.With(status, status.Reasons.FirstOrDefault(), "parce que");

    private static void Says(string part, Func<object> act) =>
        Assert.Contains(part, Assert.Throws<BrokenRuleException>(act).Message);
}
