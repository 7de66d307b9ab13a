using System.Reflection;
using System.Xml.Linq;
using static Essaim.Domain.EInvoices.CiiTree;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// What the norm lets stand where in a CII, and how often (CII-SR, CII-DT): a table of places. Most of it is what the
/// syntax could say and the norm does not use.
/// </summary>
internal static class CiiPlaces
{
    /// <summary>A place: absolute, or anywhere; its last name whole, or only its end.</summary>
    private sealed record Place(string Path, bool Anywhere, bool Ending, string? Except);

    public static readonly IReadOnlyList<CiiRule> Table = [.. Read()];

    /// <summary>Where the rule looks, what for, and how often that may be; for whoever wants to break it.</summary>
    internal static IEnumerable<(string Id, string Place, string How, string What)> Lines()
    {
        var place = "";
        foreach (var line in Resource("cii-places.txt").Split('\n').Where(l => l.Length > 0 && l[0] != '#'))
            if (line.StartsWith("== ", StringComparison.Ordinal))
                place = line[3..];
            else if (line.Split(' ') is [var id, var how, var what])
                yield return (id, place, how, what);
    }

    internal static string Resource(string file)
    {
        var ours = Assembly.GetExecutingAssembly();
        var name = ours.GetManifestResourceNames().First(n => n.EndsWith(file, StringComparison.Ordinal));
        using var reader = new StreamReader(ours.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static IEnumerable<CiiRule> Read()
    {
        foreach (var (id, text, how, what) in Lines())
        {
            var places = text.Split(" | ").Select(Parse).ToList();
            yield return new CiiRule(id.TrimEnd('!'), id.EndsWith('!'),
                tree => IsIdle(tree, how, what) ? [] : places.SelectMany(p => Elements(tree, p))
                    .SelectMany(e => Broken(e, how, what)).Distinct());
        }
    }

    /// <summary>Nothing of that name is in the file at all: most of what is forbidden nobody ever writes.</summary>
    private static bool IsIdle(CiiTree tree, string how, string what) =>
        what.IndexOf('@') is >= 0 and var at ? !tree.HasAttribute(what[(at + 1)..])
        : how is "none" or "most" && tree.Anywhere(what[(what.LastIndexOf('/') + 1)..]).Count <= (how == "none" ? 0
            : 1);

    private static Place Parse(string text)
    {
        if (!text.StartsWith("//", StringComparison.Ordinal))
            return new Place(text, false, false, null);
        var parts = text[2..].TrimStart('*').Split('-');
        return new Place(parts[0], true, text[2] == '*', parts.ElementAtOrDefault(1));
    }

    private static IEnumerable<XElement> Elements(CiiTree tree, Place place) =>
        !place.Anywhere ? tree.At(place.Path)
        : place.Path.Contains('/') ? tree.Anywhere(place.Path.Split('/')[0])
            .SelectMany(e => All(e, place.Path[(place.Path.IndexOf('/') + 1)..]))
        : !place.Ending ? tree.Anywhere(place.Path)
        : tree.Names.Where(n => n.EndsWith(place.Path, StringComparison.Ordinal) && n != place.Except)
            .SelectMany(tree.Anywhere);

    private static IEnumerable<string> Broken(XElement at, string how, string what)
    {
        var here = at.Name.LocalName;
        if (what.Contains('@'))
        {
            var (path, name) = (what[..what.IndexOf('@')].TrimEnd('/'), what[(what.IndexOf('@') + 1)..]);
            return All(at, path).Where(e => e.Attribute(name) is not null)
                .Select(e => $"L’attribut « {name} » n’a pas sa place sur « {e.Name.LocalName} ».");
        }
        var count = All(at, what).Count();
        return how switch
        {
            "none" when count > 0 => [$"« {what} » n’a pas sa place dans « {here} »."],
            "most" when count > 1 => [$"« {what} » est plusieurs fois dans « {here} »."],
            "one" when count != 1 => [$"« {what} » doit être une fois, et une seule, dans « {here} »."],
            "some" when count == 0 => [$"« {what} » manque dans « {here} »."],
            _ => [],
        };
    }
}
