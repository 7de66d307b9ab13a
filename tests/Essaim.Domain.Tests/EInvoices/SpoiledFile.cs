using System.Xml.Linq;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>A CII in the making: elements are put, doubled, changed and taken away by their path from the
/// root.</summary>
internal sealed class SpoiledFile
{
    private static readonly XNamespace Ram =
        "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";

    private static readonly XNamespace Udt = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";

    private static readonly XNamespace Qdt = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100";

    public SpoiledFile(XElement root) => Root = root;

    public XElement Root { get; }

    /// <summary>The first element there, made with all that leads to it when it is missing.</summary>
    public XElement At(string path) => At(Root, path);

    public static XElement At(XElement from, string path)
    {
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            from = from.Elements().FirstOrDefault(e => e.Name.LocalName == name) ?? Added(from, name);
        return from;
    }

    /// <summary>One more element beside those there.</summary>
    public XElement More(string path, string? text = null) => More(Root, path, text);

    public static XElement More(XElement from, string path, string? text = null)
    {
        var cut = path.LastIndexOf('/');
        var added = Added(cut < 0 ? from : At(from, path[..cut]), path[(cut + 1)..]);
        if (text is not null)
            added.Value = text;
        return added;
    }

    public SpoiledFile Set(string path, string text)
    {
        At(path).Value = text;
        return this;
    }

    public SpoiledFile Mark(string path, string attribute, string? value)
    {
        At(path).SetAttributeValue(attribute, value);
        return this;
    }

    public SpoiledFile Cut(string path)
    {
        foreach (var element in Found(Root, path).ToList())
            element.Remove();
        return this;
    }

    public static IEnumerable<XElement> Found(XElement from, string path)
    {
        IEnumerable<XElement> found = [from];
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = found.SelectMany(e => e.Elements().Where(c => c.Name.LocalName == name));
        return found;
    }

    private static XElement Added(XElement parent, string name)
    {
        var space = name is "Indicator" or "DateTimeString" or "DateString" or "DateTime"
            ? parent.Name.LocalName == "FormattedIssueDateTime" ? Qdt : Udt : Ram;
        var element = new XElement(space + name);
        if (name is "DateTimeString" or "DateString")
            element.SetAttributeValue("format", "102");
        parent.Add(element);
        return element;
    }
}
