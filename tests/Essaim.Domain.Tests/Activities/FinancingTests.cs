using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Activities;

public sealed class FinancingTests
{
    private static readonly DateOnly First = new(2026, 1, 31);

    [Fact]
    public void A_loan_of_three_months_is_paid_back_to_the_cent()
    {
        // 1,000 at 12 % a year: r = 1 %, 1.01³ = 1.030301, 1,000 × 0.01030301 ÷ 0.030301 = 340.0221.
        // 10.00 on 1,000; 6.70 on 669.98; 3.37 on 336.66, which the last one pays back whole.
        var all = Loan(1000, 12, 3).Instalments();
        Assert.Equal([(330.02m, 10.00m), (333.32m, 6.70m), (336.66m, 3.37m)],
            all.Select(i => (i.Principal.ToDecimal(), i.Charge.ToDecimal())));
        Assert.Equal([First, new DateOnly(2026, 2, 28), new DateOnly(2026, 3, 31)], all.Select(i => i.Due));
    }

    [Theory]
    [InlineData(1000, 0, 3)]
    [InlineData(0.05, 12, 12)]
    [InlineData(25_000, 3.45, 84)]
    [InlineData(180_000, 4.9, 360)]
    public void What_is_paid_back_adds_up_to_the_loan(decimal amount, decimal rate, int months)
    {
        var all = Loan(amount, rate, months).Instalments();
        Assert.Equal((months, Eur(amount)), (all.Count, all.Sum(i => i.Principal)));
        Assert.All(all, i => Assert.False(i.Principal.IsNegative || i.Charge.IsNegative));
        Assert.Single(all.SkipLast(1).Select(i => i.Total).Distinct()); // the last takes what rounding left
    }

    [Fact]
    public void A_lease_has_the_same_rent_each_month() => Assert.Equal(
        [(Eur(0), Eur(200), Eur(40)), (Eur(0), Eur(200), Eur(40))],
        new FinancingTerms(FinancingKind.Lease, Eur(200), Rate.Zero, Eur(40), 2, First).Instalments()
            .Select(i => (i.Principal, i.Charge, i.Vat)));

    [Fact]
    public void Terms_refuse_what_no_lender_writes()
    {
        Assert.Throws<BrokenRuleException>(() => Loan(0, 3, 12));
        Assert.Throws<BrokenRuleException>(() => Loan(100, -1, 12));
        Assert.Throws<BrokenRuleException>(() => Loan(100, 51, 12));
        Assert.Throws<BrokenRuleException>(() => Loan(100, 3, 0));
        Assert.Throws<BrokenRuleException>(() => Loan(100, 3, 361));
    }

    [Fact]
    public void An_instalment_is_a_debt_of_the_activity_to_the_lender()
    {
        var entry = FinancingPosting.Instalment(A, Supplier, Loan(1000, 12, 3).Instalments()[0], Day, "Échéance 1",
            new DocumentRef("financing-due", 1001));
        Assert.Equal([(Accounts.Loans, Eur(330.02m)), (Accounts.Interest, Eur(10)),
            (Accounts.Suppliers, Eur(-340.02m))], entry.Lines.Select(l => (l.Account, l.Amount)));
        Assert.All(entry.Lines, l => Assert.Equal(A, l.Activity));
    }

    private static FinancingTerms Loan(decimal amount, decimal percent, int months) =>
        new(FinancingKind.Loan, Eur(amount), Rate.Percent(percent), Money.Zero, months, First);
}
