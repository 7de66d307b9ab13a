using System.Collections.Concurrent;
using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// Computes a month's pay (calcul de paie) of the general scheme: from the gross pay, from the elements of the month,
/// from what it may cost in all or from the net wanted. Not computed, and so never guessed: farming (MSA), performing
/// arts, overtime, Mayotte, Alsace-Moselle and Belgium. Safe to share between threads.
/// </summary>
public sealed class PayCalculator(LawBook law)
{
    // A bound, because rates may come from a form; a co-op needs one or two a month.
    private const int KeptParameters = 512;

    private const int LargeHeadcount = 50;

    private readonly ConcurrentDictionary<PayKey, PayParameters> kept = new();

    /// <summary>The numbers it computes with, for what stands beside a payslip.</summary>
    public LawBook Law => law;

    /// <summary>The law of those terms, resolved once and kept.</summary>
    public PayParameters ParametersOf(PayTerms terms)
    {
        var key = PayKey.Of(terms);
        if (kept.TryGetValue(key, out var parameters))
            return parameters;
        parameters = new PayParameters(law, key);
        if (kept.Count >= KeptParameters)
            kept.Clear();
        return kept.GetOrAdd(key, parameters);
    }

    /// <summary>The day of the next month on which a month's contributions are due (CSS R. 133-14).</summary>
    public DateOnly ContributionsDue(Month month, int headcount)
    {
        var day = law.Number(headcount >= LargeHeadcount ? "dsn-jour-50" : "dsn-jour", month.LastDay);
        return month.Next().FirstDay.AddDays((int)day - 1);
    }

    /// <summary>The payslip of a gross pay. With hours, refuses less than the minimum wage of these hours.</summary>
    public Payslip ForGross(PayTerms terms, Money gross)
    {
        (terms, var parameters) = Resolve(terms);
        CheckGross(parameters, terms, gross);
        return Compute(parameters, terms, gross);
    }

    /// <summary>The payslip of a month made of its elements: parts of the pay, absences, vouchers, seizures.</summary>
    public Payslip ForMonth(PayTerms terms, MonthElements month)
    {
        (terms, var parameters) = Resolve(terms);
        month.Check(terms);
        CheckGross(parameters, terms, month.FixedPay);
        var gross = new GrossOfMonth(parameters.Elements, month);
        terms = terms with { Presence = gross.Presence };
        var slip = Compute(parameters, terms, gross.Gross, gross);
        var after = new AfterNet(parameters.Elements, terms, month, gross, parameters.LegalMonthlyHours, slip.NetPay);
        return slip with
        {
            Adjustments = after.Lines,
            Movements = [
                .. month.Vouchers is { Count: > 0 } vouchers ? PayMovement.OfVouchers(vouchers.EmployerTotal) : [],
                .. after.Lines.Select(PayMovement.Of),
            ],
        };
    }

    /// <summary>
    /// The payslip of the month whose variable part is the highest that the cost allows, all elements included; without
    /// variable part when even that costs more, as the fixed part is due (Code du travail L. 7332-3).
    /// </summary>
    public Payslip ForMonthCost(PayTerms terms, MonthElements month, Money cost)
    {
        var least = ForMonth(terms, month with { VariablePay = Money.Zero });
        if (least.TotalCost >= cost)
            return least;
        (terms, var parameters) = Resolve(terms);
        var gross = new GrossOfMonth(parameters.Elements, month with { VariablePay = Money.Zero });
        var search = new CostInversion(parameters, terms with { Presence = gross.Presence });
        // A home is worth more for whoever earns more, so what is given beside is looked at again with the pay found.
        var (slip, variable) = (least, Money.Zero);
        for (var turn = 0; turn < 3; turn++)
        {
            var (rest, beside) = (slip.Gross - variable, slip.CostBeside);
            variable = Money.Max(Money.Zero, (search.HighestGrossWithin(cost - beside) ?? rest) - rest);
            slip = ForMonth(terms, month with { VariablePay = variable });
            if ((slip.Gross - variable, slip.CostBeside) == (rest, beside))
                break;
        }
        // At a bound of that table the last pay found may still cost too much: the excess comes off it.
        while (slip.TotalCost > cost && variable.IsPositive)
        {
            variable = Money.Max(Money.Zero, variable - (slip.TotalCost - cost));
            slip = ForMonth(terms, month with { VariablePay = variable });
        }
        return slip;
    }

    /// <summary>The payslip of the lowest gross pay whose net before tax reaches <paramref name="net"/>.</summary>
    public Payslip ForNet(PayTerms terms, Money net)
    {
        (terms, var parameters) = Resolve(terms);
        if (!net.IsPositive)
            throw new BrokenRuleException("Le net voulu doit être positif. Indiquez le net avant impôt du mois.");
        var gross = new NetInversion(parameters, terms).LowestGrossReaching(net);
        CheckGross(parameters, terms, gross);
        return Compute(parameters, terms, gross);
    }

    /// <summary>
    /// The gap in costs at three minimum wages this month, given the year so far; null when there is none.
    /// </summary>
    public ReductionGap? GapOf(PayTerms terms)
    {
        (terms, var parameters) = Resolve(terms);
        return ReductionGap.Of(parameters, terms);
    }

