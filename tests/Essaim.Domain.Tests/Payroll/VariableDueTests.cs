using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Payroll.Pay;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>What a year still owes by the clause, and the payslip that pays it.</summary>
public sealed class VariableDueTests
{
    private static readonly VariableClause All = new(Rate.Percent(100), Rate.Zero, Money.Zero);
    private static readonly Month July = new(2026, 7);

    [Fact]
    public void What_is_left_goes_to_the_coop_first_and_the_share_of_the_rest_is_pay()
    {
        // 20,000 − 3,000 − 2,000 − 9,000 = 6,000, less 500 that lacked before: 5,500. Left: 10 % and 100, 650.
        // Of the 4,850 left 80 % are pay, 3,880; 970 stay in the activity.
        var due = VariableDue.Of(Figures(9000, -500),
            new VariableClause(Rate.Percent(80), Rate.Percent(10), Money.Euros(100)));
        Assert.Equal((Euros(5500), Euros(650), Euros(3880), Euros(970), Money.Zero),
            (due.Figures.Base, due.Left, due.Cost, due.Kept, due.CarriedOn));
    }

    [Fact]
    public void What_lacks_is_carried_on_and_takes_nothing_back()
    {
        // 15,000 before pay; 15,400 of pay; 200 lacked before.
        var due = VariableDue.Of(Figures(15_400, -200), All);
        Assert.Equal((Money.Zero, Euros(-600), Money.Zero, Money.Zero), (due.Cost, due.CarriedOn, due.Left, due.Kept));
    }

    [Fact]
    public void A_sum_left_never_exceeds_what_there_is() =>
        Assert.Equal((Euros(1000), Money.Zero, Money.Zero), VariableDue.Of(Figures(14_000, 0),
            All with { LeftAmount = Money.Euros(5000) }) is var due ? (due.Left, due.Cost, due.Kept) : default);

    [Fact]
    public void The_figures_are_those_of_the_activity_account_without_the_debt_itself()
    {
        AccountBalance Of(string account, long debit, long credit) =>
            new(new AccountNumber(account), new ActivityId(2), null, Money.Euros(debit), Money.Euros(credit));
        var figures = VariableFigures.From(
        [
            Of("706", 0, 20_000), Of("604", 2400, 0), Of("681", 600, 0), Of("1861", 2000, 0), Of("6411", 7000, 0),
            Of("6412", 500, 0), Of("645", 2500, 0), Of("4286", 0, 800), Of("411", 500, 0),
        ], Euros(-500), Euros(1000));
        Assert.Equal(Figures(9000, -500) with { LeaveProvision = Euros(500), RiskProvision = Euros(600) }, figures);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(101, 0, 0)]
    [InlineData(50, 101, 0)]
    [InlineData(50, 0, -1)]
    public void A_clause_that_shares_more_than_there_is_is_refused(int share, int left, int amount) =>
        Assert.Throws<BrokenRuleException>(() => new VariableClause(
            Rate.Percent(share), Rate.Percent(left), Money.Euros(amount)).Checked());

    [Theory]
    [InlineData(2500)]
    [InlineData(900)]
    [InlineData(0)]
    public void The_debt_at_closing_holds_the_pay_that_the_last_payslip_could_have_held_besides(int pay)
    {
        var year = new YearToDate(2026);
        for (var month = 1; month < 12; month++)
            year = Calculator.ForGross(At(month, year), Money.Euros(pay)).YearToDate;
        var last = Calculator.ForGross(At(12, year), Money.Euros(pay));
        var due = VariableDue.Of(Figures(12_500, 0), All);
        Assert.Equal(Euros(2500), due.Cost);
        var gross = due.GrossAt(Calculator, At(12, last.YearToDate), last.Gross);
        var together = Calculator.ForGross(At(12, year), Money.Euros(pay) + gross);
        // Each of some thirty lines is rounded once more when the two are apart. The year's coefficient has four
        // decimals: a step of it moves the cost by 0.0001 of the year's pay, some 1.30 that no pay reaches.
        Assert.InRange((together.TotalCost - last.TotalCost - due.Cost).Cents, -150, 20);
        Assert.Equal(Money.Zero,
            VariableDue.Of(Figures(15_000, 0), All).GrossAt(Calculator, At(12, year), last.Gross));
    }

    [Theory]
    [InlineData(1500, 1448.78)]
    [InlineData(2500, 2157.56)]
    [InlineData(3500, 2716.20)]
    public void A_settlement_alone_is_the_highest_pay_that_its_cost_holds(int cost, decimal gross)
    {
        // The grosses are those of docs/field/payroll.md, from the State's model.
        var paid = VariablePayment.Of(Calculator, July2026, new MonthElements(July, Money.Zero), null,
            Money.Euros(cost), 2025);
        Assert.Equal(Euros(gross), paid.Gross);
        Assert.Equal("Solde de la part variable 2025", paid.Payslip.Element(PayElementKind.VariableSettlement).Label);
        Assert.Equal(paid.Payslip.TotalCost, paid.Cost);
        Assert.InRange(paid.Rest.Cents, 0, 20);
    }

    [Fact]
    public void Beside_fixed_pay_and_a_refund_it_costs_what_is_due_and_leaves_the_rest_as_it_was()
    {
        var month = new MonthElements(July, Money.Euros(1000)) { Mileage = Euros(42.32m) };
        var without = Calculator.ForMonthCost(July2026, month, Money.Euros(1800));
        var paid = VariablePayment.Of(Calculator, July2026, month, without, Money.Euros(900), 2025);
        Assert.Equal((Euros(1000), without.Of(PayElementKind.VariablePay)),
            (paid.Payslip.Of(PayElementKind.FixedPay), paid.Payslip.Of(PayElementKind.VariablePay)));
        Assert.Equal(paid.Payslip.TotalCost - without.TotalCost, paid.Cost);
        Assert.InRange(paid.Rest.Cents, 0, 20);
        var more = Calculator.ForMonth(July2026, month with
        {
            VariablePay = without.Of(PayElementKind.VariablePay), Settlement = new NamedSum("x", paid.Gross + Euros(1)),
        });
        Assert.True(more.TotalCost - without.TotalCost > paid.Due);
    }

    private static PayTerms July2026 => Pay.July;

    private static PayTerms At(int month, YearToDate year) =>
        new(new DateOnly(2026, month, 1)) { YearToDate = year };

    private static VariableFigures Figures(int pay, int carried) => new(Money.Euros(20_000), Money.Zero,
        Money.Euros(2000), Money.Euros(3000), Money.Euros(pay), Money.Zero, Money.Zero, Money.Euros(carried));
}
