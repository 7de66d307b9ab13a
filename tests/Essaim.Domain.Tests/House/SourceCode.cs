using System.Text;
using System.Text.RegularExpressions;

namespace Essaim.Domain.Tests.House;

/// <summary>C# as text: without its comments and strings, and cut into members.</summary>
internal static partial class SourceCode
{
    private static readonly string[] NotMembers = ["class", "record", "struct", "interface", "enum", "namespace"];

    /// <summary>The code with every sign of comments and literals replaced by a space; line ends stay.</summary>
    public static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var end = SkipTo(text, i);
            if (end == i)
            {
                bare.Append(text[i++]);
                continue;
            }
            for (; i < end; i++)
                bare.Append(text[i] == '\n' ? '\n' : ' ');
        }
        return bare.ToString();
    }

    /// <summary>Where the comment or literal that starts here ends; here when none does.</summary>
    private static int SkipTo(string text, int at)
    {
        if (Starts(text, at, "//"))
            return EndOf(text, at, "\n", 0);
        if (Starts(text, at, "/*"))
            return EndOf(text, at + 2, "*/", 2);
        if (Starts(text, at, "\"\"\""))
            return EndOf(text, at + 3, "\"\"\"", 3);
        if (Starts(text, at, "@\""))
            return EndOf(text, at + 2, "\"", 1);
        if (text[at] is not ('"' or '\''))
            return at;
        var end = at + 1;
        while (end < text.Length && text[end] != text[at] && text[end] != '\n')
            end += text[end] == '\\' ? 2 : 1;
        return Math.Min(end + 1, text.Length);
    }

    private static bool Starts(string text, int at, string mark) =>
        string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

    private static int EndOf(string text, int from, string mark, int length)
    {
        var end = text.IndexOf(mark, from, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + length;
    }

    /// <summary>
    /// The methods of a file: the name that stands before their parentheses, and how many lines they take.
    /// </summary>
    public static IEnumerable<(string Name, int Lines)> Methods(string text)
    {
        var bare = Bare(text);
        var open = new Stack<(bool IsType, bool IsMethod, int Start, string Name)>();
        for (int i = 0, from = 0; i < bare.Length; i++)
        {
            if (bare[i] is not ('{' or '}' or ';'))
                continue;
            var header = bare[from..i].Trim();
            var insideType = open.Count == 0 || open.Peek().IsType;
            if (bare[i] == '{')
                open.Push((IsTypeHeader(header), insideType && IsMethodHeader(header), StartOf(bare, from), header));
            else if (bare[i] == '}' && open.TryPop(out var block) && block.IsMethod)
                yield return (NameIn(block.Name), LinesBetween(bare, block.Start, i));
            else if (bare[i] == ';' && insideType && IsMethodHeader(header))
                yield return (NameIn(header), LinesBetween(bare, StartOf(bare, from), i));
            from = i + 1;
        }
    }

    private static bool IsTypeHeader(string header) => header.Split([' ', '\n', '(']).Any(NotMembers.Contains);

    /// <summary>A name and its parentheses, before any sign of equality: "int A(int b) =>", not "X = f()".</summary>
    private static bool IsMethodHeader(string header) => !IsTypeHeader(header) && Method().IsMatch(header);

    private static string NameIn(string header) => Method().Match(header).Groups[1].Value;

    private static int StartOf(string text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]))
            from++;
        return from;
    }

    private static int LinesBetween(string text, int first, int last) =>
        text.AsSpan(first, last - first).Count('\n') + 1;

    [GeneratedRegex(@"^(?:\[[^\]]*\]\s*)*[^=]*?(?<!\.)\b"
        + @"(?!(?:public|private|internal|protected|static|async|override)\b)(\w+)(?:<[^()=]*>)?\s*\(")]
    private static partial Regex Method();
}
