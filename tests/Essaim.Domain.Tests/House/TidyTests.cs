using System.Text.RegularExpressions;

namespace Essaim.Domain.Tests.House;

/// <summary>
/// What a reader may count on in every file of `src/` and `tests/`. A refusal names the file and the line.
/// </summary>
public sealed partial class TidyTests
{
    private static readonly string[] VagueFolders = ["Common", "Core", "Helpers", "Utils", "Services", "Managers"];

    private static readonly SourceFile[] Code =
        [.. Repository.Files("src", ".cs"), .. Repository.Files("tests", ".cs")];
    private static readonly SourceFile[] Pages = [.. Repository.Files("src", ".cshtml")];
    private static readonly SourceFile[] Domain = [.. Repository.Files("src/Essaim.Domain", ".cs")];

    [Fact]
    public void A_file_has_at_most_300_lines() =>
        Repository.None(Code.Concat(Pages).Where(f => f.Lines.Length > 300)
            .Select(f => $"{f}: {f.Lines.Length} lines"));

    [Fact]
    public void A_method_has_at_most_50_lines() =>
        Repository.None(Code.SelectMany(f => SourceCode.Methods(f.Text).Where(m => m.Lines > 50)
            .Select(m => $"{f}: {m.Name} has {m.Lines} lines")));

    [Fact]
    public void A_line_of_code_has_at_most_120_signs() => NoLine(Code, line => line.Length > 120);

    [Fact]
    public void There_is_no_region() =>
        NoLine(Code, line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal));

    [Fact]
    public void What_is_left_to_do_names_its_issue() => NoLine(Code.Concat(Pages), line => LeftToDo().IsMatch(line));

    [Fact]
    public void The_domain_has_no_floating_point() =>
        Repository.None(Domain.Where(f => FloatingPoint().IsMatch(SourceCode.Bare(f.Text))).Select(f => f.Path));

    [Fact]
    public void No_folder_has_a_name_that_says_nothing() =>
        Repository.None(Code.Concat(Pages)
            .Where(f => f.Folders.Intersect(VagueFolders, StringComparer.OrdinalIgnoreCase).Any())
            .Select(f => f.Path));

    [Fact]
    public void Pages_write_no_raw_html() =>
        NoLine(Pages.Concat(Repository.Files("src", ".cs")), line => line.Contains("Html." + "Raw"));

    [Fact]
    public void Pages_have_no_inline_style_nor_script() => Repository.None(Pages.Where(f => Inline().IsMatch(f.Text))
        .Select(f => $"{f}: {Inline().Match(f.Text).Value.Trim()}"));

    [Fact]
    public void Every_public_type_of_the_domain_says_what_it_is() =>
        Repository.None(Domain.SelectMany(f => Undocumented(f.Lines).Select(line => $"{f}: {line.Trim()}")));

    [Fact]
    public void There_is_something_to_look_at() => Assert.True(Code.Length > 50 && Domain.Length > 20);

    [Theory]
    [InlineData("class C { void A() { if (x) { y(); }\n } }", "A", 2)]
    [InlineData("class C\n{\n    int A(int b) =>\n        b;\n}", "A", 2)]
    [InlineData("[X(1)]\nclass C\n{\n    [Y(2)] (int, int) A<T>(T t = 1)\n    {\n    }\n}", "A", 3)]
    [InlineData("record R(int A)\n{\n    string X = f(\"{\");\n    /* } */ R() : this(1)\n    {\n    }\n}", "R", 3)]
    public void Methods_are_counted_as_people_count_them(string code, string name, int lines) =>
        Assert.Equal([(name, lines)], SourceCode.Methods(code));

    /// <summary>Public types that no summary stands above; attributes and other documentation may be between.</summary>
    private static IEnumerable<string> Undocumented(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (!PublicType().IsMatch(lines[i]))
                continue;
            var above = lines[..i].Reverse().TakeWhile(l => l.TrimStart() is ['/', '/', '/', ..] or ['[', ..]);
            if (!above.Any(l => l.Contains("<summary>")))
                yield return lines[i];
        }
    }

    private static void NoLine(IEnumerable<SourceFile> files, Func<string, bool> refused) =>
        Repository.None(files.SelectMany(f => f.Lines.Index().Where(l => refused(l.Item))
            .Select(l => $"{f}:{l.Index + 1}")));

    [GeneratedRegex(@"TO" + @"DO(?!:? ?\(?#\d+)")]
    private static partial Regex LeftToDo();

    [GeneratedRegex(@"\b(double|float|Half|Double|Single)\b")]
    private static partial Regex FloatingPoint();

    [GeneratedRegex(@"<style\b|<script(?![^>]*\bsrc=)|\sstyle\s*=|\son[a-z]+\s*=\s*[""']", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"^\s*public (?:(?:sealed|static|abstract|readonly|partial|ref) )*"
        + "(?:class|record|struct|interface|enum) ")]
    private static partial Regex PublicType();
}
