using Essaim.Domain.Law;
using Essaim.Domain.Payroll;
using Essaim.Domain.Tests.Law;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>Short words for the tests of pay.</summary>
internal static class Pay
{
    public static readonly PayCalculator Calculator = new(LawFiles.Book);
    public static readonly PayTerms July = new(new DateOnly(2026, 7, 1));
    public static readonly PayTerms January = new(new DateOnly(2026, 1, 15));

    public static Money Euros(decimal euros) => Money.Round(euros);

    public static Payslip Slip(PayTerms terms, decimal gross) => Calculator.ForGross(terms, Euros(gross));

    public static PayslipLine Line(this Payslip slip, string name) => Assert.Single(slip.Lines, l => l.Name == name);

    public static PayElement Element(this Payslip slip, PayElementKind kind) =>
        Assert.Single(slip.Earnings.Concat(slip.Adjustments), e => e.Kind == kind);
}
