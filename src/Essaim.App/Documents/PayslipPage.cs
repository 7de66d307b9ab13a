using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>
/// The employer as a payslip names it (Code du travail R.3243-1, 1° to 3°); what is not kept is empty, and left out.
/// </summary>
public sealed record PayslipEmployer(
    string Name, string Street, string PostalCode, string City, string Siret, string NafCode, string Agreement)
{
    /// <summary>Named where no SIRET is kept.</summary>
    public string Siren { get; init; } = "";
}

/// <summary>The employee, and how the job is called and classed. No social security number: no text asks it.</summary>
public sealed record PayslipEmployee(
    string Name, string Street, string PostalCode, string City, string Job, string Position, string Contract,
    DateOnly Since);

/// <summary>A line: what is absent on one side is null and left blank. Contributions are positive.</summary>
public sealed record PayslipRow(
    string Label, Money? Base, Rate? EmployeeRate, Money? Employee, Rate? EmployerRate = null, Money? Employer = null);

/// <summary>Lines under one heading: pay, health, pensions, …</summary>
public sealed record PayslipPart(string Heading, IReadOnlyList<PayslipRow> Rows);

/// <summary>
/// A month's payslip as it is printed (bulletin de paie, Code du travail R.3243-1 and arrêté du 25 février 2016). It
/// prints what it is given and counts nothing, so that paper and books cannot differ by a rounding of its own.
/// </summary>
/// <param name="Hours">What was worked or is deemed to be, in words: "151,67 h".</param>
/// <param name="YearToDate">Sums of the year, and leave if it is followed; may be empty.</param>
public sealed record PayslipPage(
    PayslipEmployer Employer, PayslipEmployee Employee, Month Month, DateRange Period, DateOnly PaidOn, string Hours,
    IReadOnlyList<PayslipPart> Parts, Money Gross, Money EmployeeContributions, Money EmployerContributions,
    Money EmployerRelief, Money TotalCost, Money SocialNet, Money NetBeforeTax, Money TaxableNet, Rate WithholdingRate,
    Money Withholding, Money NetPaid, IReadOnlyList<(string Label, string Value)> YearToDate, DateTimeOffset CreatedAt)
{
    public string Title { get; init; } = "Bulletin de paie";

    /// <summary>What is said under the title: why it was taken back.</summary>
    public string Remark { get; init; } = "";

    /// <summary>What stands between the tax and the net paid: vouchers, refunds, money kept back.</summary>
    public IReadOnlyList<(string Label, Money Amount)> Adjustments { get; init; } = [];
}
