using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// One line of a payslip: a contribution, rounded to the cent on each side. The base is shown to the cent; rates were
/// applied to the exact one. The name is the one of the law's file.
/// </summary>
public sealed record PayslipLine(
    string Name,
    string Label,
    Money Base,
    Rate EmployeeRate,
    Money Employee,
    Rate EmployerRate,
    Money Employer,
    SocialBody Body);

/// <summary>
/// A month's pay of one person (bulletin de paie; code du travail R. 3243-1). Every total is the sum of rounded lines,
/// so that what is printed adds up. Amounts are euros; the net may fall below zero when insurance exceeds a tiny pay.
/// </summary>
public sealed record Payslip
{
    internal Payslip(
        PayTerms terms, Money gross, decimal legalHours, IReadOnlyList<PayslipLine> lines, Money taxableContributions,
        (decimal Coefficient, Money Amount, Money AgircArrco) reduction,
        NeutralRateTable neutralRates, YearToDate after, GrossOfMonth? month = null)
    {
        Date = terms.Date;
        Gross = gross;
        LegalHours = legalHours;
        Lines = lines;
        Earnings = month?.Earnings ?? [];
        DaysToppedUp = month?.Sick?.DaysToppedUp ?? 0;
        YearToDate = after;
        EmployeeContributions = lines.Sum(l => l.Employee);
        EmployerContributions = lines.Sum(l => l.Employer);
        ReductionCoefficient = reduction.Coefficient;
        GeneralReduction = reduction.Amount;
        AgircArrcoReduction = reduction.AgircArrco;
        NetBeforeTax = gross - EmployeeContributions;
        // The employer's part of health insurance is taxable (CGI 83, 1° quater); its life insurance is not.
        TaxableNet = NetBeforeTax + taxableContributions + terms.MutualEmployer + (month?.Sick?.Taxable ?? Money.Zero);
        WithholdingRate = terms.Withholding.On(terms.Date).Rate ?? neutralRates.For(TaxableNet);
        // Nothing is withheld from a month whose taxable pay is negative; the tax is rounded to the cent (CGI 204 H).
        WithholdingTax = Money.Max(Money.Zero, Money.Round(WithholdingRate.Of(TaxableNet)));
    }

    public DateOnly Date { get; }

    /// <summary>Gross pay (brut).</summary>
    public Money Gross { get; }

    /// <summary>
    /// The parts that make the gross pay, line by line; empty when the gross pay was given as one sum.
    /// </summary>
    public IReadOnlyList<PayElement> Earnings { get; }

    public IReadOnlyList<PayslipLine> Lines { get; }

    /// <summary>What stands between the net after tax and the transfer: vouchers, refunds, seizures, shares.</summary>
    public IReadOnlyList<PayElement> Adjustments { get; internal init; } = [];

    /// <summary>What <see cref="Adjustments"/> write in the books.</summary>
    public IReadOnlyList<PayMovement> Movements { get; internal init; } = [];

    /// <summary>The employee's contributions, health insurance, CSG and CRDS included.</summary>
    public Money EmployeeContributions { get; }

    /// <summary>The employer's contributions before the general reduction.</summary>
    public Money EmployerContributions { get; }

    /// <summary>
    /// General reduction of the month; negative when a regularisation takes back what earlier months got.
    /// </summary>
    public Money GeneralReduction { get; }

    /// <summary>The part of <see cref="GeneralReduction"/> that lowers what Agirc-Arrco is owed.</summary>
    public Money AgircArrcoReduction { get; }

    public decimal ReductionCoefficient { get; }

    /// <summary>
    /// What the pay costs the activity (coût employeur): vouchers, transport and what is reimbursed with it included;
    /// benefits in kind are in the gross pay and were paid already, so they are taken off once.
    /// </summary>
    public Money TotalCost => Gross + EmployerContributions - GeneralReduction + CostBeside;

    /// <summary>What the elements of the month cost the activity beside pay and contributions.</summary>
    public Money CostBeside => Movements.Where(m => m.OnActivity).Sum(m => m.Amount);

    /// <summary>Net pay before income tax (net avant impôt).</summary>
    public Money NetBeforeTax { get; }

    /// <summary>Net pay that income tax is due on (net imposable).</summary>
    public Money TaxableNet { get; }

    /// <summary>The amount that social benefits look at (montant net social, arrêté du 31 janvier 2023).</summary>
    public Money SocialNet => Gross - EmployeeContributions;

    public Rate WithholdingRate { get; }

    /// <summary>Income tax withheld (prélèvement à la source).</summary>
    public Money WithholdingTax { get; }

    /// <summary>What is transferred to the person (net à payer).</summary>
    public Money NetPay => NetBeforeTax - WithholdingTax + Adjustments.Sum(a => a.Amount);

    /// <summary>
    /// The contract's hours; for a Cesa the hours that its pay buys at the minimum wage, at most 151.67.
    /// </summary>
    public decimal LegalHours { get; }

    /// <summary>The year's sums after this payslip: what the next month starts from.</summary>
    public YearToDate YearToDate { get; }

    /// <summary>What these parts of the gross pay add up to.</summary>
    public Money Of(PayElementKind kind) => Earnings.Where(e => e.Kind == kind).Sum(e => e.Amount);

    /// <summary>What it comes to for the books, by who receives it.</summary>
    public PayAmounts Amounts => new(
        Gross, EmployerContributions - GeneralReduction, NetPay, OwedTo(SocialBody.Urssaf),
        OwedTo(SocialBody.AgircArrco) + OwedTo(SocialBody.Insurer), WithholdingTax)
    {
        Movements = Movements,
    };

    /// <summary>Days of sick leave topped up this month, which count as before in the next ones.</summary>
    public int DaysToppedUp { get; }

    /// <summary>What the employer owes that body for this payslip, reduction taken off (comptes 431 and 437).</summary>
    public Money OwedTo(SocialBody body)
    {
        var reduction = body switch
        {
            SocialBody.Urssaf => GeneralReduction - AgircArrcoReduction,
            SocialBody.AgircArrco => AgircArrcoReduction,
            _ => Money.Zero,
        };
        return Lines.Where(l => l.Body == body).Sum(l => l.Employee + l.Employer) - reduction;
    }
}
