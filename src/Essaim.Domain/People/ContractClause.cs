using System.Text.RegularExpressions;
using Essaim.Domain.Values;

namespace Essaim.Domain.People;

/// <summary>
/// One article of a contract (clause): how it is stored, its title, the text that asks for it, and the wording that is
/// proposed. In a wording {{fixe}} is filled in by the program, and [montant] is a blank that people fill in: a
/// contract with a blank left cannot be concluded.
/// </summary>
public sealed partial record ContractClause(string Key, string Title, string Source, string Wording)
{
    /// <summary>Our wording: an empty line begins a paragraph, other ends of lines are those of the source.</summary>
    public string Proposed { get; } = string.Join('\n', Wording.ReplaceLineEndings("\n").Split("\n\n")
        .Select(p => p.Replace('\n', ' ').Trim()));

    /// <summary>Long enough for any article, short enough to be a text.</summary>
    public const int Longest = 6000;

    /// <summary>What the program knows to fill in; anything else in braces is refused.</summary>
    public static readonly IReadOnlyDictionary<string, string> Fields = new Dictionary<string, string>
    {
        ["personne"] = "Jeanne Durand", ["coopérative"] = "L’Établi", ["activité"] = "Atelier Jeanne",
        ["début"] = "1er mars 2026", ["fin"] = "28 février 2027", ["fixe"] = "450,00 €", ["ancien"] = "300,00 €",
        ["heures"] = "35", ["essai"] = "jusqu’au 31 octobre 2026", ["associé"] = "1er mars 2029",
        ["contribution"] = "Contribution de 10 %", ["plafond"] = "3 000,00 €",
    };

    /// <summary>Refuses a wording that could not be filled in.</summary>
    public static string Checked(string title, string text)
    {
        if (text.Trim().Length > Longest)
            throw new BrokenRuleException(
                $"« {title} » dépasse {Longest} signes. Raccourcissez ce texte, ou joignez-le en annexe.");
        foreach (Match field in Field().Matches(text))
            if (!Fields.ContainsKey(field.Groups[1].Value.Trim()))
                throw new BrokenRuleException($"« {title} » : le champ {field.Value} n’existe pas. Écrivez l’un de "
                    + $"ceux-ci : {string.Join(", ", Fields.Keys.Select(k => $"{{{{{k}}}}}"))}.");
        return text.ReplaceLineEndings("\n").Trim();
    }

    /// <summary>The wording with what is known filled in; what is not known becomes a blank.</summary>
    public static string Filled(string text, IReadOnlyDictionary<string, string> values) => Field().Replace(text,
        m => values.TryGetValue(m.Groups[1].Value.Trim(), out var value) ? value : $"[{m.Groups[1].Value.Trim()}]");

    /// <summary>The blanks that are left, as they are written.</summary>
    public static IReadOnlyList<string> Blanks(string text) =>
        [.. Blank().Matches(text).Select(m => m.Value).Distinct()];

    [GeneratedRegex(@"\{\{([^{}\r\n]{0,60})\}\}")]
    private static partial Regex Field();

    [GeneratedRegex(@"\[[^\[\]\r\n]{1,120}\]")]
    private static partial Regex Blank();
}
