using System.Globalization;
using System.Text.RegularExpressions;
using Essaim.Domain.Ledger;
using Essaim.Domain.Tests.House;

namespace Essaim.Domain.Tests.Ledger;

/// <summary>
/// `docs/field/postings.md`, whose table is the data of our tests: each row gives the lines that its document writes,
/// one entry after another. A page that says something else than the code fails here.
/// </summary>
internal static partial class PostingsPage
{
    private static readonly string[] Page =
        File.ReadAllLines(Path.Combine(Repository.Root, "docs", "field", "postings.md"));

    public static readonly IReadOnlyDictionary<int, string[][]> Rows = Read();

    /// <summary>The worked sequence: cash, committed, available, held and owed after each step.</summary>
    public static readonly decimal[][] Steps = [.. Page.Select(l => Step().Match(l)).Where(m => m.Success)
        .Select(m => m.Groups[1].Captures.Select(c => decimal.Parse(
            c.Value.Replace('\u2212', '-'), NumberStyles.Number, CultureInfo.InvariantCulture)).ToArray())];

    /// <summary>
    /// Asserts that these entries are, line for line, those of the row; the order within an entry is free.
    /// </summary>
    public static void Matches(int row, params IEnumerable<DraftEntry> entries) =>
        Assert.Equal(Text(Rows[row]), Text(entries.Select(e => e.Lines.Select(Notation))));

    private static string Text(IEnumerable<IEnumerable<string>> entries) =>
        string.Join("\n", entries.Select(e => string.Join("\n", e.Order(StringComparer.Ordinal)) + "\n"));

    /// <summary>"A Dr 411 [customer] 1440.00".</summary>
    private static string Notation(EntryLine line) =>
        $"{Letter(line.Activity)} {(line.Amount.IsPositive ? "Dr" : "Cr")} {line.Account.Digits} "
        + (line.ThirdParty is { } party ? $"[{Name(party)}] " : "") + line.Amount.Abs().ToInvariant();

    private static string Letter(ActivityId activity) =>
        activity.Value switch { 1 => "S", 2 => "A", 3 => "B", _ => "?" };

    private static string Name(ThirdParty party) => party.Code switch
    {
        "act-2" => "A",
        "act-3" => "B",
        "cli-7" => "customer",
        "fou-5" => "supplier",
        "per-9" => "person",
        "org-urssaf" => "Urssaf",
        "org-retraite" => "pension",
        "org-dgfip" => "State",
        _ => party.Code,
    };

    private static Dictionary<int, string[][]> Read() =>
        Page.Select(l => Row().Match(l)).Where(m => m.Success)
            .ToDictionary(m => int.Parse(m.Groups[1].Value),
                m => m.Groups[2].Value.Split("<br>").Select(Entry).ToArray());

    private static string[] Entry(string cell) =>
        [.. Remark().Replace(cell, "").Split('·').Select(l => Sixed(l.Trim()))];

    /// <summary>The page writes 411 where the books keep 411000.</summary>
    private static string Sixed(string line) => AccountWord().IsMatch(line)
        ? AccountWord().Replace(line, m => m.Groups[1].Value + new AccountNumber(m.Groups[2].Value).Digits)
        : throw new InvalidOperationException($"docs/field/postings.md: « {line} » is not a line of an entry.");

    [GeneratedRegex(@"^\| (\d+) \|[^|]*\|([^|]*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| [^|]* \|(?: (\u2212?[\d,]+\.\d\d) \|){5}$")]
    private static partial Regex Step();

    [GeneratedRegex(@"\*[^*]*\*")]
    private static partial Regex Remark();

    [GeneratedRegex(@"^([SAB] (?:Dr|Cr) )(\d+)(?= (?:\[\w+\] )?\d+\.\d\d$)")]
    private static partial Regex AccountWord();
}
