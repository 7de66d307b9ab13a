using System.Text;
using Essaim.Domain.Ledger.Fec;
using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>
/// Reads what files of banks hold: their bytes as text, and texts as amounts, days and accounts. Every reading answers
/// yes or no: a wrong value is a line to tell, never an exception.
/// </summary>
internal static class BankText
{
    /// <summary>No label of a bank is longer; a longer one is cut.</summary>
    private const int LongestText = 1000;

    /// <summary>The longest way of saying that there is no reference: "NOT PROVIDED".</summary>
    private const int LongestNothing = 12;

    /// <summary>
    /// The encoding of a file that may declare one. The bytes come first, since files that say UTF-8 and are not
    /// exist: a mark or whole UTF-8 decides, then the declared name, then what the bytes look like.
    /// </summary>
    public static Encoding EncodingOf(byte[] content, string? declared)
    {
        var found = FecEncoding.Of(new MemoryStream(content));
        if (!found.IsSingleByte || declared is null)
            return found;
        var named = int.TryParse(declared, out var page) && page is > 0 and <= 65535
            ? CodePagesEncodingProvider.Instance.GetEncoding(page)
            : CodePagesEncodingProvider.Instance.GetEncoding(declared);
        return named is { IsSingleByte: true } ? named : found;
    }

    public static string Decode(byte[] content, Encoding encoding)
    {
        var text = encoding.GetString(content);
        return text.StartsWith('\uFEFF') ? text[1..] : text;
    }

    /// <summary>A digit, at most one point or comma, at most one sign; two decimals, more only if they are
    /// zeros.</summary>
    public static bool TryAmount(ReadOnlySpan<char> text, out Money amount)
    {
        text = text.Trim();
        amount = default;
        var digits = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        var mark = digits.IndexOfAny('.', ',');
        var whole = mark < 0 ? digits : digits[..mark];
        if (whole.Length == 0 || whole.ContainsAnyExceptInRange('0', '9') || !FecValues.TryAmount(text, out var cents))
            return false;
        amount = new Money(cents);
        return true;
    }

    /// <summary>"2026-01-31" or "20260131", and what begins so: hours and zones are left out.</summary>
    public static bool TryDate(string? text, out DateOnly date)
    {
        date = default;
        var value = text.AsSpan().Trim();
        var length = value.Length > 4 && value[4] == '-' ? 10 : 8;
        return value.Length >= length && FecValues.TryDate(value[..length], out date);
    }

    /// <summary>An IBAN, or a whole French RIB of 23 signs; null for anything else.</summary>
    public static Iban? ToIban(string? text)
    {
        var value = new string([.. (text ?? "").Where(c => !char.IsWhiteSpace(c)).Take(35)]);
        if (value.Length == 23 && Iban.OfRib(value[..5], value[5..10], value[10..21]) is { } national
                && national.Text.EndsWith(value[21..], StringComparison.Ordinal))
            return national;
        if (value.Length < 15 || !char.IsAsciiLetter(value[0]) || !char.IsAsciiLetter(value[1]))
            return null;
        try
        {
            return new Iban(value);
        }
        catch (BrokenRuleException)
        {
            return null;
        }
    }

    /// <summary>One line of text: runs of blanks and control signs are one space; null when nothing is left.</summary>
    public static string? Clean(string? text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length <= LongestText && !trimmed.ContainsAnyExceptInRange(' ', '~') && trimmed.IndexOf("  ") < 0)
            return trimmed.IsEmpty ? null : trimmed.Length == text!.Length ? text : trimmed.ToString();
        var clean = new StringBuilder(Math.Min(trimmed.Length, LongestText));
        foreach (var c in trimmed)
        {
            if (clean.Length >= LongestText)
                break;
            // No bank writes signs outside the base plane, and half of one cannot be kept.
            if (!char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c))
                clean.Append(c);
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }
        return clean.ToString().TrimEnd() is { Length: > 0 } value ? value : null;
    }

    /// <summary>The pieces of a label joined, each once, and none that another already says.</summary>
    public static string Join(IEnumerable<string?> pieces)
    {
        var label = "";
        foreach (var piece in pieces.Take(50))
            if (label.Length < LongestText && Clean(piece) is { } text
                    && !label.Contains(text, StringComparison.Ordinal))
                label = label.Length == 0 ? text : $"{label} {text}";
        return Clean(label) ?? "";
    }

    /// <summary>A reference that names something: not a bank's way of saying that there is none.</summary>
    public static string? Reference(string? text)
    {
        var value = Clean(text);
        if (value is null || !value.AsSpan().ContainsAnyExcept("0 -./"))
            return null;
        if (value.Length > LongestNothing)
            return value;
        var letters = string.Concat(value.Where(char.IsAsciiLetter)).ToUpperInvariant();
        var nothing = letters is "NOTPROVIDED" or "NONREF" or "NOREF" or "NONE" && !value.Any(char.IsAsciiDigit);
        return nothing ? null : value;
    }
}
