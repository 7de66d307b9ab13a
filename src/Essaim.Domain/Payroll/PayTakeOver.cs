using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// What another program paid somebody of a calendar year before Essaim took over (reprise des cumuls de paie): the sums
/// from which the first payslip here goes on, and the leave left. A start in January needs none.
/// </summary>
/// <param name="Through">The last month that the other program paid.</param>
public sealed record PayTakeOver(
    Month Through, Money Gross, Money FirstBracket, decimal Ceilings, decimal MinimumWages, Money Reduction)
{
    /// <summary>Paid leave as the last payslip of the other program said; null where it said nothing.</summary>
    public LeaveTakenOver? Leave { get; init; }

    /// <summary>Leave after its last month; null where nothing was said.</summary>
    public LeaveAccount? LeaveAccount(LawBook law) => Leave is null ? null
        : new LeaveAccount(Through, Leave.Counters(Payroll.LeaveAccount.PeriodOf(law, Through)));

    public YearToDate YearToDate => new(Through.Year)
    {
        Gross = Gross, FirstBracket = FirstBracket, Ceilings = Ceilings, MinimumWages = MinimumWages,
        Reduction = Reduction,
    };

    public PayTakeOver Checked()
    {
        if (Through.MonthOfYear == 12)
            throw new BrokenRuleException("Une année payée en entier ailleurs n’a pas de cumuls à reprendre : "
                + "la paie de janvier repart de zéro. Donnez un mois de janvier à novembre.");
        if (Gross.IsNegative || FirstBracket.IsNegative || Ceilings < 0 || MinimumWages < 0)
            throw new BrokenRuleException("Un cumul de paie ne peut pas être négatif. Recopiez ceux du bulletin.");
        // What was paid within the ceilings is neither more than the pay nor more than the ceilings.
        if (FirstBracket > Gross || FirstBracket.ToDecimal() > Ceilings)
            throw new BrokenRuleException($"La tranche 1 cumulée, {FirstBracket}, ne peut dépasser ni le brut ni les "
                + $"plafonds de {FrenchText.Decimal(Ceilings, 2)} €. Recopiez les cumuls du même bulletin.");
        if (Reduction > Gross)
            throw new BrokenRuleException(
                $"La réduction générale cumulée, {Reduction}, dépasse le brut. Recopiez-la en euros, sur l’année.");
        if (Leave is { EarnedBefore: < 0 } or { TakenBefore: < 0 } or { EarnedNow: < 0 } or { TakenNow: < 0 })
            throw new BrokenRuleException(
                "Des congés acquis ou pris ne peuvent pas être négatifs. Écrivez les deux compteurs du bulletin.");
        return this;
    }
}

/// <summary>
/// The two counters of leave on a payslip (congés N-1 et N): the period before that of the last month, and its own.
/// </summary>
public sealed record LeaveTakenOver(decimal EarnedBefore, decimal TakenBefore, decimal EarnedNow, decimal TakenNow)
{
    /// <summary>Null when all four are zero: nothing was said.</summary>
    public LeaveTakenOver? Said => EarnedBefore + TakenBefore + EarnedNow + TakenNow == 0 ? null : this;

    internal IReadOnlyList<LeaveCounter> Counters(int period) =>
        [new(period - 1, EarnedBefore, TakenBefore), new(period, EarnedNow, TakenNow)];
}
