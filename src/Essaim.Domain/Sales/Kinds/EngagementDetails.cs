using System.Text.Json.Serialization;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales.Kinds;

/// <summary>What the kind of an engagement asks to know of it (renseignements de l’affaire).</summary>
public sealed record EngagementDetails
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TrainingTerms? Training { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SiteTerms? Site { get; init; }
}

/// <summary>What is agreed of a building site (chantier): what is built, the waste, and what the customer keeps back.
/// </summary>
/// <param name="Trades">The works of this site (nature des travaux), as the insurance calls them.</param>
/// <param name="Waste">What becomes of the waste: how much, who takes it, where, at what cost (D. 541-45-1).</param>
public sealed record SiteTerms(string Place, string Trades, string Waste, Rate Retention)
{
    /// <summary>A bank answers for the work instead, so nothing is kept back (caution solidaire).</summary>
    public bool BankAnswers { get; init; }

    /// <summary>When the customer took the work over (réception): the year of the retention runs from here.</summary>
    public DateOnly? AcceptedOn { get; init; }

    /// <summary>The customer said in time, with reasons, why they keep it (opposition motivée).</summary>
    public bool IsOpposed { get; init; }

    /// <summary>What is kept back of each invoice: nothing where a bank answers.</summary>
    public Rate Kept => BankAnswers ? Rate.Zero : Retention;

    public void Check(Rate most)
    {
        if (Place.Trim().Length == 0)
            throw new BrokenRuleException("Dites où est le chantier.");
        if (Trades.Trim().Length == 0)
            throw new BrokenRuleException("Dites quels travaux sont faits, avec les mots de l’assurance.");
        if (Retention.Fraction < 0m || Retention.CompareTo(most) > 0)
            throw new BrokenRuleException($"La retenue de garantie va de 0 à {most} du prix (loi 71-584). "
                + "Corrigez le taux.");
    }
}

/// <summary>What a convention of training says (convention de formation, Code du travail L. 6353-1, D. 6353-1).
/// </summary>
public sealed record TrainingTerms
{
    public string Aims { get; init; } = "";
    public string Programme { get; init; } = "";
    public string Means { get; init; } = "";
    public string Evaluation { get; init; } = "";
    public string Place { get; init; } = "";
    public DateOnly? FirstDay { get; init; }
    public DateOnly? LastDay { get; init; }

    /// <summary>Hours that one trainee follows (durée).</summary>
    public decimal Hours { get; init; }

    public TrainingObject Object { get; init; }
    public TrainingFunds Funds { get; init; }

    /// <summary>The code of its field in the list NSF (spécialité de formation), three digits; empty if not known.
    /// </summary>
    public string Speciality { get; init; } = "";

    /// <summary>One clear sentence for each thing that a convention may not lack.</summary>
    public IEnumerable<string> Missing()
    {
        if (Aims.Length == 0)
            yield return "Il manque les objectifs de la formation.";
        if (Programme.Length == 0)
            yield return "Il manque le programme de la formation.";
        if (Hours <= 0)
            yield return "Il manque la durée de la formation, en heures pour un stagiaire.";
        if (FirstDay is null || LastDay is null)
            yield return "Il manque les dates de la formation.";
        else if (LastDay < FirstDay)
            yield return "La formation finit avant de commencer. Vérifiez les deux dates.";
        if (Means.Length == 0)
            yield return "Il manque les moyens de la formation : pédagogiques, techniques, encadrement.";
        if (Evaluation.Length == 0)
            yield return "Il manque comment le résultat sera apprécié.";
    }
}