    /// <summary>
    /// The payslip of the highest gross pay whose total cost does not exceed <paramref name="cost"/>. What is left is
    /// a few cents, except when the cost falls into the gap that the reduction leaves at three minimum wages.
    /// </summary>
    public Payslip ForTotalCost(PayTerms terms, Money cost)
    {
        (terms, var parameters) = Resolve(terms);
        if (!cost.IsPositive)
            throw new BrokenRuleException("Le coût total doit être positif. Indiquez ce que le salaire peut coûter.");
        var gross = new CostInversion(parameters, terms).HighestGrossWithin(cost) ?? throw new BrokenRuleException(
            $"Un coût total de {cost} ne permet aucun salaire : même sans brut, le mois coûte "
            + $"{TotalCost(parameters, terms, Money.Zero)}. Augmentez le coût total.");
        if (terms.HoursPerMonth is { } hours && gross < parameters.MinimumGross(hours))
            throw new BrokenRuleException(
                $"Un coût total de {cost} ne paie pas {FrenchText.Decimal(hours, 2)} heures au Smic, qui coûtent "
                + $"{TotalCost(parameters, terms, parameters.MinimumGross(hours))}. "
                + "Réduisez les heures ou augmentez le coût total.");
        return Compute(parameters, terms, gross);
    }

    /// <summary>The cost alone, without making the payslip: what the search for a gross pay asks many times.</summary>
    internal static Money TotalCost(PayParameters law, PayTerms terms, Money gross)
    {
        var bases = new PayBases(law, terms, gross);
        var cost = gross + terms.MutualEmployer - Reduction(law, terms, bases, gross).Amount;
        foreach (var rule in law.EmployerRules)
            cost += Money.Round(bases.Of(rule.Base) * rule.Employer);
        return cost;
    }

    private (PayTerms Terms, PayParameters Law) Resolve(PayTerms terms)
    {
        terms.CheckScheme();
        var parameters = ParametersOf(terms);
        terms.Check(parameters);
        return (terms.Insured, parameters);
    }

    private static void CheckGross(PayParameters law, PayTerms terms, Money gross)
    {
        if (gross.IsNegative)
            throw new BrokenRuleException(
                "Un salaire brut ne peut pas être négatif. Indiquez 0 s’il n’y a pas de salaire.");
        if (terms.HoursPerMonth is { } hours && gross < law.MinimumGross(hours))
            throw new BrokenRuleException(
                $"Le brut de {gross} est inférieur au Smic pour {FrenchText.Decimal(hours, 2)} heures, soit "
                + $"{law.MinimumGross(hours)} au {FrenchText.Long(terms.Date)}. "
                + "Augmentez le brut ou réduisez les heures.");
    }

    private static Payslip Compute(PayParameters law, PayTerms terms, Money gross, GrossOfMonth? month = null)
    {
        var bases = new PayBases(law, terms, gross);
        var lines = new List<PayslipLine>(law.Rules.Length + 1);
        var taxable = Money.Zero;
        foreach (var rule in law.Rules)
        {
            var exact = bases.Of(rule.Base);
            // Each line is rounded to the cent, halves up; a base of zero makes no line.
            if (exact == 0)
                continue;
            var line = Line(rule, exact);
            lines.Add(line);
            if (rule.Contribution.IsTaxable)
                taxable += line.Employee;
        }
        if (!terms.MutualEmployer.IsZero || !terms.EmployeeMutual.IsZero)
            lines.Add(Mutual(terms));
        var reduction = Reduction(law, terms, bases, gross);
        return new Payslip(
            terms, gross, LegalHours(law, terms, gross), lines, taxable,
            (reduction.Coefficient, reduction.Amount, law.Reduction.AgircArrcoPart(reduction.Amount)),
            law.NeutralRates, After(terms, bases, gross, reduction.Amount), month);
    }

    private static PayslipLine Line(PayRule rule, decimal exact) => new(
        rule.Contribution.Name, rule.Contribution.Label, Money.Round(exact),
        new Rate(rule.Employee), Money.Round(exact * rule.Employee),
        new Rate(rule.Employer), Money.Round(exact * rule.Employer),
        rule.Contribution.Body);

    /// <summary>Health insurance is a sum, not a rate: each side's rate is its part of the whole premium.</summary>
    private static PayslipLine Mutual(PayTerms terms)
    {
        var premium = terms.MutualEmployer + terms.EmployeeMutual;
        var employee = decimal.Round(terms.EmployeeMutual.ToDecimal() / premium.ToDecimal(), 4);
        return new PayslipLine(
            "complementaire-sante", "Complémentaire santé", premium,
            new Rate(employee), terms.EmployeeMutual, new Rate(1 - employee), terms.MutualEmployer, SocialBody.Insurer);
    }

    /// <summary>With the year so far: the year's reduction up to this month, less what was already granted.</summary>
    private static (decimal Coefficient, Money Amount) Reduction(
        PayParameters law, PayTerms terms, in PayBases bases, Money gross)
    {
        var year = terms.YearToDate;
        var pay = gross.ToDecimal() + (year?.Gross.ToDecimal() ?? 0);
        var coefficient = law.Reduction.Coefficient(pay, bases.MinimumWage + (year?.MinimumWages ?? 0));
        return (coefficient, Money.Round(pay * coefficient) - (year?.Reduction ?? Money.Zero));
    }

    private static decimal LegalHours(PayParameters law, PayTerms terms, Money gross)
    {
        var hours = terms.HoursPerMonth
            ?? Math.Min(law.LegalMonthlyHours, gross.ToDecimal() / law.HourlyMinimumWage);
        return decimal.Round(hours, 2, MidpointRounding.AwayFromZero);
    }

    private static YearToDate After(PayTerms terms, in PayBases bases, Money gross, Money reduction)
    {
        var year = terms.YearToDate ?? new YearToDate(terms.Date.Year);
        return year with
        {
            Gross = year.Gross + gross,
            // A part-time ceiling may end in the middle of a cent; the year's base is kept to the cent as declared.
            FirstBracket = Money.Round(year.FirstBracket.ToDecimal() + bases.FirstBracket),
            Ceilings = year.Ceilings + bases.Ceiling,
            MinimumWages = year.MinimumWages + bases.MinimumWage,
            Reduction = year.Reduction + reduction,
        };
    }
}
