namespace Essaim.Domain.Values;

/// <summary>
/// A price of one unit, excluding VAT (prix unitaire HT), in euros with at most four decimals; may be negative on a
/// rebate line.
/// </summary>
public readonly record struct UnitPrice
{
    public decimal Euros { get; }

    public UnitPrice(decimal euros)
    {
        if (decimal.Round(euros, 4) != euros)
            throw new BrokenRuleException(
                $"Le prix unitaire {FrenchText.Decimal(euros, 8)} a plus de quatre décimales.");
        if (Math.Abs(euros) > 100_000_000m)
            throw new BrokenRuleException("Ce prix unitaire est trop grand.");
        Euros = euros;
    }

    public override string ToString() => FrenchText.Decimal(Euros, 4);
}

/// <summary>
/// How much of something (quantité), with at most four decimals; never negative: a return is a credit note.
/// </summary>
public readonly record struct Quantity
{
    public decimal Value { get; }

    public Quantity(decimal value)
    {
        if (value < 0)
            throw new BrokenRuleException(
                "Une quantité ne peut pas être négative. Pour reprendre une vente, faites un avoir.");
        if (decimal.Round(value, 4) != value || value > 100_000_000m)
            throw new BrokenRuleException(
                $"La quantité {FrenchText.Decimal(value, 8)} est trop grande ou trop précise (quatre décimales).");
        Value = value;
    }

    public override string ToString() => FrenchText.Decimal(Value, 4);
}

/// <summary>
/// Days from <see cref="First"/> to <see cref="Last"/>, both included, because law and people count so.
/// </summary>
public readonly record struct DateRange
{
    public DateOnly First { get; }
    public DateOnly Last { get; }

    public DateRange(DateOnly first, DateOnly last)
    {
        if (last < first)
            throw new BrokenRuleException(
                $"La période finit le {FrenchText.Short(last)}, avant son début le {FrenchText.Short(first)}.");
        (First, Last) = (first, last);
    }

    public bool Contains(DateOnly day) => day >= First && day <= Last;
    public int Days => Last.DayNumber - First.DayNumber + 1;
    public bool Overlaps(DateRange other) => First <= other.Last && other.First <= Last;

    public override string ToString() => $"du {FrenchText.Short(First)} au {FrenchText.Short(Last)}";
}
