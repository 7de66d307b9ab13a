using Essaim.Domain.Activities;
using Essaim.Domain.People;
using Xunit;

namespace Essaim.Domain.Tests.Activities;

public class MayInvoiceTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly InvoicingRule Strict = new(SupportAgreement: false, ContractNeeded: true);

    private static Contract Of(ContractKind kind, DateOnly first, DateOnly? last = null) =>
        new() { PersonId = 1, Kind = kind, FirstDay = first, LastDay = last };

    [Theory]
    [InlineData(ContractKind.Cape)]
    [InlineData(ContractKind.Cesa)]
    [InlineData(ContractKind.PermanentStaff)]
    [InlineData(ContractKind.FixedTermStaff)]
    public void A_running_contract_allows_an_invoice_from_its_first_day_to_its_last(ContractKind kind)
    {
        Assert.True(On(Strict, Of(kind, Day, Day)).IsAllowed);
        Assert.False(On(Strict, Of(kind, Day.AddDays(1), Day.AddDays(9))).IsAllowed);
        Assert.False(On(Strict, Of(kind, Day.AddDays(-9), Day.AddDays(-1))).IsAllowed);
    }

    [Fact]
    public void A_contract_to_come_says_from_when() =>
        Assert.Contains("(Cape) ne commence que le 1er\u00a0décembre 2026",
            On(InvoicingRule.Usual, Of(ContractKind.Cape, new DateOnly(2026, 12, 1))).Sentence);

    [Fact]
    public void The_last_contract_that_ended_is_named_and_the_management_may_ratify()
    {
        var right = On(InvoicingRule.Usual, Of(ContractKind.SupportAgreement, new(2025, 1, 1), new(2025, 6, 30)),
            Of(ContractKind.Cape, new(2025, 7, 1), new(2026, 6, 30)));
        Assert.Contains("(Cape) a pris fin le 30\u00a0juin 2026", right.Sentence);
        Assert.EndsWith("la gérance peut ratifier la facturation, en disant pourquoi.", right.Sentence);
    }

    [Fact]
    public void A_support_agreement_allows_what_the_co_op_decided()
    {
        var agreement = Of(ContractKind.SupportAgreement, new(2026, 1, 1));
        Assert.True(On(InvoicingRule.Usual, agreement).IsAllowed);
        Assert.False(On(Strict, agreement).IsAllowed);
        Assert.True(On(Strict, agreement, Of(ContractKind.Cape, Day)).IsAllowed);
    }

    [Fact]
    public void Without_any_known_contract_it_is_told_and_stopped_only_where_the_co_op_decided_so()
    {
        Assert.True(On(InvoicingRule.Usual).IsAllowed);
        Assert.Contains("Aucun contrat", On(InvoicingRule.Usual).Sentence);
        Assert.False(On(Strict).IsAllowed);
    }

    private static MayInvoice On(InvoicingRule rule, params Contract[] contracts) =>
        MayInvoice.On(Day, "Jeanne Morel", contracts, rule);
}
