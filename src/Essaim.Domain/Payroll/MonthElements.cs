using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// What a month of one contract is made of beside its terms (éléments variables du mois): the parts of the gross pay,
/// absences, what is given in kind, what is reimbursed and what is kept back. Everything is optional but the fixed pay,
/// which is that of a whole month. Amounts are euros, positive unless said.
/// </summary>
public sealed record MonthElements(Month Month, Money FixedPay)
{
    public Money VariablePay { get; init; }

    /// <summary>What is left of an earlier year's variable part and paid now (solde de la part variable).</summary>
    public NamedSum? Settlement { get; init; }

    public IReadOnlyList<NamedSum> Bonuses { get; init; } = [];

    /// <summary>The days of the month that the contract covers; all of them when left out.</summary>
    public DateRange? Contract { get; init; }

    /// <summary>
    /// For the days outside of the contract: hours missed and hours of the month. Calendar days when left out.
    /// </summary>
    public HoursMissed? ContractHours { get; init; }

    public IReadOnlyList<Absence> Absences { get; init; } = [];

    public SickLeave? SickLeave { get; init; }

    public LeaveTaken? Leave { get; init; }

    /// <summary>Meals offered, counted at the official price.</summary>
    public int MealsOffered { get; init; }

    /// <summary>Main rooms of a home that the employer gives, counted at the official table; none when zero.</summary>
    public int RoomsGiven { get; init; }

    /// <summary>Other benefits in kind, at a value that the caller answers for: a car, a telephone.</summary>
    public IReadOnlyList<NamedSum> OtherBenefits { get; init; } = [];

    public MealVouchers? Vouchers { get; init; }

    public TransportPass? Transport { get; init; }

    /// <summary>Mileage allowances at the tax scale, reimbursed with the pay.</summary>
    public Money Mileage { get; init; }

    /// <summary>Other professional expenses, reimbursed with the pay.</summary>
    public IReadOnlyList<NamedSum> Expenses { get; init; } = [];

    /// <summary>What third parties may take from the pay, in any order: the law orders them.</summary>
    public IReadOnlyList<Seizure> Seizures { get; init; } = [];

    /// <summary>People at the charge of a person whose pay is seized.</summary>
    public int Dependants { get; init; }

    /// <summary>What was already paid of this month's pay (acompte).</summary>
    public Money AdvanceOnPay { get; init; }

    /// <summary>
    /// What is left of money lent to the person (avance en espèces): a tenth of the pay at most goes back.
    /// </summary>
    public Money CashAdvanceLeft { get; init; }

    /// <summary>Shares that the person asked in writing to pay from this pay.</summary>
    public Money ShareSubscription { get; init; }

    internal void Check(PayTerms terms)
    {
        if (!Month.Contains(terms.Date))
            throw new BrokenRuleException(
                $"Les éléments sont ceux {Month.AfterDe()} et la paie est datée du {FrenchText.Short(terms.Date)}. "
                + "Choisissez le même mois.");
        var sums = new[] { FixedPay, VariablePay, Settlement?.Amount ?? Money.Zero, Mileage, AdvanceOnPay,
            CashAdvanceLeft, ShareSubscription }
            .Concat(Bonuses.Concat(OtherBenefits).Concat(Expenses).Select(s => s.Amount))
            .Concat(Seizures.Select(s => s.Amount));
        if (sums.Any(s => s.IsNegative) || MealsOffered < 0 || RoomsGiven < 0 || Dependants < 0)
            throw new BrokenRuleException(
                "Un élément de paie ne peut pas être négatif : une retenue s’écrit à sa place, en positif.");
        CheckDays(terms);
    }

    private void CheckDays(PayTerms terms)
    {
        if (Contract is { } contract && !Covers(contract))
            throw new BrokenRuleException($"Le contrat, {contract}, ne tient pas dans {Month}. Corrigez ses jours.");
        var days = Absences.Select(a => a.Days).Concat(SickLeave is { } sick ? [sick.Days] : []).ToList();
        foreach (var range in days)
            if (!Covers(range) || (Contract is { } during && !(during.Contains(range.First)
                && during.Contains(range.Last))))
                throw new BrokenRuleException(
                    $"L’absence {range} sort du mois ou du contrat. Coupez-la : une paie par mois.");
        for (var i = 0; i < days.Count; i++)
            if (days[..i].Any(days[i].Overlaps))
                throw new BrokenRuleException($"L’absence {days[i]} en recouvre une autre. Corrigez leurs jours.");
        var byHours = Absences.Any(a => a.Hours is not null) || SickLeave?.Hours is not null
            || ContractHours is not null;
        if (byHours && terms.HoursPerMonth is null)
            throw new BrokenRuleException(
                "Ce contrat n’a pas de durée du travail : comptez l’absence en jours de calendrier, pas en heures.");
    }

    private bool Covers(DateRange range) => Month.Contains(range.First) && Month.Contains(range.Last);
}

/// <summary>An amount with the words that the payslip shows (prime, avantage, frais).</summary>
public sealed record NamedSum(string Label, Money Amount);

/// <summary>
/// How an absence is counted by the hour (méthode de l’horaire réel): the hours missed over those that this very month
/// has for the person. Refuses more hours missed than the month has.
/// </summary>
public readonly record struct HoursMissed
{
    public HoursMissed(decimal missed, decimal ofMonth)
    {
        if (missed < 0 || ofMonth <= 0 || missed > ofMonth)
            throw new BrokenRuleException(
                $"{FrenchText.Decimal(missed, 2)} heures d’absence sur {FrenchText.Decimal(ofMonth, 2)} : "
                + "indiquez les heures réelles du mois et celles qui ont manqué.");
        (Missed, OfMonth) = (missed, ofMonth);
    }

    public decimal Missed { get; }
    public decimal OfMonth { get; }
}

/// <summary>
/// Days away without pay (absence non payée). Without hours they count by calendar days over those of the month
/// (méthode des jours calendaires), which a contract without hours needs; with them, by the hours of the month.
/// </summary>
public sealed record Absence(DateRange Days)
{
    public HoursMissed? Hours { get; init; }

    /// <summary>
    /// False for some hours of a day: the ceiling is lowered only for days without any pay (CSS R. 242-2 I).
    /// </summary>
    public bool WholeDays { get; init; } = true;
}
