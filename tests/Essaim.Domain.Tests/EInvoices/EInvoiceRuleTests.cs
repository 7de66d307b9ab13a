using Essaim.Domain.EInvoices;
using Essaim.Domain.Tests.House;
using static Essaim.Domain.Tests.EInvoices.GivenEInvoice;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>The table of rules, walked: each is broken by an invoice that breaks it and nothing else.</summary>
public sealed class EInvoiceRuleTests
{
    public static TheoryData<string> Ids => [.. EInvoiceRules.All.Select(r => r.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void A_spoiled_invoice_breaks_this_rule_and_no_other(string id)
    {
        Assert.True(SpoiledInvoices.By.ContainsKey(id), $"No invoice breaks {id}.");
        var faults = EInvoiceRules.Check(SpoiledInvoices.By[id], []);
        Assert.Equal([id], faults.Select(f => f.Rule).Distinct());
        Assert.All(faults, f => Assert.EndsWith(".", f.Sentence));
    }

    [Fact]
    public void Every_spoiled_invoice_is_for_a_rule() =>
        Assert.Equal(EInvoiceRules.All.Select(r => r.Id).Order(), SpoiledInvoices.By.Keys.Order());

    [Fact]
    public void Correct_invoices_break_none()
    {
        Assert.Empty(EInvoiceRules.Check(Correct, []));
        Assert.Empty(EInvoiceRules.Check(Correct with { TypeCode = "381" }, []));
        foreach (var (category, reason) in SpoiledInvoices.Untaxed)
            Assert.Empty(EInvoiceRules.Check(Without(category, reason), []));
        Assert.Empty(EInvoiceRules.Check(SpoiledInvoices.Taxed("L"), []));
        Assert.Empty(EInvoiceRules.Check(SpoiledInvoices.Taxed("M"), []));
    }

    [Fact]
    public void No_rule_stands_twice_in_the_table() =>
        Assert.Equal(EInvoiceRules.All.Count, EInvoiceRules.All.Select(r => r.Id).Distinct().Count());

    [Fact]
    public void The_page_of_received_invoices_names_every_rule()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "field", "received-invoices.md"));
        var named = System.Text.RegularExpressions.Regex.Matches(page, @"`((?:BR|ESSAIM)-[A-Z0-9-]+)`")
            .Select(m => m.Groups[1].Value).ToHashSet();
        // The rules of France and of the file are known by their lists: RuleListTests.
        var ruled = EInvoiceRules.All.SelectMany(r => r.Same.Append(r.Id)).ToHashSet();
        Repository.None(ruled.Except(named).Select(id => $"{id} is not on the page"));
        Repository.None(named.Except(ruled).Select(id => $"{id} is not in the table"));
    }

    [Fact]
    public void A_cent_for_each_amount_is_forgiven_in_the_extended_profiles_only()
    {
        var off = Correct with { Totals = Correct.Totals with { Lines = 850.02m } };
        Assert.Equal(["BR-CO-10", "BR-CO-13"], EInvoiceRules.Check(off, []).Select(f => f.Rule));
        Assert.Empty(EInvoiceRules.Check(off with { Specification = "urn:cen.eu:en16931:2017#conformant#x:extended" },
            []));
    }

    [Fact]
    public void Vat_rounded_line_by_line_is_not_told_but_a_cent_more_is()
    {
        EInvoice Taxed(decimal tax) => Correct with
        {
            VatGroups = [Correct.VatGroups[0] with { Tax = tax }, Correct.VatGroups[1]],
            Totals = Correct.Totals with { Vat = tax + 5.50m, Gross = 835.50m + tax, Due = 754.00m + tax },
        };
        // One line, one allowance and one charge bear 20 %: three cents.
        Assert.Empty(EInvoiceRules.Check(Taxed(146.03m), []));
        Assert.Empty(EInvoiceRules.Check(Taxed(145.97m), []));
        Assert.Equal(["BR-S-09"], EInvoiceRules.Check(Taxed(146.04m), []).Select(f => f.Rule));
    }

    [Fact]
    public void An_invoice_abroad_is_not_judged_by_french_rules()
    {
        var abroad = Correct with { Number = "N° 1", Notes = [],
            Seller = Seller() with { Address = Seller().Address! with { Country = "BE" } } };
        Assert.Empty(EInvoiceRules.Check(abroad, []));
    }

    [Fact]
    public void One_rule_is_told_at_most_five_times()
    {
        var many = Correct with { Lines = [.. Enumerable.Repeat(Hours() with { Name = null }, 1000)] };
        Assert.Equal(5, EInvoiceRules.Check(many, []).Count(f => f.Rule == "BR-25"));
    }
}
