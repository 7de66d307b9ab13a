using System.Reflection;
using System.Xml.Linq;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// Whether the elements of a received file stand in the order and number that the schema of its syntax asks (schéma
/// XSD). Told, never a reason not to book: what the invoice says was read all the same. Elements that the norm does not
/// use are not judged, and what must be there is asked by the rules of the norm.
/// </summary>
internal static class EInvoiceShape
{
    public const string Rule = "XSD";

    private const int MaxTold = 5;

    private static readonly Dictionary<string, Dictionary<string, Place>> Cii = Read("cii");
    private static readonly Dictionary<string, Dictionary<string, Place>> Ubl = Read("ubl");

    private sealed record Place(int Rank, bool Many);

    public static IEnumerable<EInvoiceFault> Check(XElement root, EInvoiceSyntax syntax)
    {
        var orders = syntax == EInvoiceSyntax.Cii ? Cii : Ubl;
        return root.DescendantsAndSelf().SelectMany(e => Check(e, orders)).Distinct().Take(MaxTold)
            .Select(sentence => new EInvoiceFault(Rule, Rule, sentence + EInvoiceRules.Ask, StopsPosting: false));
    }

    private static IEnumerable<string> Check(XElement parent, Dictionary<string, Dictionary<string, Place>> orders)
    {
        if (!orders.TryGetValue(parent.Name.LocalName, out var places))
            yield break;
        var (rank, before) = (-1, "");
        foreach (var child in parent.Elements())
        {
            var name = child.Name.LocalName;
            if (!places.TryGetValue(name, out var place))
                continue;
            if (place.Rank < rank)
                yield return $"Le fichier ne suit pas le schéma officiel : « {name} » vient après « {before} » dans "
                    + $"« {parent.Name.LocalName} ».";
            else if (place.Rank == rank && !place.Many)
                yield return $"Le fichier ne suit pas le schéma officiel : « {name} » est plusieurs fois dans "
                    + $"« {parent.Name.LocalName} ».";
            else
                (rank, before) = (place.Rank, name);
        }
    }

    private static Dictionary<string, Dictionary<string, Place>> Read(string syntax)
    {
        var ours = Assembly.GetExecutingAssembly();
        var name = ours.GetManifestResourceNames().First(n => n.EndsWith("element-order.txt",
            StringComparison.Ordinal));
        using var reader = new StreamReader(ours.GetManifestResourceStream(name)!);
        var sections = reader.ReadToEnd().Split("== ");
        var lines = sections.First(s => s.StartsWith(syntax + "\n", StringComparison.Ordinal))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        return lines.Select(l => l.Split(": ")).ToDictionary(l => l[0], l => l[1].Split(' ')
            .Select((word, rank) => (Name: word.TrimEnd('?', '*', '+'),
                Place: new Place(rank, word[^1] is '*' or '+')))
            .ToDictionary(w => w.Name, w => w.Place));
    }
}
