using System.Globalization;

namespace Essaim.Domain.Values;

/// <summary>
/// A calendar month (mois). Kept as the number 202611 for November 2026, so that months sort and compare.
/// </summary>
public readonly record struct Month : IComparable<Month>
{
    public int Number { get; }

    public Month(int year, int month)
    {
        if (month is < 1 or > 12 || year is < 1900 or > 2999)
            throw new BrokenRuleException($"Le mois {month}/{year} n’existe pas. Écrivez par exemple 2026-11.");
        Number = year * 100 + month;
    }

    public int Year => Number / 100;
    public int MonthOfYear => Number % 100;
    public DateOnly FirstDay => new(Year, MonthOfYear, 1);
    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);

    public static Month Of(DateOnly date) => new(date.Year, date.Month);
    public static Month FromNumber(int number) => new(number / 100, number % 100);

    /// <summary>Reads "2026-11" or "11/2026".</summary>
    public static Month Parse(string text)
    {
        var parts = text.Trim().Split('-', '/');
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var a)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var b))
            throw new BrokenRuleException($"« {text} » n’est pas un mois. Écrivez par exemple 2026-11.");
        return parts[0].Length == 4 ? new Month(a, b) : new Month(b, a);
    }

    /// <summary>The month of an address; null where it names none, and so no page.</summary>
    public static Month? Find(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (BrokenRuleException)
        {
            return null;
        }
    }

    public Month Add(int months) => Of(FirstDay.AddMonths(months));
    public Month Next() => Add(1);
    public bool Contains(DateOnly date) => Of(date) == this;

    /// <summary>The months from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public static IEnumerable<Month> Range(Month first, Month last)
    {
        for (var month = first; month.CompareTo(last) <= 0; month = month.Next())
            yield return month;
    }

    public int CompareTo(Month other) => Number.CompareTo(other.Number);
    public static bool operator <(Month a, Month b) => a.Number < b.Number;
    public static bool operator >(Month a, Month b) => a.Number > b.Number;
    public static bool operator <=(Month a, Month b) => a.Number <= b.Number;
    public static bool operator >=(Month a, Month b) => a.Number >= b.Number;

    /// <summary>"novembre 2026".</summary>
    public override string ToString() => FrenchText.MonthName(Year, MonthOfYear);

    /// <summary>"de novembre 2026", "d’octobre 2026".</summary>
    public string AfterDe() => (MonthOfYear is 4 or 8 or 10 ? "d’" : "de ") + this;

    /// <summary>"2026-11", for addresses and files.</summary>
    public string ToIso() => $"{Year:0000}-{MonthOfYear:00}";
}
