using System.Globalization;

namespace Essaim.Domain.Values;

/// <summary>
/// An amount of euros (montant), in whole cents. Sums that leave the range of 64 bits throw: an amount is never wrong
/// in silence. There is no operator with <see cref="decimal"/>: the only way in is <see cref="Round"/>.
/// </summary>
public readonly record struct Money(long Cents) : IComparable<Money>
{
    public static readonly Money Zero = new(0);

    public static Money Euros(long euros) => new(checked(euros * 100));

    /// <summary>
    /// Rounds to the cent, halves away from zero, so that a credit note mirrors its invoice to the cent. The caller
    /// says in a comment which text asks for a rounding at that place.
    /// </summary>
    public static Money Round(decimal euros) =>
        new(decimal.ToInt64(decimal.Round(euros * 100m, 0, MidpointRounding.AwayFromZero)));

    /// <summary>The amount in euros, exact: for products and for display, never for storing.</summary>
    public decimal ToDecimal() => Cents / 100m;

    public bool IsZero => Cents == 0;
    public bool IsPositive => Cents > 0;
    public bool IsNegative => Cents < 0;
    public Money Abs() => Cents < 0 ? -this : this;

    public static Money operator +(Money a, Money b) => new(checked(a.Cents + b.Cents));
    public static Money operator -(Money a, Money b) => new(checked(a.Cents - b.Cents));
    public static Money operator -(Money a) => new(checked(-a.Cents));
    public static bool operator <(Money a, Money b) => a.Cents < b.Cents;
    public static bool operator >(Money a, Money b) => a.Cents > b.Cents;
    public static bool operator <=(Money a, Money b) => a.Cents <= b.Cents;
    public static bool operator >=(Money a, Money b) => a.Cents >= b.Cents;

    public static Money Min(Money a, Money b) => a < b ? a : b;
    public static Money Max(Money a, Money b) => a > b ? a : b;

    public int CompareTo(Money other) => Cents.CompareTo(other.Cents);

    /// <summary>
    /// The part of this amount that belongs to <paramref name="part"/> of <paramref name="whole"/>, rounded to the
    /// cent; the whole for the whole, so that successive parts taken as differences add up exactly.
    /// </summary>
    public Money Prorata(Money part, Money whole)
    {
        if (whole.IsZero)
            throw new ArgumentOutOfRangeException(nameof(whole), "Nothing to share in proportion of.");
        return part == whole ? this : Round((decimal)Cents * part.Cents / whole.Cents / 100m);
    }

    /// <summary>
    /// Splits the amount in proportion to the weights; the parts add up to the amount. The cents that rounding leaves
    /// go one by one to the parts that lost most by it, the earlier part first when two lost the same.
    /// </summary>
    public Money[] Share(IReadOnlyList<long> weights)
    {
        var total = weights.Sum(w => w < 0 ? throw new ArgumentOutOfRangeException(nameof(weights)) : (decimal)w);
        if (total == 0)
            throw new ArgumentOutOfRangeException(nameof(weights), "At least one weight must be positive.");
        var whole = Math.Abs((decimal)Cents);
        var negative = Cents < 0;
        var exact = weights.Select(w => whole * w / total).ToArray();
        var parts = exact.Select(e => (long)decimal.Truncate(e)).ToArray();
        var left = whole - parts.Sum(p => (decimal)p);
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => exact[i] - parts[i]).Take((int)left))
            parts[i]++;
        return [.. parts.Select(p => new Money(negative ? -p : p))];
    }

    /// <summary>As people read it: "1 234,56 €", with narrow and hard spaces and a real minus.</summary>
    public override string ToString() => FrenchText.Amount(this) + "\u00a0€";

    /// <summary>As a file for machines writes it: "1234.56".</summary>
    public string ToInvariant() => ToDecimal().ToString("0.00", CultureInfo.InvariantCulture);
}

/// <summary>Adds amounts of a sequence.</summary>
public static class MoneySums
{
    public static Money Sum(this IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (a, b) => a + b);

    public static Money Sum<T>(this IEnumerable<T> items, Func<T, Money> amount) =>
        items.Aggregate(Money.Zero, (a, b) => a + amount(b));
}
