using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Payroll.Pay;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>
/// The elements of a month, each worked out by hand. July 2026 has 31 days, its monthly minimum wage is
/// 12.31 × 1820 ÷ 12 = 1,867.01666… and its ceiling 4,005.
/// </summary>
public sealed class MonthElementsTests
{
    private static readonly Month OfJuly = new(2026, 7);
    private static readonly MonthElements Plain = new(OfJuly, Money.Euros(2480));

    [Fact]
    public void A_month_with_nothing_else_than_its_fixed_pay_is_the_plain_payslip()
    {
        var (month, plain) = (Calculator.ForMonth(July, Plain), Slip(July, 2480));
        Assert.Equal(plain.Lines, month.Lines);
        Assert.Equal((plain.NetPay, plain.TotalCost, plain.GeneralReduction),
            (month.NetPay, month.TotalCost, month.GeneralReduction));
        Assert.Equal(plain.YearToDate, month.YearToDate);
    }

    [Fact]
    public void Fixed_variable_and_bonuses_are_lines_of_the_gross_pay()
    {
        var slip = Calculator.ForMonth(July, Plain with
        {
            VariablePay = Euros(300.10m), Bonuses = [new("Prime de fin de chantier", Euros(150)), new("Autre", new(5))],
        });
        Assert.Equal([Euros(2480), Euros(300.10m), Euros(150), new(5)], slip.Earnings.Select(e => e.Amount));
        Assert.Equal("Prime de fin de chantier", slip.Earnings[2].Label);
        Assert.Equal(Euros(2930.15m), slip.Gross);
        Assert.All(slip.Earnings, e => Assert.NotEmpty(e.Source));
    }

    [Fact]
    public void Who_enters_on_the_17th_is_paid_15_days_of_31_and_has_that_part_of_the_ceiling()
    {
        var slip = Calculator.ForMonth(July with { HoursPerMonth = 151.67m }, Plain with
        {
            FixedPay = Money.Euros(6200), Contract = new(new(2026, 7, 17), new(2026, 7, 31)),
        });
        // 6,200 × 16 ÷ 31 = 3,200 is not paid; 4,005 × 15 ÷ 31 = 1,937.9032… is the ceiling (CSS R. 242-2 I).
        Assert.Equal(Euros(-3200), slip.Element(PayElementKind.OutOfContract).Amount);
        Assert.Equal(Euros(3000), slip.Gross);
        Assert.Equal(Euros(1937.90m), slip.Line("cotisation-vieillesse-plafonnee").Base);
        Assert.Equal(Euros(1062.10m), slip.Line("cotisation-retraite-tranche-2").Base);
        // The minimum wage follows the pay due over that of a whole month (D. 241-7 IV): 3,000 ÷ 6,200 of 1,867.0166…
        // is 903.395…, and three of them, 2,710.18, are less than the pay: no reduction.
        Assert.Equal(Money.Zero, slip.GeneralReduction);
        Assert.Equal(903.3951612903m, slip.YearToDate.MinimumWages);
    }

    [Fact]
    public void A_cesa_that_begins_on_the_17th_buys_at_most_the_hours_of_its_15_days()
    {
        var slip = Calculator.ForMonth(July, Plain with { Contract = new(new(2026, 7, 17), new(2026, 7, 31)) });
        // 1,867.01666… × 15 ÷ 31 = 903.395…, less than the pay of 1,200: 0.02 + 0.3781 × [½ × (3 × 903.395… ÷ 1,200
        // − 1)]^1.75 = 0.1881, so 225.72. The whole month's minimum wage would give 0.3981.
        Assert.Equal((Euros(1200), 0.1881m, Euros(225.72m)),
            (slip.Gross, slip.ReductionCoefficient, slip.GeneralReduction));
    }

    [Fact]
    public void Absence_by_the_hour_counts_the_hours_of_the_very_month_and_needs_a_contract_with_hours()
    {
        var away = Plain with
        {
            Absences = [new(new(new(2026, 7, 6), new(2026, 7, 8))) { Hours = new(21, 161) }],
        };
        // 23 days of 7 hours make 161 in July: 2,480 × 21 ÷ 161 = 323.478…
        var slip = Calculator.ForMonth(July with { HoursPerMonth = 151.67m }, away);
        Assert.Equal(Euros(-323.48m), slip.Element(PayElementKind.UnpaidAbsence).Amount);
        // Three calendar days without pay lower the ceiling: 4,005 × 28 ÷ 31.
        Assert.Equal(3617.4193548387m, slip.YearToDate.Ceilings);
        // Some hours of a day do not.
        var hours = away with { Absences = [away.Absences[0] with { WholeDays = false }] };
        Assert.Equal(4005m, Calculator.ForMonth(July with { HoursPerMonth = 151.67m }, hours).YearToDate.Ceilings);
        var refusal = Assert.Throws<BrokenRuleException>(() => Calculator.ForMonth(July, away));
        Assert.Contains("jours de calendrier", refusal.Message);
    }

