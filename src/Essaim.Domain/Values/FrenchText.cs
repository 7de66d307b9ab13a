using System.Globalization;
using System.Text;

namespace Essaim.Domain.Values;

/// <summary>
/// Writes and reads amounts, rates and dates as French people do. One place, because the platform's own French culture
/// refuses what people paste (hard spaces, a dot) and writes a breakable space before the euro sign.
/// </summary>
public static class FrenchText
{
    private static readonly string[] MonthNames =
    [
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ];

    /// <summary>"1 234,56", narrow hard spaces between thousands, U+2212 below zero, no unit.</summary>
    public static string Amount(Money amount)
    {
        var cents = amount.Cents;
        var text = Number(Math.Abs(cents / 100).ToString(CultureInfo.InvariantCulture), Math.Abs(cents % 100), 2);
        return cents < 0 ? "\u2212" + text : text;
    }

    /// <summary>"12,5 %" from the fraction 0.125; no more decimals than needed.</summary>
    public static string Percent(decimal fraction) =>
        Decimal(fraction * 100m, 4) + "\u00a0%";

    /// <summary>A number with at most <paramref name="decimals"/> decimals and none in vain: "12,5".</summary>
    public static string Decimal(decimal value, int decimals)
    {
        var rounded = decimal.Round(Math.Abs(value), decimals, MidpointRounding.AwayFromZero);
        var text = rounded.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
        var parts = text.Split('.');
        var grouped = Grouped(parts[0]) + (parts.Length > 1 ? "," + parts[1] : "");
        return value < 0 && rounded != 0 ? "\u2212" + grouped : grouped;
    }

    /// <summary>"22/11/2026".</summary>
    public static string Short(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>"11/2026", as people type a month.</summary>
    public static string Short(Month month) => $"{month.FirstDay:MM}/{month.Year}";

    /// <summary>"3e trimestre 2026", of the quarter that a month belongs to.</summary>
    public static string Quarter(Month month) =>
        (month.MonthOfYear <= 3 ? "1er" : $"{(month.MonthOfYear + 2) / 3}e") + $"\u00a0trimestre {month.Year}";

    /// <summary>"22 novembre 2026", "1er janvier 2026".</summary>
    public static string Long(DateOnly date) =>
        (date.Day == 1 ? "1er" : date.Day.ToString(CultureInfo.InvariantCulture))
        + $"\u00a0{MonthNames[date.Month - 1]} {date.Year}";

    /// <summary>"novembre 2026".</summary>
    public static string MonthName(int year, int month) => $"{MonthNames[month - 1]} {year}";

    /// <summary>The name alone: "novembre".</summary>
    public static string MonthName(int month) => MonthNames[month - 1];

    /// <summary>
    /// Reads what people type or paste: any space, point or comma, an euro or percent sign behind. Refuses what can be
    /// read two ways: "1.234" may be a thousand or one and a bit.
    /// </summary>
    public static decimal ParseNumber(string? text, string what = "Ce nombre")
    {
        var cleaned = new StringBuilder();
        foreach (var c in (text ?? "").Trim().TrimEnd('€', '%').Trim())
            if (c is '\u2212' or '-')
                cleaned.Append('-');
            else if (!char.IsWhiteSpace(c))
                cleaned.Append(c);
        var value = cleaned.ToString();
        if (value.Length == 0)
            throw new BrokenRuleException($"{what} est vide. Écrivez un nombre, par exemple 1\u202f234,56.");
        var separators = value.Count(c => c is '.' or ',');
        if (separators == 1 && IsAmbiguous(value))
            throw new BrokenRuleException(
                $"« {text!.Trim()} » peut se lire de deux façons. "
                + "Écrivez 1234 pour mille deux cent trente-quatre, ou 1,23.");
        if (separators > 1)
            value = WithoutThousands(value) ?? "";
        if (!decimal.TryParse(value.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var number))
            throw new BrokenRuleException(
                $"« {text!.Trim()} » n’est pas un nombre. Écrivez par exemple 1\u202f234,56.");
        return number;
    }

    /// <summary>Reads an amount; more than two decimals are refused rather than rounded.</summary>
    public static Money ParseMoney(string? text, string what = "Ce montant")
    {
        var number = ParseNumber(text, what);
        if (decimal.Round(number, 2) != number)
            throw new BrokenRuleException(
                $"« {text!.Trim()} » a plus de deux décimales. Un montant s’arrête au centime.");
        if (Math.Abs(number) > 1_000_000_000_000m)
            throw new BrokenRuleException($"« {text!.Trim()} » est trop grand pour un montant.");
        return Money.Round(number);
    }

    /// <summary>Reads 22/11/2026, 22-11-2026, 22.11.26 or 2026-11-22; says how many days a month has.</summary>
    public static DateOnly ParseDate(string? text)
    {
        var shown = (text ?? "").Trim();
        var parts = shown.Split(['/', '-', '.', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 3 || !parts.All(p => p.Length is > 0 and <= 4 && p.All(char.IsAsciiDigit)))
            throw new BrokenRuleException($"« {shown} » n’est pas une date. Écrivez par exemple 23/11/2026.");
        var numbers = parts.Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        var (day, month, year) = parts[0].Length == 4
            ? (numbers[2], numbers[1], numbers[0])
            : (numbers[0], numbers[1], numbers[2]);
        if (year < 100)
            year += 2000;
        if (month is < 1 or > 12 || year is < 1900 or > 2099)
            throw new BrokenRuleException($"« {shown} » n’est pas une date. Écrivez par exemple 23/11/2026.");
        var days = DateTime.DaysInMonth(year, month);
        if (day < 1 || day > days)
        {
            var name = MonthNames[month - 1];
            var capital = char.ToUpperInvariant(name[0]) + name[1..];
            throw new BrokenRuleException($"« {shown} » n’existe pas. {capital} {year} a {days} jours.");
        }
        return new DateOnly(year, month, day);
    }

    private static bool IsAmbiguous(string value)
    {
        var at = value.IndexOfAny(['.', ',']);
        var whole = value[..at].TrimStart('-');
        return value[at] == '.' && value.Length - at - 1 == 3 && whole.Length is > 0 and <= 3 && whole != "0";
    }

    /// <summary>
    /// "1.234,56" and "1.234.567" without their marks; null when the groups are not of three digits, as in a date or a
    /// version number, or when two kinds of marks stand between them.
    /// </summary>
    private static string? WithoutThousands(string value)
    {
        var last = value.LastIndexOfAny(['.', ',']);
        var mark = value[last];
        // "1.234.567" has one kind of mark only: thousands all through.
        var whole = value[..last].Contains(mark) ? value : value[..last];
        var marks = whole.Where(c => c is '.' or ',').Distinct().Count();
        var groups = whole.TrimStart('-').Split('.', ',');
        if (marks != 1 || groups[0].Length is 0 or > 3 || groups.Skip(1).Any(g => g.Length != 3))
            return null;
        return whole.Replace(".", "").Replace(",", "") + value[whole.Length..];
    }

    private static string Number(string whole, long fraction, int decimals) =>
        Grouped(whole) + "," + fraction.ToString(new string('0', decimals), CultureInfo.InvariantCulture);

    private static string Grouped(string digits)
    {
        var text = new StringBuilder(digits);
        for (var i = digits.Length - 3; i > 0; i -= 3)
            text.Insert(i, '\u202f');
        return text.ToString();
    }
}
