using System.Text.Json;
using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// The law of a day for what is not a contribution (congés, maladie, titres, saisies…). Read one number at a time,
/// since few payslips need any, and a number unknown that day must stop only those who need it.
/// </summary>
internal sealed class PayElementLaw(LawBook law, DateOnly day, decimal monthlyCeiling)
{
    public Rate SickCsgDeductible => law.Rate("indemnite-csg-deductible", day);
    public Rate SickCsgTaxable => law.Rate("indemnite-csg-crds-non-deductible", day);
    public Rate LeaveShare => law.Rate("conges-part-du-brut", day);
    public Money MealPrice => law.Euros("avantage-repas", day);
    public Money VoucherLimit => law.Euros("titre-restaurant-exoneration", day);
    public Rate VoucherLeast => law.Rate("titre-restaurant-part-minimum", day);
    public Rate VoucherMost => law.Rate("titre-restaurant-part-maximum", day);
    public Rate TransportLeast => law.Rate("transport-part-minimum", day);
    public Rate TransportMost => law.Rate("transport-part-maximum", day);
    public Rate CashAdvanceMost => law.Rate("avance-retenue-maximum", day);

    /// <summary>What a home is worth a month, for pay in money of that month.</summary>
    public Money Housing(Money pay, int rooms)
    {
        foreach (var row in law.At("avantage-logement", day).Content.EnumerateArray())
            if (!row.TryGetProperty("moinsDe", out var below)
                || pay.ToDecimal() < below.GetDecimal() * monthlyCeiling)
                // The table's own amounts, in cents.
                return Money.Round(rooms == 1
                    ? row.GetProperty("une").GetDecimal()
                    : rooms * row.GetProperty("parPiece").GetDecimal());
        throw new InvalidOperationException("The last row of the housing table must have no bound.");
    }

    public int SickDaysWaited => DailyIndemnity.DaysWaited(law, day);

    public SeizablePart Seizable(Money net, int dependants) => SeizablePart.Of(law, day, net, dependants);

    public TopUpRule TopUp
    {
        get
        {
            var rule = law.At("maladie-maintien", day).Content;
            return new TopUpRule(Whole(rule, "anciennete"), Whole(rule, "attente"), Whole(rule, "jours"),
                Whole(rule, "joursEnPlus"), Whole(rule, "periode"), Whole(rule, "joursMaximum"),
                Part(rule, "premiers"), Part(rule, "suivants"));
        }
    }

    private static int Whole(JsonElement json, string key) => json.GetProperty(key).GetInt32();

    private static (int, int) Part(JsonElement json, string key)
    {
        var part = json.GetProperty(key);
        return (part[0].GetInt32(), part[1].GetInt32());
    }
}

/// <summary>
/// When and how much an employer tops up sick pay (Code du travail D. 1226-1 to D. 1226-3), parts as fractions.
/// </summary>
internal sealed record TopUpRule(
    int YearsNeeded, int DaysWaited, int Days, int MoreDays, int YearsForMore, int MostDays, (int, int) First,
    (int, int) Next)
{
    /// <summary>Days of each of the two levels for that many whole years in the co-op; none before one year.</summary>
    public int DaysOf(int years) => years < YearsNeeded
        ? 0
        : Math.Min(MostDays, Days + (years - YearsNeeded) / YearsForMore * MoreDays);
}
