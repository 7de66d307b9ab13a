using System.Text.RegularExpressions;

namespace Essaim.Domain.Tests.House;

/// <summary>`docs/security.md`: forty points, and each test that it names exists.</summary>
public sealed partial class SecurityTests
{
    private static readonly string[] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "security.md")).Where(l => Numbered().IsMatch(l)),
    ];

    [Fact]
    public void The_forty_points_are_answered_in_order() =>
        Assert.Equal(Enumerable.Range(1, 40), Rows.Select(r => int.Parse(Numbered().Match(r).Groups[1].Value)));

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        var tests = Repository.Files("tests", ".cs").SelectMany(f => Method().Matches(f.Text))
            .Select(m => m.Groups[1].Value).ToHashSet();
        Repository.None(Rows.SelectMany(r => Named().Matches(r)).Select(m => m.Groups[1].Value)
            .Where(n => !tests.Contains(n)));
    }

    [Fact]
    public void A_point_without_a_test_says_that_it_is_not_there_yet() =>
        Assert.All(Rows.Where(r => !Named().IsMatch(r)), r => Assert.Matches(@"not yet|no XML is read yet", r));

    [GeneratedRegex(@"^\| (\d+) \|")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"`([A-Z]\w*_\w+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex Method();
}
