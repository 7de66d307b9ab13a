using System.Reflection;
using System.Text.RegularExpressions;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.House;

/// <summary>
/// Who may use whom in the domain. What is absent from this table is forbidden; a new arrow needs a decision record
/// first. Checked twice, over the text and over what was compiled, so that neither a full name nor an alias slips by.
/// </summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Values"] = [],
        ["Law"] = ["Values"],
        ["Ledger"] = ["Values"],
        ["People"] = ["Values", "Law"],
        ["Activities"] = ["Values", "Law", "Ledger", "People"],
        ["EInvoices"] = ["Values"],
        ["Sales"] = ["Values", "EInvoices", "Law", "Ledger", "Activities"],
        ["Purchases"] = ["Values", "EInvoices", "Law", "Ledger", "Activities", "People"],
        ["Banking"] = ["Values", "Ledger"],
        ["Membership"] = ["Values", "Law", "Ledger", "People"],
        ["Payroll"] = ["Values", "Law", "Ledger", "People", "Activities", "Membership"],
        ["Support"] = ["Values", "People", "Activities"],
        ["Governance"] = ["Values", "Law", "People", "Membership"],
        ["Surplus"] =
            ["Values", "Law", "Ledger", "People", "Activities", "Membership", "Governance", "Payroll"],
        ["Together"] = ["Values", "People", "Activities", "Sales"],
        ["Funding"] = ["Values", "Ledger", "People", "Activities", "Support", "Payroll", "Membership"],
        ["Network"] = ["Values"],
    };

    private static readonly Assembly Domain = typeof(Money).Assembly;

    [Fact]
    public void Every_folder_and_every_namespace_of_the_domain_is_an_area()
    {
        var folders = Repository.Files("src/Essaim.Domain", ".cs").Select(f => f.Path.Split('/')[2]);
        var namespaces = Domain.GetTypes().Where(t => !IsCompilers(t)).Select(AreaOf);
        Assert.All(folders.Concat(namespaces).Distinct(), area => Assert.Contains(area, MayUse.Keys));
    }

    [Fact]
    public void The_text_of_an_area_names_only_areas_that_it_may_use() => Repository.None(
        Repository.Files("src/Essaim.Domain", ".cs").SelectMany(file => Named(SourceCode.Bare(file.Text)).Distinct()
            .Where(named => !Allowed(file.Path.Split('/')[2], named)).Select(named => $"{file} uses {named}")));

    [Fact]
    public void The_types_of_an_area_are_made_of_areas_that_it_may_use() => Repository.None(
        Domain.GetTypes().Where(t => !IsCompilers(t)).SelectMany(type => UsedBy(type).SelectMany(Parts)
            .Where(used => used.Assembly == Domain && !IsCompilers(used)).Select(AreaOf).Distinct()
            .Where(area => !Allowed(AreaOf(type), area)).Select(area => $"{type} uses {area}")));

    [Fact]
    public void The_domain_references_only_the_base_library() => Assert.All(Domain.GetReferencedAssemblies(),
        a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact]
    public void Nobody_uses_an_area_that_uses_it_back() =>
        Assert.All(MayUse.Keys, area => Assert.False(Reaches(area, area), area));

    private static bool Allowed(string area, string used) =>
        area == used || MayUse.TryGetValue(area, out var uses) && uses.Contains(used);

    private static bool Reaches(string from, string to) =>
        MayUse[from].Any(next => next == to || Reaches(next, to));

    /// <summary>
    /// Areas named after "Essaim.Domain.", or by their own name alone, which inside the domain is enough:
    /// "Sales.SaleLine". What follows a dot is a member: "Journal.Sales".
    /// </summary>
    private static IEnumerable<string> Named(string code) =>
        FullName().Matches(code).Select(m => m.Groups[1].Value)
            .Concat(ShortName().Matches(code).Select(m => m.Groups[1].Value).Where(MayUse.ContainsKey));

    /// <summary>"" for what stands outside any area, which is refused as well.</summary>
    private static string AreaOf(Type type) =>
        type.Namespace?.Split('.') is ["Essaim", "Domain", var area, ..] ? area : "";

    private static bool IsCompilers(Type type) => type.FullName is not { } name || name.Contains('<')
        || type.Namespace is "System.Runtime.CompilerServices" or "Microsoft.CodeAnalysis";

    private static IEnumerable<Type> UsedBy(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
            | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = type.GetMethods(all);
        return [
            .. type.BaseType is { } parent ? new[] { parent } : [], .. type.GetInterfaces(),
            .. type.GetFields(all).Select(f => f.FieldType), .. type.GetProperties(all).Select(p => p.PropertyType),
            .. methods.Select(m => m.ReturnType),
            .. methods.SelectMany(m => m.GetParameters()).Select(p => p.ParameterType),
            .. type.GetConstructors(all).SelectMany(c => c.GetParameters()).Select(p => p.ParameterType),
            .. methods.SelectMany(m => m.GetMethodBody()?.LocalVariables.Select(v => v.LocalType) ?? []),
        ];
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? [type, .. type.GetGenericArguments().SelectMany(Parts)]
        : [type];

    [GeneratedRegex(@"\bEssaim\.Domain\.(\w+)")]
    private static partial Regex FullName();

    [GeneratedRegex(@"(?<![\w.])([A-Z][a-z]+)\s*\.\s*[A-Z]")]
    private static partial Regex ShortName();
}
