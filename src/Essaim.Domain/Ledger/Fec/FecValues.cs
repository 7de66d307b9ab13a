using System.Globalization;
using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger.Fec;

/// <summary>
/// Reads the values of a FEC as programs really write them. Every reading answers yes or no: a wrong value is a line
/// to reject, never an exception.
/// </summary>
internal static class FecValues
{
    /// <summary>
    /// Beyond this an amount is a mistake of file, and sums could leave 64 bits: ten thousand billion euros.
    /// </summary>
    private const long MostCents = 1_000_000_000_000_000;

    /// <summary>20250131, and what is not lawful but common: 2025-01-31, 31/01/2025.</summary>
    public static bool TryDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        text = text.Trim();
        date = default;
        int year, month, day;
        if (text.Length == 8)
            (year, month, day) = (Digits(text[..4]), Digits(text[4..6]), Digits(text[6..]));
        else if (text.Length == 10 && text[4] is '-' or '/' && text[7] == text[4])
            (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..]));
        else if (text.Length == 10 && text[2] is '/' or '-' && text[5] == text[2])
            (year, month, day) = (Digits(text[6..]), Digits(text[3..5]), Digits(text[..2]));
        else
            return false;
        if (year is < 1900 or > 2099 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>
    /// Cents, signed. Empty is zero; the last comma or point is the decimal one when both kinds stand, or when it
    /// stands alone; decimals beyond two are taken only if they are zeros.
    /// </summary>
    public static bool TryAmount(ReadOnlySpan<char> text, out long cents)
    {
        cents = 0;
        text = text.Trim();
        if (text.Length == 0)
            return true;
        var negative = text[0] is '-' or '\u2212' || text[^1] is '-';
        text = text.Trim("+-\u2212");
        if (!text.ContainsAnyInRange('0', '9'))
            return false;
        var mark = DecimalMark(text);
        if (!TryWhole(mark < 0 ? text : text[..mark], out var whole)
            || !TryFraction(mark < 0 ? [] : text[(mark + 1)..], out var fraction) || whole > MostCents / 100)
            return false;
        cents = whole * 100 + fraction;
        cents = negative ? -cents : cents;
        return true;
    }

    /// <summary>
    /// "411DUPONT" is account 411 and third party DUPONT. An account of more than ten digits keeps ten only if the
    /// rest are zeros; a longer one of customers, suppliers or people is cut after its first three digits.
    /// </summary>
    public static bool TryAccount(string text, out AccountNumber account, out string? thirdParty)
    {
        (account, thirdParty) = (default, null);
        text = text.Trim();
        var length = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var at && at < 0 ? text.Length : at;
        if (length < 2 || text[0] is < '1' or > '8')
            return false;
        var digits = text[..length].TrimEnd('0') is { Length: >= 2 } shorter ? shorter : text[..2];
        if (length < text.Length)
            thirdParty = text[length..].Trim(' ', '.', '-', '_', '/', '*') is { Length: > 0 } rest ? rest : null;
        if (digits.Length > 10 && (digits.StartsWith("40", StringComparison.Ordinal)
                || digits.StartsWith("41", StringComparison.Ordinal)
                || digits.StartsWith("42", StringComparison.Ordinal)
                || digits.StartsWith("46", StringComparison.Ordinal)))
            (digits, thirdParty) = (digits[..3], text[3..]);
        if (digits.Length > 10)
            return false;
        account = new AccountNumber(digits);
        return true;
    }

    /// <summary>+1 for a debit, −1 for a credit, 0 for what is neither.</summary>
    public static int Side(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Equals("D", StringComparison.OrdinalIgnoreCase) || text is "+1" or "1" or "+"
            || text.Equals("debit", StringComparison.OrdinalIgnoreCase))
            return 1;
        return text.Equals("C", StringComparison.OrdinalIgnoreCase) || text is "-1" or "-"
            || text.Equals("credit", StringComparison.OrdinalIgnoreCase) ? -1 : 0;
    }

    private static int DecimalMark(ReadOnlySpan<char> text)
    {
        var last = text.LastIndexOfAny(',', '.');
        // "1.234.567" has one kind of mark only, several times: thousands all through.
        return last > 0 && text[..last].Contains(text[last]) ? -1 : last;
    }

    private static bool TryWhole(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        foreach (var c in text)
            if (char.IsAsciiDigit(c))
            {
                value = value * 10 + (c - '0');
                if (value > MostCents)
                    return false;
            }
            else if (!char.IsWhiteSpace(c) && c is not ',' and not '.')
                return false;
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        for (var i = 0; i < text.Length; i++)
            if (!char.IsAsciiDigit(text[i]) || (i >= 2 && text[i] != '0'))
                return false;
            else if (i < 2)
                value += (text[i] - '0') * (i == 0 ? 10 : 1);
        return true;
    }

    private static int Digits(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExceptInRange('0', '9') < 0 ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : -1;
}
