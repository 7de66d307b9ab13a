namespace Essaim.Domain.Values;

/// <summary>
/// A rate (taux), kept as a fraction: 0.1 is shown "10 %". From −1 to 10; beyond it is a mistake of unit.
/// </summary>
public readonly record struct Rate : IComparable<Rate>
{
    public static readonly Rate Zero = new(0m);

    public decimal Fraction { get; }

    public Rate(decimal fraction)
    {
        if (fraction is < -1m or > 10m)
            throw new BrokenRuleException($"Le taux {FrenchText.Percent(fraction)} est hors de toute mesure.");
        Fraction = fraction;
    }

    public static Rate Percent(decimal percent) => new(percent / 100m);

    public decimal ToPercent() => Fraction * 100m;

    /// <summary>The exact product in euros; the caller rounds where its text asks for it.</summary>
    public decimal Of(Money amount) => amount.ToDecimal() * Fraction;

    public int CompareTo(Rate other) => Fraction.CompareTo(other.Fraction);

    public override string ToString() => FrenchText.Percent(Fraction);
}