    [Fact]
    public void Leave_is_paid_the_higher_of_the_tenth_and_of_the_pay_kept()
    {
        // Pay kept: 2,480 × 12 ÷ 26 = 1,144.615…; tenth of 29,760 for 12 days of 30: 2,976 × 12 ÷ 30 = 1,190.40.
        var slip = Calculator.ForMonth(July, Plain with { Leave = new(12, 0, Euros(29_760), 30) });
        Assert.Equal(Euros(-1144.62m), slip.Element(PayElementKind.LeaveAbsence).Amount);
        Assert.Equal(Euros(1190.40m), slip.Element(PayElementKind.LeaveIndemnity).Amount);
        Assert.Equal("Indemnité de congés payés (dixième)", slip.Element(PayElementKind.LeaveIndemnity).Label);
        Assert.Equal(Euros(2525.78m), slip.Gross);
        // 20,000 gives a tenth of 800, less than the pay kept: the month is paid as if worked.
        var kept = Calculator.ForMonth(July, Plain with { Leave = new(12, 0, Euros(20_000), 30) });
        Assert.Equal(Euros(2480), kept.Gross);
        Assert.Contains("dépassent les 11 jours acquis", Refused(Plain with { Leave = new(12, 0, new(1), 11) }));
    }

    [Fact]
    public void Leave_not_taken_is_paid_on_leaving_and_earned_days_are_counted_whole()
    {
        // 5 days of 25 earned, 24,800 of reference: 2,480 × 5 ÷ 25 = 496, more than 2,480 × 5 ÷ 26 = 476.92.
        var slip = Calculator.ForMonth(July, Plain with { Leave = new(0, 5, Euros(24_800), 25) });
        Assert.Equal(Euros(496), slip.Element(PayElementKind.LeaveCompensation).Amount);
        Assert.Equal(Euros(2976), slip.Gross);
        var (law, day) = (Law.LawFiles.Book, new DateOnly(2026, 7, 1));
        Assert.Equal(30, LeaveEarned.Days(law, day, 12, 0));
        Assert.Equal(24, LeaveEarned.Days(law, day, 0, 12));
        // 7 × 2.5 + 1 × 2 = 19.5, counted 20 (L. 3141-7).
        Assert.Equal(20, LeaveEarned.Days(law, day, 7, 1));
    }

    [Fact]
    public void Meals_and_a_home_given_are_pay_taken_back_after_the_net()
    {
        var slip = Calculator.ForMonth(July, Plain with
        {
            MealsOffered = 10, RoomsGiven = 2, OtherBenefits = [new("Voiture", Euros(100))],
        });
        // 10 × 5.50; 2,480 is from 0.6 to 0.7 of 4,005 (2,403 to 2,803.50): two rooms at 79.70.
        Assert.Equal(Euros(55), slip.Element(PayElementKind.MealBenefit).Amount);
        Assert.Equal(Euros(159.40m), slip.Element(PayElementKind.HousingBenefit).Amount);
        Assert.Equal(Euros(2794.40m), slip.Gross);
        Assert.Equal(Euros(-314.40m), slip.Element(PayElementKind.BenefitTakenBack).Amount);
        // The things themselves were paid for already: only their contributions cost more.
        Assert.Equal(slip.Gross + slip.EmployerContributions - slip.GeneralReduction - Euros(314.40m), slip.TotalCost);
    }

    [Fact]
    public void A_meal_voucher_is_exempt_up_to_7_32_a_piece()
    {
        var exempt = Calculator.ForMonth(July, Plain with { Vouchers = new(20, Euros(12), Rate.Percent(60)) });
        // 60 % of 12 is 7.20: exempt. The person pays 20 × 4.80.
        Assert.Equal(Euros(2480), exempt.Gross);
        Assert.Equal(Euros(-96), exempt.Element(PayElementKind.VoucherShare).Amount);
        Assert.Equal(Slip(July, 2480).TotalCost + Euros(144), exempt.TotalCost);
        var dear = Calculator.ForMonth(July, Plain with { Vouchers = new(20, Euros(13), Rate.Percent(60)) });
        // 7.80 exceeds 7.32 by 0.48: 9.60 is pay, received in vouchers and so not transferred.
        Assert.Equal(Euros(2489.60m), dear.Gross);
        Assert.Equal(Euros(-9.60m), dear.Element(PayElementKind.VoucherExcessTakenBack).Amount);
        Assert.Equal(Euros(-104), dear.Element(PayElementKind.VoucherShare).Amount);
        Assert.Throws<BrokenRuleException>(() =>
            Calculator.ForMonth(July, Plain with { Vouchers = new(20, Euros(12), Rate.Percent(61)) }));
    }

