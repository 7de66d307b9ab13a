using Essaim.Domain.Payroll;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>What a payroll program is told of a month.</summary>
public sealed class PayVariableTests
{
    private static readonly DateRange October = new(new(2026, 10, 1), new(2026, 10, 31));

    [Fact]
    public void A_plain_month_says_its_fixed_part_and_nothing_else() =>
        Assert.Equal([new PayVariable(PayVariableKind.FixedPay, "Part fixe d’un mois entier", 1500m, October)],
            PayVariable.Of(October, Money.Euros(1500), Money.Zero, Money.Zero, TypedElements.None));

    [Fact]
    public void Each_thing_typed_is_told_in_its_unit_with_its_own_days()
    {
        var told = PayVariable.Of(October, Money.Zero, Money.Round(120.5m), Money.Euros(900), new TypedElements
        {
            Bonuses = [new NamedSum("Prime de chantier", Money.Euros(150))],
            Absences = [new DaysAway(new(2026, 10, 5), new(2026, 10, 6))],
            Sickness = new TypedSickness(new(2026, 10, 9), new(2026, 10, 20), new(2026, 10, 9), SickKind.WorkAccident,
                Money.Euros(40), true),
            Leave = new LeaveTaken(4.5m, 0, Money.Euros(9000), 20),
            Vouchers = new MealVouchers(18, Money.Euros(13), Rate.Percent(60)),
            Transport = new TransportPass(Money.Round(86.41m), Rate.Percent(50)),
            ShareSubscription = Money.Euros(40),
        });
        Assert.Equal(
        [
            "VariablePay 120.5 Euros 1-31", "VariableSettlement 900 Euros 1-31", "Bonus 150 Euros 1-31",
            "UnpaidAbsence 2 CalendarDays 5-6", "WorkAccident 12 CalendarDays 9-20", "DailyIndemnity 40 Euros 9-20",
            "LeaveTaken 4.5 WorkableDays 1-31", "MealVouchers 18 Pieces 1-31", "VoucherValue 13 Euros 1-31",
            // Half of 86.41 is 43.205: half a cent counts up.
            "Transport 43.21 Euros 1-31", "ShareSubscription 40 Euros 1-31",
        ], told.Select(v => $"{v.Kind} {v.Value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)} "
            + $"{v.Unit} {v.Days.First.Day}-{v.Days.Last.Day}"));
    }

    [Fact]
    public void A_kind_without_a_code_has_none_and_a_code_that_breaks_the_file_is_refused()
    {
        var program = new PayProgram("Silae", PayFileLayout.Silae,
            new Dictionary<PayVariableKind, string>
            {
                [PayVariableKind.Bonus] = "EV-A01", [PayVariableKind.Mileage] = "",
            });
        Assert.Equal(("EV-A01", null, null), (program.CodeOf(PayVariableKind.Bonus),
            program.CodeOf(PayVariableKind.Mileage), program.CodeOf(PayVariableKind.Expenses)));
        Assert.Contains("point-virgule", Assert.Throws<BrokenRuleException>(() => (program with
        {
            Codes = new Dictionary<PayVariableKind, string> { [PayVariableKind.Bonus] = "A;B" },
        }).Checked()).Message);
        Assert.All(Enum.GetValues<PayVariableKind>().Except([PayVariableKind.FixedPay]), kind =>
        {
            Assert.NotNull(PayProgram.Usual(PayFileLayout.Sage).CodeOf(kind));
            Assert.NotEmpty(PayVariable.LabelOf(kind));
        });
        Assert.Equal("AB-CONGES", PayProgram.Usual(PayFileLayout.Silae).Checked().CodeOf(PayVariableKind.LeaveTaken));
    }
}
