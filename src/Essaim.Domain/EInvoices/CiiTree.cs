using System.Globalization;
using System.Xml.Linq;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// A CII as a tree of names, for rules that speak of places in the file rather than of what the invoice says.
/// Namespaces
/// are left out: the reader has looked at them.
/// </summary>
internal sealed class CiiTree
{
    public const string Trade = "SupplyChainTradeTransaction";
    public const string LineItem = $"{Trade}/IncludedSupplyChainTradeLineItem";
    public const string Agreement = $"{Trade}/ApplicableHeaderTradeAgreement";
    public const string Delivery = $"{Trade}/ApplicableHeaderTradeDelivery";
    public const string Settlement = $"{Trade}/ApplicableHeaderTradeSettlement";
    public const string Sums = $"{Settlement}/SpecifiedTradeSettlementHeaderMonetarySummation";

    private readonly Dictionary<string, List<XElement>> _byName = [];
    private readonly HashSet<string> _attributes = [];
    private readonly Dictionary<string, IReadOnlyList<XElement>> _places = [];

    public CiiTree(XElement root)
    {
        Root = root;
        foreach (var element in root.DescendantsAndSelf())
        {
            if (!_byName.TryGetValue(element.Name.LocalName, out var same))
                _byName[element.Name.LocalName] = same = [];
            same.Add(element);
            foreach (var attribute in element.Attributes())
                _attributes.Add(attribute.Name.LocalName);
        }
    }

    public XElement Root { get; }

    public IEnumerable<string> Names => _byName.Keys;

    public IReadOnlyList<XElement> Anywhere(string name) => _byName.GetValueOrDefault(name) ?? [];

    public bool HasAttribute(string name) => _attributes.Contains(name);

    /// <summary>All elements at that path from the root; looked up once.</summary>
    public IReadOnlyList<XElement> At(string path)
    {
        if (_places.TryGetValue(path, out var found))
            return found;
        var cut = path.LastIndexOf('/');
        var name = path[(cut + 1)..];
        IReadOnlyList<XElement> parents = cut <= 0 ? [Root] : At(path[..cut]);
        found = name.Length == 0 ? parents
            : Anywhere(name).Count == 0 ? []
            : [.. parents.SelectMany(p => p.Elements().Where(c => c.Name.LocalName == name))];
        return _places[path] = found;
    }

    /// <summary>The first of them, as text; empty when there is none.</summary>
    public string Text(string path) => Text(At(path).FirstOrDefault());

    public static IEnumerable<XElement> All(XElement from, string path)
    {
        IEnumerable<XElement> found = [from];
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = found.SelectMany(e => e.Elements().Where(c => c.Name.LocalName == name));
        return found;
    }

    public static XElement? First(XElement from, string path) => All(from, path).FirstOrDefault();

    public static bool Has(XElement from, string path) => All(from, path).Any();

    public static string Text(XElement? element) => element?.Value.Trim() ?? "";

    public static string Of(XElement from, string path) => Text(First(from, path));

    public static string? Attribute(XElement element, string name) => element.Attribute(name)?.Value.Trim();

    /// <summary>The number written there; null for none or for what is no number.</summary>
    public static decimal? Number(XElement? element) => decimal.TryParse(Text(element),
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        ? number : null;
}

/// <summary>One rule on the places of a CII, of the norm or of France.</summary>
/// <param name="Id">As its list names it.</param>
/// <param name="Serious">False for what its list calls a mere warning.</param>
/// <param name="Broken">A sentence for each place where the file breaks it; without what to do about it.</param>
internal sealed record CiiRule(string Id, bool Serious, Func<CiiTree, IEnumerable<string>> Broken)
{
    /// <summary>The term that an id names after its first mark: BT-22 of BR-FR-05_BT-22_PMT.</summary>
    public string Term => Id.Split('_') is [_, var term, ..] && term.StartsWith("BT-", StringComparison.Ordinal)
        ? string.Join('-', term.Split('-').Take(2)) : Id.Split('_')[0];
}
