using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.People;

/// <summary>Why a fixed term is allowed (motif du CDD, Code du travail L. 1242-2 and L. 1242-3).</summary>
public enum FixedTermReason
{
    /// <summary>Somebody is away (remplacement).</summary>
    Replacement,

    /// <summary>More work for a time (accroissement temporaire d’activité).</summary>
    MoreWork,

    /// <summary>Work that comes back each year (emploi saisonnier).</summary>
    Season,

    /// <summary>A trade where it is the custom (usage).</summary>
    Custom,

    /// <summary>Hired to help somebody into work, or to train them (politique de l’emploi).</summary>
    JobPolicy,
}

/// <summary>
/// What a contract or an amendment says (contenu du contrat), while it is prepared and once it is signed. A draft may
/// lack anything; <see cref="Missing"/> tells what a concluded one may not lack.
/// </summary>
public sealed record ContractTerms
{
    public DateOnly? FirstDay { get; init; }
    public DateOnly? LastDay { get; init; }
    public Money? FixedPay { get; init; }
    public decimal? MonthlyHours { get; init; }

    /// <summary>How far a Cape may bind the co-op towards third parties (montant maximal des engagements).</summary>
    public Money? Ceiling { get; init; }

    public FixedTermReason? Reason { get; init; }

    /// <summary>The articles by their key; see <see cref="ContractClauses"/>.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>The articles of the paper: those of its kind, or the one of an amendment.</summary>
    public static IReadOnlyList<ContractClause> ClausesOf(ContractKind kind, bool amends) =>
        amends ? [ContractClauses.Change] : ContractClauses.Of(kind);

    public string TextOf(ContractClause clause) => Texts.GetValueOrDefault(clause.Key, "");

    /// <summary>One clear sentence for each thing that is left out or does not hold; none when it may be signed.
    /// </summary>
    public IReadOnlyList<string> Missing(LawBook law, ContractKind kind, bool amends) =>
        [.. Dates(law, kind, amends), .. Pay(kind), .. Clauses(kind, amends)];

    private IEnumerable<string> Dates(LawBook law, ContractKind kind, bool amends)
    {
        if (FirstDay is not { } first)
        {
            yield return amends ? "Il manque le jour à partir duquel l’avenant vaut."
                : "Il manque le premier jour du contrat.";
            yield break;
        }
        if (LastDay < first)
            yield return "Le contrat finit avant de commencer. Vérifiez les deux dates.";
        if (kind is ContractKind.Cape or ContractKind.FixedTermStaff && LastDay is null)
            yield return $"Il manque le dernier jour : un {(kind == ContractKind.Cape ? "Cape" : "CDD")} a un terme.";
        if (kind is ContractKind.Cesa or ContractKind.PermanentStaff && LastDay is not null)
            yield return "Ce contrat n’a pas de terme : laissez le dernier jour vide.";
        if (kind == ContractKind.Cape && !amends && LastDay > ContractDeadlines.LongestCape(law, first))
            yield return "Ce Cape dure trop longtemps : il peut finir au plus tard le "
                + $"{FrenchText.Long(ContractDeadlines.LongestCape(law, first))}, puis être renouvelé.";
    }

    private IEnumerable<string> Pay(ContractKind kind)
    {
        if (kind == ContractKind.Cape)
        {
            if (Ceiling is not { IsNegative: false })
                yield return "Il manque le montant maximal des engagements envers les tiers ; 0 s’il n’y en a pas.";
            yield break;
        }
        if (FixedPay is not { IsPositive: true })
            yield return kind == ContractKind.Cesa ? "Il manque la part fixe : un montant brut par mois."
                : "Il manque la rémunération brute du mois.";
        if (kind == ContractKind.Cesa)
        {
            if (MonthlyHours is not null)
                yield return "Un Cesa n’a pas d’horaire : laissez les heures vides.";
            yield break;
        }
        if (MonthlyHours is not > 0)
            yield return "Il manque les heures par mois.";
        if (kind == ContractKind.FixedTermStaff && Reason is null)
            yield return "Il manque le motif du CDD : sans motif prévu par la loi, c’est un CDI.";
    }

    private IEnumerable<string> Clauses(ContractKind kind, bool amends)
    {
        foreach (var clause in ClausesOf(kind, amends))
            if (TextOf(clause) is not { Length: > 0 } text)
                yield return $"Il manque l’article «\u00a0{clause.Title}\u00a0» ({clause.Source}).";
            else if (ContractClause.Blanks(text) is { Count: > 0 } blanks)
                yield return $"Dans «\u00a0{clause.Title}\u00a0», il reste à compléter {string.Join(", ", blanks)}.";
    }
}