    [Fact]
    public void A_transport_pass_is_refunded_half_and_less_under_half_of_full_time()
    {
        var pass = Plain with { Transport = new(Euros(90.80m), Rate.Percent(50)) };
        var whole = Calculator.ForMonth(July, pass);
        Assert.Equal(Euros(45.40m), whole.Element(PayElementKind.Transport).Amount);
        Assert.Equal(Slip(July, 2480).NetPay + Euros(45.40m), whole.NetPay);
        Assert.Equal(Slip(July, 2480).TotalCost + Euros(45.40m), whole.TotalCost);
        // 10 hours a week of 35: 10 ÷ 17.5 of 45.40 = 25.942… (R. 3261-9).
        var some = Calculator.ForMonth(July with { HoursPerMonth = 10m * 52 / 12 }, pass);
        Assert.Equal(Euros(25.94m), some.Element(PayElementKind.Transport).Amount);
    }

    [Fact]
    public void What_is_reimbursed_or_was_already_paid_changes_the_transfer_and_no_contribution()
    {
        var (slip, plain) = (Calculator.ForMonth(July, Plain with
        {
            Mileage = Euros(42.32m), Expenses = [new("Train", Euros(18))], AdvanceOnPay = Euros(500),
            CashAdvanceLeft = Euros(1000), ShareSubscription = Euros(40),
        }), Slip(July, 2480));
        Assert.Equal(plain.Lines, slip.Lines);
        Assert.Equal(plain.TaxableNet, slip.TaxableNet);
        // A tenth at most of the pay due goes back on money lent, rounded down (L. 3251-3).
        var tenth = new Money(plain.NetPay.Cents / 10);
        Assert.Equal(-tenth, slip.Element(PayElementKind.CashAdvance).Amount);
        Assert.Equal(plain.NetPay + Euros(60.32m - 540m) - tenth, slip.NetPay);
        var refusal = Assert.Throws<BrokenRuleException>(
            () => Calculator.ForMonth(July, Plain with { AdvanceOnPay = Euros(2480) }));
        Assert.Contains("Les retenues dépassent le salaire", refusal.Message);
    }

    [Fact]
    public void Who_is_exempt_from_health_insurance_pays_no_premium_while_the_exemption_lasts()
    {
        var insured = July with { MutualEmployer = Euros(30) };
        var exempt = insured with
        {
            HealthExemption = new(HealthExemptionReason.OwnPolicy, new(2026, 1, 1)) { Until = new(2026, 7, 1) },
        };
        Assert.Equal(Slip(July, 2480).Lines, Slip(exempt, 2480).Lines);
        var later = Slip(exempt with { Date = new(2026, 7, 2) }, 2480);
        Assert.Equal(Euros(30), later.Line("complementaire-sante").Employee);
    }

    [Theory]
    [InlineData(PayScheme.Belgium, "La paie de Belgique n’est pas calculée ici")]
    [InlineData(PayScheme.Farming, "La paie du régime agricole n’est pas calculée ici")]
    [InlineData(PayScheme.PerformingArts, "La paie des artistes et techniciens du spectacle n’est pas calculée ici")]
    public void Pay_of_another_scheme_is_refused_wherever_it_is_asked(PayScheme scheme, string sentence)
    {
        var terms = July with { Scheme = scheme };
        Action[] asked =
        [
            () => Calculator.ForGross(terms, Euros(2000)), () => Calculator.ForTotalCost(terms, Euros(2000)),
            () => Calculator.ForNet(terms, Euros(2000)), () => Calculator.ForMonth(terms, Plain),
        ];
        Assert.All(asked, ask => Assert.StartsWith(sentence, Assert.Throws<BrokenRuleException>(ask).Message));
    }

    [Fact]
    public void Absences_that_overlap_or_leave_the_month_are_refused()
    {
        Absence first = new(new(new(2026, 7, 6), new(2026, 7, 8)));
        Absence over = new(new(new(2026, 7, 8), new(2026, 7, 9)));
        Absence june = new(new(new(2026, 6, 30), new(2026, 7, 1)));
        Assert.Contains("en recouvre une autre", Refused(Plain with { Absences = [first, over] }));
        Assert.Contains("sort du mois", Refused(Plain with { Absences = [june] }));
        Assert.Contains("sort du mois", Refused(Plain with
        {
            Absences = [first], Contract = new(new(2026, 7, 7), new(2026, 7, 31)),
        }));
        Assert.Contains("ne peut pas être négatif", Refused(Plain with { VariablePay = new(-1) }));
        Assert.Contains("Choisissez le même mois", Refused(Plain with { Month = new(2026, 8) }));
    }

    private static string Refused(MonthElements month) =>
        Assert.Throws<BrokenRuleException>(() => Calculator.ForMonth(July, month)).Message;
}
