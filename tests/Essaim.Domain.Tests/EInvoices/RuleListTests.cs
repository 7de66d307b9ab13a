using System.Xml.Linq;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Tests.House;
using static Essaim.Domain.Tests.EInvoices.GivenEInvoice;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>
/// The published lists of rules, ticked one by one (EN 16931 for CII 1.3.16, BR-FR 1.3.0): each is known, no correct
/// invoice breaks it, and a spoiled one does.
/// </summary>
public sealed class RuleListTests
{
    /// <summary>The norm asks that a reason and its code mean the same; its own programs let everything pass.</summary>
    private static readonly string[] BeyondPrograms = ["BR-CO-05", "BR-CO-06", "BR-CO-07", "BR-CO-08"];

    private static readonly IReadOnlyDictionary<string, Action<SpoiledFile>> Files = SpoiledFiles.By(File.ReadAllText(
        Path.Combine(Repository.Root, "src", "Essaim.Domain", "EInvoices", "cii-places.txt")));

    private static readonly HashSet<string> Said = [.. EInvoiceRules.All.SelectMany(r => r.Same.Append(r.Id))];

    [Theory, InlineData("en16931", 806), InlineData("br-fr", 164)]
    public void Every_rule_of_the_list_is_known_and_broken_by_an_invoice(string list, int count)
    {
        var ids = Ids(list).ToList();
        Assert.Equal(count, ids.Count);
        Repository.None(ids.Except(EInvoiceRules.Ids).Except(BeyondPrograms).Select(id => $"{id} is not known"));
        // What the invoice says is spoiled in SpoiledInvoices, which its own tests walk.
        Repository.None(ids.Except(Said).Except(Files.Keys).Except(BeyondPrograms)
            .Select(id => $"no file breaks {id}"));
    }

    [Fact]
    public void Every_spoiled_file_breaks_its_rule()
    {
        Assert.True(Files.Count > 700);
        Repository.None(Files.Where(f => !Broken(SpoiledFiles.File(f.Key, f.Value)).Contains(f.Key))
            .Select(f => $"{f.Key} is not told"));
    }

    [Fact]
    public void Correct_files_break_none()
    {
        Assert.Empty(Faults(SpoiledFiles.CorrectFile()));
        Assert.DoesNotContain(Faults(SpoiledGroups.CorrectFile()), f =>
            f.Rule.StartsWith("BR-FR", StringComparison.Ordinal));
    }

    [Fact]
    public void No_rule_stands_twice_among_those_of_files()
    {
        var rules = CiiRules.Norm.Concat(CiiRules.French).Select(r => r.Id).ToList();
        Assert.Equal(rules.Count, rules.Distinct().Count());
    }

    [Fact]
    public void An_invoice_in_UBL_is_held_to_the_French_rules_too()
    {
        var spoiled = Correct with { Notes = [.. Correct.Notes.Where(n => n.Subject != "PMD")], TypeCode = "325" };
        var faults = Read(UblWriter.Write(spoiled)).Faults.Select(f => f.Rule).ToList();
        Assert.Contains("BR-FR-05_BT-22_PMD", faults);
        Assert.Contains("BR-FR-04_BT-3", faults);
        Assert.DoesNotContain("BR-FR-05_BT-22_PMT", faults);
    }

    [Fact]
    public void An_invoice_abroad_is_not_judged_by_french_rules_unless_we_issue_it()
    {
        var abroad = Correct with { Number = "N° 1", Notes = [],
            Buyer = Buyer() with { Address = Buyer().Address! with { Country = "BE" } } };
        Assert.DoesNotContain(Read(CiiWriter.Write(abroad)).Faults, f =>
            f.Rule.StartsWith("BR-FR", StringComparison.Ordinal));
        Assert.Contains(EInvoiceRules.Judge(abroad, EInvoiceSide.Issued), f => f.Rule == "BR-FR-02_BT-1");
    }

    [Fact]
    public void Of_mere_warnings_five_are_told()
    {
        var root = SpoiledFiles.CorrectFile();
        foreach (var address in root.Descendants().Where(e => e.Name.LocalName == "PostalTradeAddress").ToList())
            foreach (var part in new[] { "Name", "Purpose", "CopyIndicator", "LanguageID", "PurposeCode", "VersionID",
                "GlobalID", "RevisionID" })
                SpoiledFile.At(root.Elements().First(e => e.Name.LocalName == "ExchangedDocument"), part).Value = "x";
        Assert.Equal(5, Faults(root).Count(f => f.Rule.StartsWith("CII-SR", StringComparison.Ordinal)));
    }

    private static IReadOnlyList<EInvoiceFault> Faults(XElement root) => Read(root).Faults;

    /// <summary>A date that is none and a number that is none are told before any rule is asked.</summary>
    /// <summary>What the file breaks, told or not: the reader tells a date that is none before any rule is
    /// asked.</summary>
    private static HashSet<string> Broken(XElement root) =>
        [.. CiiRules.Check(Read(root).Invoice with { Side = EInvoiceSide.Issued }, root, new HashSet<string>())
            .Select(f => f.Rule)];

    private static IEnumerable<string> Ids(string list) =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "oracles", "einvoice", list + ".txt"))
            .Where(l => l[0] != '#').Select(l => l.Split(' ')[0]);
}
