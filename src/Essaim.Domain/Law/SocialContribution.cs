using System.Text.Json;
using Essaim.Domain.Values;

namespace Essaim.Domain.Law;

/// <summary>What a social contribution is computed on (assiette).</summary>
public enum ContributionBase
{
    /// <summary>The whole gross pay.</summary>
    WholePay,

    /// <summary>Up to one ceiling (tranche 1).</summary>
    FirstBracket,

    /// <summary>From one to eight ceilings (tranche 2).</summary>
    SecondBracket,

    /// <summary>Up to four ceilings.</summary>
    FourCeilings,

    /// <summary>
    /// Up to eight ceilings, and nothing unless pay exceeds one ceiling (contribution d’équilibre technique).
    /// </summary>
    TechnicalBalance,

    /// <summary>
    /// 98.25 % of pay up to four ceilings, the rest whole, plus the employer's part of extra protection.
    /// </summary>
    Csg,

    /// <summary>The employer's part of health and life insurance.</summary>
    EmployerProtection,
}

/// <summary>Who collects a contribution: it decides the account that owes it (431 Urssaf, 437 the others).</summary>
public enum SocialBody
{
    Urssaf,
    AgircArrco,
    Insurer,
}

/// <summary>A rate that each establishment or town has of its own, which replaces the one of the files.</summary>
public enum EstablishmentRate
{
    None,
    WorkAccident,
    Mobility,
    Apprenticeship,
}

/// <summary>
/// One social contribution (cotisation sociale) as the law of a day sets it: base, employee's and employer's rates,
/// who collects it and which employers owe it. Not the co-operative contribution.
/// </summary>
public sealed record SocialContribution(
    string Name,
    string Label,
    ContributionBase Base,
    Rate EmployeeRate,
    Rate EmployerRate,
    SocialBody Body)
{
    private static readonly string[] Keys =
    [
        "assiette", "salarie", "employeur", "organisme", "effectifMin", "effectifMax", "cadres", "dansReduction",
        "protectionSociale", "imposable", "tauxEtablissement",
    ];

    public int HeadcountFrom { get; private init; }
    public int HeadcountTo { get; private init; } = int.MaxValue;

    /// <summary>Owed for executives only (cadres).</summary>
    public bool ExecutivesOnly { get; private init; }

    /// <summary>In the scope of the general reduction (CSS L. 241-13 I).</summary>
    public bool InReduction { get; private init; }

    /// <summary>The employer's part is extra social protection: CSG and the forfait social fall on it.</summary>
    public bool IsProtection { get; private init; }

    /// <summary>Income tax is due on the employee's part (CSG and CRDS that are not deductible).</summary>
    public bool IsTaxable { get; private init; }

    public EstablishmentRate EstablishmentRate { get; private init; }

    public bool AppliesTo(int headcount, bool executive) =>
        headcount >= HeadcountFrom && headcount <= HeadcountTo && (executive || !ExecutivesOnly);

    internal static bool IsOne(LawParameter parameter) =>
        parameter.Name.StartsWith("cotisation-", StringComparison.Ordinal);

    internal static SocialContribution Read(string label, LawValue value)
    {
        var json = value.Content;
        // A misspelt key would silently make every employer owe, or nobody.
        if (json.EnumerateObject().FirstOrDefault(k => !Keys.Contains(k.Name)) is { Value.ValueKind: not 0 } stray)
            throw Unknown(stray.Name);
        return new SocialContribution(
            value.Parameter, label,
            BaseOf(Word(json, "assiette")),
            Rate.Percent(json.GetProperty("salarie").GetDecimal()),
            Rate.Percent(json.GetProperty("employeur").GetDecimal()),
            BodyOf(Word(json, "organisme")))
        {
            HeadcountFrom = Whole(json, "effectifMin", 0),
            HeadcountTo = Whole(json, "effectifMax", int.MaxValue),
            ExecutivesOnly = Flag(json, "cadres"),
            InReduction = Flag(json, "dansReduction"),
            IsProtection = Flag(json, "protectionSociale"),
            IsTaxable = Flag(json, "imposable"),
            EstablishmentRate = EstablishmentRateOf(Word(json, "tauxEtablissement")),
        };
    }

    private static ContributionBase BaseOf(string word) => word switch
    {
        "totalite" => ContributionBase.WholePay,
        "tranche-1" => ContributionBase.FirstBracket,
        "tranche-2" => ContributionBase.SecondBracket,
        "quatre-plafonds" => ContributionBase.FourCeilings,
        "cet" => ContributionBase.TechnicalBalance,
        "csg" => ContributionBase.Csg,
        "protection-employeur" => ContributionBase.EmployerProtection,
        _ => throw Unknown(word),
    };

    private static SocialBody BodyOf(string word) => word switch
    {
        "urssaf" => SocialBody.Urssaf,
        "agirc-arrco" => SocialBody.AgircArrco,
        "assureur" => SocialBody.Insurer,
        _ => throw Unknown(word),
    };

    private static EstablishmentRate EstablishmentRateOf(string word) => word switch
    {
        "" => EstablishmentRate.None,
        "accidents" => EstablishmentRate.WorkAccident,
        "mobilite" => EstablishmentRate.Mobility,
        "alternance" => EstablishmentRate.Apprenticeship,
        _ => throw Unknown(word),
    };

    private static string Word(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) ? value.GetString()! : "";

    private static int Whole(JsonElement json, string key, int otherwise) =>
        json.TryGetProperty(key, out var value) ? value.GetInt32() : otherwise;

    private static bool Flag(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) && value.GetBoolean();

    private static BrokenRuleException Unknown(string word) =>
        new($"Le fichier des cotisations emploie le mot inconnu « {word} ». Corrigez-le avant de continuer.");
}
