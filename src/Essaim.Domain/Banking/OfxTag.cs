using System.Net;

namespace Essaim.Domain.Banking;

/// <summary>A tag of an OFX file in capitals, "/" before a closing one, and the text up to the next tag.</summary>
internal readonly record struct OfxTag(string Name, string Value, int Line)
{
    private const int LongestName = 40;
    private const int LongestValue = 10_000;

    /// <summary>
    /// The tags of a text. A lesser-than sign that begins no tag is text, as banks write it in labels.
    /// </summary>
    public static IEnumerable<OfxTag> Of(string text)
    {
        var (line, counted) = (1, 0);
        for (var start = NextTag(text, 0); start >= 0;)
        {
            line += text.AsSpan(counted, start - counted).Count('\n');
            counted = start;
            var close = text.IndexOf('>', start);
            var next = NextTag(text, close + 1);
            var end = next < 0 ? text.Length : next;
            var value = text.AsSpan(close + 1, Math.Min(end - close - 1, LongestValue)).Trim();
            yield return new OfxTag(text[(start + 1)..close].Trim().ToUpperInvariant(), Plain(value), line);
            start = next;
        }
    }

    /// <summary>Where the next tag begins: a sign, a name without blanks, a sign; −1 when none does.</summary>
    private static int NextTag(string text, int from)
    {
        for (var at = text.IndexOf('<', from); at >= 0; at = text.IndexOf('<', at + 1))
        {
            var name = text.AsSpan(at + 1, Math.Min(LongestName, text.Length - at - 1));
            var close = name.IndexOf('>');
            if (close > 0 && !name[..close].ContainsAny('<', ' ', '\n')
                    && char.IsAsciiLetter(name[name[0] == '/' ? 1 : 0]))
                return at;
        }
        return -1;
    }

    private static string Plain(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
            return "";
        var text = value.ToString();
        if (text.StartsWith("<![CDATA[", StringComparison.Ordinal))
            text = text.Replace("<![CDATA[", "").Replace("]]>", "");
        return text.Contains('&') ? WebUtility.HtmlDecode(text) : text;
    }
}
