using System.Text.RegularExpressions;

namespace Essaim.Domain.Tests.House;

/// <summary>`docs/glossary.md`: each identifier it gives exists in `src/`, and each is given once.</summary>
public sealed partial class GlossaryTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "glossary.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && l.Contains('`'))
            .Select(l => l.Trim()[1..^1].Split('|').Select(c => c.Trim()).ToArray()),
    ];

    private static readonly string[] Identifiers =
        [.. Rows.SelectMany(r => Identifier().Matches(r[1]).Select(m => m.Groups[1].Value))];

    [Fact]
    public void Every_identifier_of_the_glossary_exists()
    {
        SourceFile[] files = [.. Repository.Files("src", ".cs", ".cshtml")];
        var words = files.Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Word().Matches(SourceCode.Bare(f.Text)).Select(m => m.Value))
            .Concat(files.Select(f => Path.GetFileName(f.Path).Split('.')[0])).ToHashSet();
        Repository.None(Identifiers.Where(i => !words.Contains(i)));
    }

    [Fact]
    public void One_concept_has_one_word()
    {
        Assert.NotEmpty(Rows);
        Assert.Empty(Identifiers.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Empty(Rows.GroupBy(r => r[0]).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(Rows, r => Assert.Equal(3, r.Length));
    }

    [GeneratedRegex("`([A-Z][A-Za-z]*)`")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\b[A-Z]\w*\b")]
    private static partial Regex Word();
}
