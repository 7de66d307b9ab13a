using System.Diagnostics;
using Essaim.Domain.Payroll;
using Essaim.Domain.Tests.Banking;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Payroll.Pay;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>How much work a big co-op's pay is, in the processor's time, in a debug build too.</summary>
[Collection(nameof(BankEffortTests))]
public sealed class PayEffortTests
{
    [Fact]
    public void Twelve_thousand_payslips_with_their_elements_take_less_than_two_seconds()
    {
        Payslips(500);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        Payslips(12_000);
        Assert.InRange(Process.GetCurrentProcess().TotalProcessorTime - before, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    private static void Payslips(int count)
    {
        YearToDate? year = null;
        for (var i = 0; i < count; i++)
        {
            var month = new Month(2026, i % 12 + 1);
            var slip = Calculator.ForMonth(
                new PayTerms(month.LastDay) { YearToDate = i % 12 == 0 ? new YearToDate(2026) : year },
                new MonthElements(month, new Money(150_000 + i % 977 * 100))
                {
                    VariablePay = new(i % 31 * 1000),
                    Vouchers = new(18, Euros(12), Rate.Percent(60)),
                    Transport = i % 2 == 0 ? new(Euros(60), Rate.Percent(50)) : null,
                    Seizures = i % 20 == 0 ? [new(SeizureRank.Ordinary, Euros(100))] : [],
                });
            year = slip.YearToDate;
        }
    }
}
