using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>What an act asks of each month, before the law limits it; hours missed, as typed.</summary>
public sealed class SeizureActTests
{
    private static readonly Month October = new(2026, 10);

    private static readonly SeizureAct Debt =
        new(SeizureRank.Ordinary, October, null, Money.Zero, Money.Euros(900));

    [Fact]
    public void A_debt_asks_for_all_that_is_left_and_a_pension_for_its_month()
    {
        Assert.Equal(Money.Zero, Debt.AskedIn(October.Add(-1), Money.Zero));
        Assert.Equal(Money.Euros(900), Debt.AskedIn(October, Money.Zero));
        Assert.Equal(Money.Euros(50), Debt.AskedIn(October.Add(3), Money.Euros(850)));
        Assert.Equal(Money.Zero, Debt.AskedIn(October.Add(4), Money.Euros(900)));
        var spread = Debt with { Monthly = Money.Euros(200) };
        Assert.Equal((Money.Euros(200), Money.Euros(100)),
            (spread.AskedIn(October, Money.Zero), spread.AskedIn(October.Add(4), Money.Euros(800))));
        var pension = new SeizureAct(SeizureRank.Maintenance, October, null, Money.Euros(180), Money.Zero);
        Assert.Equal(Money.Euros(180), pension.AskedIn(October.Add(40), Money.Euros(7200)));
        Assert.Equal(Money.Zero, (pension with { Last = October }).AskedIn(October.Next(), Money.Zero));
    }

    [Fact]
    public void An_act_without_a_sum_is_refused()
    {
        void Refused(SeizureAct act, string said, int dependants = 0) =>
            Assert.Contains(said, Assert.Throws<BrokenRuleException>(() => act.Check(dependants)).Message);
        Refused(Debt with { Total = Money.Zero }, "la somme à recouvrer, ou la somme demandée chaque mois");
        Refused(Debt with { Total = Money.Zero, Monthly = Money.Euros(50) }, "seule une pension court sans total");
        Refused(Debt with { Monthly = -Money.Euros(1) }, "montants positifs");
        Refused(Debt, "de 0 à 15", dependants: 16);
        Debt.Check(15);
    }

    [Fact]
    public void What_is_kept_back_is_owed_to_the_creditor_and_not_to_the_person()
    {
        var slip = Pay.Calculator.ForMonth(Pay.July, new MonthElements(new(2026, 7), Money.Euros(2000))
        {
            Seizures = [new(SeizureRank.Tax, Money.Euros(100)) { Creditor = ThirdParty.Seizure(3) }],
        });
        var entry = PayPosting.Entry(2, "Paul", new ActivityId(2), new(2026, 7), slip.Amounts, new(2026, 8, 5),
            new(2026, 8, 15));
        var kept = Assert.Single(entry.Lines, l => l.Account == Accounts.SeizedPay);
        Assert.Equal((ThirdParty.Seizure(3), Money.Euros(100)), (kept.ThirdParty, kept.Credit));
        Assert.Equal(slip.NetPay, entry.Lines.Single(l => l.ThirdParty == ThirdParty.Person(2)).Credit);
    }

    [Fact]
    public void Hours_missed_cost_their_part_of_the_months_hours_and_leave_the_days_worked()
    {
        var away = new DaysAway(new(2026, 7, 6), new(2026, 7, 6)) { Hours = new HoursAway(3, 161, WholeDays: false) };
        var typed = TypedElements.None with { Absences = [away] };
        var month = typed.For(new(2026, 7), Money.Euros(2000), null, new(2020, 1, 1), 0);
        // 2,000 × 3 ÷ 161 = 37.267…
        var slip = Pay.Calculator.ForMonth(Pay.July with { HoursPerMonth = 151.67m }, month);
        Assert.Equal(-Money.Round(37.27m), slip.Of(PayElementKind.UnpaidAbsence));
        Assert.Equal(new LeaveOfMonth(1, 0, 0), LeaveOfMonth.Of(new(2026, 7), null, typed));
        var told = Assert.Single(PayVariable.Of(new DateRange(new(2026, 7, 1), new(2026, 7, 31)), Money.Zero,
            Money.Zero, Money.Zero, typed));
        Assert.Equal((PayVariableKind.UnpaidHours, 3m, PayVariableUnit.Hours), (told.Kind, told.Value, told.Unit));
        var days = typed with { Absences = [away with { Hours = away.Hours with { WholeDays = true } }] };
        Assert.Equal(new LeaveOfMonth(30m / 31, 0, 0), LeaveOfMonth.Of(new(2026, 7), null, days));
    }
}
