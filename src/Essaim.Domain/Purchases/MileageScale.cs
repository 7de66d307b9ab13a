using System.Text.Json;
using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>
/// The official scale of mileage allowances for cars (barème kilométrique, CGI annexe IV article 6 B): by horsepower,
/// and by kilometres that one vehicle drives in a calendar year. Electric cars get 20 % more. Motorcycles are not in
/// it. A day that the law's files do not know is refused.
/// </summary>
public sealed class MileageScale
{
    private readonly (int Horsepower, Bracket[] Brackets)[] vehicles;
    private readonly decimal electric;

    private MileageScale((int Horsepower, Bracket[] Brackets)[] vehicles, decimal electric) =>
        (this.vehicles, this.electric) = (vehicles, electric);

    /// <summary>The scale of the year in which the journeys were made.</summary>
    public static MileageScale Of(LawBook law, DateOnly day) => new(
        [.. law.At("bareme-kilometrique-voiture", day).Content.EnumerateArray()
            .Select(v => (v.GetProperty("chevaux").GetInt32(),
                v.GetProperty("tranches").EnumerateArray().Select(Bracket.Read).ToArray()))
            .OrderBy(v => v.Item1)],
        law.Number("bareme-kilometrique-electrique", day));

    /// <summary>
    /// The allowance for <paramref name="kilometres"/> more, when <paramref name="alreadyThisYear"/> were claimed for
    /// the same vehicle. The scale is for a year: these kilometres are worth the year's allowance after them less the
    /// one before, each rounded to the cent, so that a year's allowances add up to the year's to the cent.
    /// </summary>
    public Money Allowance(int horsepower, bool isElectric, decimal alreadyThisYear, decimal kilometres)
    {
        if (horsepower < 1)
            throw new BrokenRuleException(
                "La puissance fiscale est d’au moins un cheval. Recopiez la case P.6 du certificat d’immatriculation.");
        if (kilometres < 0 || alreadyThisYear < 0)
            throw new BrokenRuleException("Les kilomètres ne peuvent pas être négatifs. Corrigez la distance.");
        if (kilometres + alreadyThisYear > 1_000_000m)
            throw new BrokenRuleException("Cette distance est trop grande pour une année. Corrigez les kilomètres.");
        var brackets = BracketsOf(horsepower);
        Money Year(decimal driven) => Money.Round(Yearly(brackets, driven) * (isElectric ? electric : 1m));
        return Year(alreadyThisYear + kilometres) - Year(alreadyThisYear);
    }

    /// <summary>The scale starts at "3 and less" and ends at "7 and more".</summary>
    private Bracket[] BracketsOf(int horsepower) => Array.FindLast(
        vehicles, v => v.Horsepower <= Math.Max(horsepower, vehicles[0].Horsepower)).Brackets;

    private static decimal Yearly(Bracket[] brackets, decimal kilometres)
    {
        if (kilometres == 0)
            return 0;
        var bracket = Array.Find(brackets, b => b.UpTo is null || kilometres <= b.UpTo);
        return kilometres * bracket.Rate + bracket.Fixed;
    }

    private readonly record struct Bracket(decimal? UpTo, decimal Rate, decimal Fixed)
    {
        public static Bracket Read(JsonElement json) => new(
            json.TryGetProperty("jusqua", out var bound) ? bound.GetDecimal() : null,
            json.GetProperty("taux").GetDecimal(),
            json.GetProperty("fixe").GetDecimal());
    }
}
