using Essaim.Domain.Values;

namespace Essaim.App.Imports;

/// <summary>Columns that several kinds share, and how their cells are read.</summary>
internal static class SharedColumns
{
    public static readonly ImportColumn Reference = new("reference", "Référence", "C-0042")
    {
        AlsoCalled =
        [
            "identifiant", "id", "code", "code client", "code fournisseur", "numéro", "n°", "num client", "code tiers",
            "compte auxiliaire", "numéro client", "numéro fournisseur", "matricule",
        ],
    };

    public static readonly ImportColumn Siren = new("siren", "SIREN ou SIRET", "303 265 045")
    {
        AlsoCalled = ["siren", "siret", "numéro siret", "n° siret", "numéro siren", "n° siren"],
        Parse = text => text.Count(char.IsAsciiDigit) > 9 ? new Siret(text).Siren : new Siren(text), Telling = true,
    };

    public static readonly ImportColumn Email = new("courriel", "Courriel", "jeanne@exemple.fr")
    {
        AlsoCalled = ["e-mail", "email", "mail", "adresse mail", "adresse e-mail", "adresse électronique", "mél"],
        Parse = text => new EmailAddress(text), Telling = true,
    };

    public static ImportColumn Day(string key, string name, params string[] also) => new(key, name, "15/11/2026")
    {
        AlsoCalled = also, Parse = text => FrenchText.ParseDate(text),
    };

    /// <summary>An amount in one column with its sign, or one side of two.</summary>
    public static ImportColumn Amount(string key, string name, string example, params string[] also) =>
        new(key, name, example)
        {
            AlsoCalled = also, Parse = text => FrenchText.ParseMoney(text),
        };

    public static string? ReferenceOf(ImportLine line) =>
        line.Text(Reference) is { Length: > 0 } reference ? reference : null;

    /// <summary>What of a known row says otherwise than the line; an empty cell says nothing.</summary>
    public static IReadOnlyList<string> Differing(
        ImportLine line, params (ImportColumn Column, string Ours, string Theirs)[] pairs) =>
    [
        .. pairs.Where(p => line.Has(p.Column) && p.Ours.Trim() != p.Theirs.Trim())
            .Select(p => $"{p.Column.Name}\u00a0: {(p.Ours.Length > 0 ? p.Ours : "rien")} ici, {p.Theirs} "
                + "dans le fichier"),
    ];

    /// <summary>A name without what people type differently: capitals, double spaces.</summary>
    public static string Folded(string name) =>
        string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
