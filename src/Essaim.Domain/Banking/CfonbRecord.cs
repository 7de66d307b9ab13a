using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>
/// One record of a CFONB 120: a code and fields at fixed places. A record may have lost the blanks at its end.
/// </summary>
internal sealed class CfonbRecord
{
    private const int Length = 120;
    private const int EndOfAmount = 104;

    private readonly string _text;

    /// <summary>The record's line; its rank where the file has no line ends. The first is 1.</summary>
    public long Number { get; }

    /// <summary>Why nothing of the record can be read, or null.</summary>
    public string? Problem { get; }

    private CfonbRecord(string text, long number, string? problem)
    {
        (_text, Number, Problem) = (text.PadRight(Length), number, problem);
        Problem ??= !LooksLike(text)
            ? "Ce n’est pas un enregistrement d’un relevé CFONB 120 (01, 04, 05 ou 07)."
            : text.Length < EndOfAmount && Code != "05" || text.Length < 49
                ? $"L’enregistrement est coupé : {text.Length} signes au lieu de {Length}." : null;
    }

    public string Code => _text[..2];
    public string Bank => _text[2..7];
    public string Branch => _text[11..16];
    public string Number11 => _text[21..32];
    public string Currency => _text[16..19];
    public string Account => Bank + Branch + Number11;
    public string Kind => _text[32..34].Trim();
    public string Label => _text[48..79];
    public string EntryNumber => _text[81..88];
    public string AmountText => _text[90..104];
    public string Reference => _text[104..];
    public string DateText => _text[34..40];
    public DateOnly? Date => DateOf(DateText);
    public DateOnly? ValueDate => DateOf(_text[42..48]);

    /// <summary>What a record 05 says, and what of: NPY, LIB, RCN…</summary>
    public string Qualifier => _text[45..48];
    public string Complement => _text[48..118];

    /// <summary>
    /// Cents: thirteen digits, then a sign that is a digit and says credit ({, A to I) or debit (}, J to R). Where the
    /// record has more than two decimals, the others must be zeros.
    /// </summary>
    public bool TryAmount(out Money amount)
    {
        amount = default;
        var last = AmountText[13];
        var credit = "{ABCDEFGHI".IndexOf(last);
        var place = credit >= 0 ? credit : "}JKLMNOPQR".IndexOf(last);
        if (place < 0 || !char.IsAsciiDigit(_text[19]) || AmountText.AsSpan(0, 13).ContainsAnyExceptInRange('0', '9'))
            return false;
        var digits = AmountText[..13] + place;
        var decimals = _text[19] - '0';
        var written = $"{digits[..(14 - decimals)]}.{digits[(14 - decimals)..]}";
        if (!BankText.TryAmount(written, out var read))
            return false;
        amount = credit >= 0 ? read : -read;
        return true;
    }

    /// <summary>The records of a file, on lines or without ends; empty lines are left out.</summary>
    public static IEnumerable<CfonbRecord> Of(string text)
    {
        var number = 0L;
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny('\r', '\n');
            var end = length < 0 ? text.Length : start + length;
            var content = text.AsSpan(start, end - start).Trim("\0\u001A").TrimEnd();
            number++;
            if (content.Length <= Length)
            {
                if (!content.IsWhiteSpace())
                    yield return new CfonbRecord(content.ToString(), number, null);
            }
            else if (!LooksLike(text.AsSpan(start + Length, end - start - Length)))
                yield return new CfonbRecord("", number, $"La ligne a {content.Length} signes au lieu de {Length} : "
                    + "elle est abîmée.");
            else
                for (var at = start; at < end; at += Length, number += at < end ? 1 : 0)
                    yield return new CfonbRecord(
                        text[at..Math.Min(at + Length, end)].TrimEnd('\0', '\u001A', ' '), number, null);
            start = end < text.Length - 1 && text[end] == '\r' && text[end + 1] == '\n' ? end + 2 : end + 1;
        }
    }

    public static bool LooksLike(string text) => LooksLike(text.AsSpan());

    private static bool LooksLike(ReadOnlySpan<char> text) =>
        text.Length >= 40 && text[0] == '0' && text[1] is '1' or '4' or '5' or '7'
        && !text[2..7].ContainsAnyExceptInRange('0', '9') && !text[16..19].ContainsAnyExceptInRange('A', 'Z');

    /// <summary>JJMMAA; the format is younger than 1950.</summary>
    private static DateOnly? DateOf(string text) => BankText.TryDate(
        $"{(text[4] >= '5' ? "19" : "20")}{text[4..6]}{text[2..4]}{text[..2]}", out var date) ? date : null;
}
