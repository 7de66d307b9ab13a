using System.Globalization;
using System.Text.Json;
using Essaim.Domain.Values;

namespace Essaim.Domain.Law;

/// <summary>
/// Reads one file of the law folder. A file that lacks a source, overlaps its own dates or misspells a key is refused
/// whole: a wrong number of the law would reach every payslip.
/// </summary>
internal static class LawFileReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static IReadOnlyList<LawParameter> Read(string name, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var root = document.RootElement;
            Expect(root, "titre", "paie", "parametres");
            var forPay = root.TryGetProperty("paie", out var flag) && flag.GetBoolean();
            return [.. root.GetProperty("parametres").EnumerateArray().Select(p => Parameter(p, forPay))];
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException
            or InvalidOperationException)
        {
            throw new BrokenRuleException(
                $"Le fichier de paramètres légaux « {name} » est mal écrit : {e.Message} "
                + "Corrigez-le avant de continuer.");
        }
    }

    private static LawParameter Parameter(JsonElement json, bool forPay)
    {
        Expect(json, "nom", "libelle", "explication", "unite", "valeurs");
        var name = Words(json, "nom");
        var unit = Words(json, "unite");
        var values = json.GetProperty("valeurs").EnumerateArray()
            .Select(v => Value(v, name, unit)).OrderBy(v => v.From).ToList();
        if (values.Count == 0)
            throw new FormatException($"« {name} » n’a aucune valeur.");
        for (var i = 1; i < values.Count; i++)
            if (values[i - 1].Covers(values[i].From))
                throw new FormatException($"« {name} » a deux valeurs le {FrenchText.Short(values[i].From)}.");
        return new LawParameter(name, Words(json, "libelle"), unit, forPay, values)
        {
            Explanation = json.TryGetProperty("explication", out _) ? Words(json, "explication") : null,
        };
    }

    private static LawValue Value(JsonElement json, string name, string unit)
    {
        Expect(json, "du", "au", "valeur", "source", "confiance");
        var from = Day(json.GetProperty("du"))
            ?? throw new FormatException($"« {name} » n’a pas de date de début.");
        var to = Day(json.GetProperty("au"));
        if (to < from)
            throw new FormatException($"« {name} » finit avant de commencer.");
        var confidence = Words(json, "confiance") switch
        {
            "haute" => LawConfidence.High,
            "moyenne" => LawConfidence.Medium,
            "basse" => LawConfidence.Low,
            var other => throw new FormatException($"« {other} » n’est pas une confiance."),
        };
        var content = json.GetProperty("valeur").Clone();
        return new LawValue(name, unit, from, to, content, Words(json, "source"), confidence);
    }

    private static DateOnly? Day(JsonElement json) => json.ValueKind == JsonValueKind.Null
        ? null
        : DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Words(JsonElement json, string key) =>
        json.GetProperty(key).GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException($"« {key} » est vide.");

    private static void Expect(JsonElement json, params string[] keys)
    {
        foreach (var property in json.EnumerateObject())
            if (!keys.Contains(property.Name))
                throw new FormatException($"la clé « {property.Name} » est inconnue.");
    }
}
