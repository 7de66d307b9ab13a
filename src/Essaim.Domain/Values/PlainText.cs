using System.Globalization;
using System.Text;

namespace Essaim.Domain.Values;

/// <summary>
/// Text as it is compared (texte simplifié): small letters without accents, cut into words of letters and digits.
/// "Œuvres d’Élise" is oeuvres, d, elise; "FA-2026/118" is fa, 2026, 118.
/// </summary>
public static class PlainText
{
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text.Replace("œ", "oe").Replace("Œ", "oe").Replace("æ", "ae").Replace("ł", "l")
            .Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsLetterOrDigit(c))
                word.Append(char.ToLowerInvariant(c));
            else
                Cut(words, word);
        }
        Cut(words, word);
        return words;
    }

    /// <summary>All words as one, whatever marks stand between them: "F2026-0042" is f20260042.</summary>
    public static string InOne(string text) => string.Concat(Words(text));

    private static void Cut(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
            words.Add(word.ToString());
        word.Clear();
    }
}
