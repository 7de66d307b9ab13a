using System.Globalization;
using System.Text;

namespace Essaim.Domain.Values;

/// <summary>
/// Text that every bank of the SEPA takes (EPC217-08): Latin letters without accents, digits, space and
/// / - ? : ( ) . , ' +. French letters become their plain form, other signs the nearest one; what has none,
/// quotation marks among them, is a space.
/// </summary>
internal static class SepaText
{
    public const int LongestName = 70;
    public const int LongestId = 35;
    public const int LongestLabel = 140;

    private const string Signs = "/-?:().,'+ ";

    private static readonly Dictionary<char, string> Nearest = new()
    {
        ['œ'] = "oe", ['Œ'] = "OE", ['æ'] = "ae", ['Æ'] = "AE", ['ß'] = "ss", ['ø'] = "o", ['Ø'] = "O", ['ł'] = "l",
        ['Ł'] = "L", ['đ'] = "d", ['Đ'] = "D", ['ð'] = "d", ['þ'] = "th", ['ı'] = "i", ['€'] = "EUR", ['’'] = "'",
        ['‘'] = "'", ['`'] = "'", ['´'] = "'", 
        ['–'] = "-", ['—'] = "-", ['−'] = "-", ['_'] = "-", ['~'] = "-", ['&'] = "+", [';'] = ",", ['!'] = ".",
        ['·'] = ".", ['•'] = ".", ['°'] = ".", ['*'] = ".", ['#'] = ".", ['%'] = ".", ['='] = ".", ['@'] = ".",
        ['['] = "(", [']'] = ")", ['{'] = "(", ['}'] = ")", ['<'] = "(", ['>'] = ")", ['\\'] = "/", ['|'] = "/",
    };

    /// <summary>A person's or company's name, cut at seventy signs; refused when no letter nor digit is left.</summary>
    public static string Name(string? name)
    {
        var text = Plain(name, LongestName);
        return text.Any(char.IsAsciiLetterOrDigit) ? text : throw new BrokenRuleException(
            $"Le nom « {(name ?? "").Trim()} » n’a aucune lettre que les banques prennent. "
            + "Écrivez-le en lettres latines.");
    }

    /// <summary>What the creditor reads on the statement, cut at 140 signs; may be empty.</summary>
    public static string Label(string? label) => Plain(label, LongestLabel);

    /// <summary>
    /// An identifier stays as it is or is refused: changed or cut, it would no longer be found in the bank's answer.
    /// </summary>
    public static string Id(string id, string what, int longest = LongestId)
    {
        var fits = id.Length >= 1 && id.Length <= longest && id.All(Fits) && id.Trim() == id && id[0] != '/'
            && id[^1] != '/' && !id.Contains("//", StringComparison.Ordinal);
        return fits ? id : throw new BrokenRuleException(
            $"{what} « {id} » ne convient pas aux banques : de 1 à {longest} lettres sans accent, "
            + "chiffres ou signes simples, sans barre oblique au bord ni doublée.");
    }

    private static bool Fits(char c) => char.IsAsciiLetterOrDigit(c) || Signs.Contains(c);

    private static string Plain(string? text, int longest)
    {
        var plain = new StringBuilder();
        foreach (var c in WithoutBrokenSigns(text ?? "").Normalize(NormalizationForm.FormD))
        {
            var piece = Fits(c) ? c.ToString() : Nearest.GetValueOrDefault(c);
            if (piece is null && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                piece = " ";
            if (piece is not (null or " ") || (piece == " " && plain.Length > 0 && plain[^1] != ' '))
                plain.Append(piece);
            if (plain.Length >= longest)
                break;
        }
        return plain.ToString(0, Math.Min(plain.Length, longest)).Trim();
    }

    /// <summary>Half a sign, or what Unicode has not assigned, would make the platform refuse the whole text.</summary>
    private static string WithoutBrokenSigns(string text) => string.Concat(text.Select(c =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
            ? ' ' : c));
}
