using Essaim.Domain.People;

namespace Essaim.App.Data.People;

/// <summary>The words for contracts, as people of a co-op say them.</summary>
public static class ContractWords
{
    public static string Label(this ContractKind kind) => kind switch
    {
        ContractKind.SupportAgreement => "Convention d’accompagnement",
        ContractKind.Cape => "Cape",
        ContractKind.Cesa => "Cesa",
        ContractKind.PermanentStaff => "CDI",
        ContractKind.FixedTermStaff => "CDD",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>As the head of the paper says it.</summary>
    public static string LongLabel(this ContractKind kind) => kind switch
    {
        ContractKind.Cape => "Contrat d’appui au projet d’entreprise (Cape)",
        ContractKind.Cesa => "Contrat d’entrepreneur salarié associé (Cesa)",
        ContractKind.PermanentStaff => "Contrat de travail à durée indéterminée",
        ContractKind.FixedTermStaff => "Contrat de travail à durée déterminée",
        _ => kind.Label(),
    };

    /// <summary>"Cesa", "Cesa, avenant n° 2".</summary>
    public static string Label(this Contract contract) => contract.Amendment == 0 ? contract.Kind.Label()
        : $"{contract.Kind.Label()}, avenant n°\u00a0{contract.Amendment}";

    public static string Label(this FixedTermReason reason) => reason switch
    {
        FixedTermReason.Replacement => "Remplacer une personne absente",
        FixedTermReason.MoreWork => "Accroissement temporaire d’activité",
        FixedTermReason.Season => "Emploi saisonnier",
        FixedTermReason.Custom => "Emploi où l’usage exclut le CDI",
        FixedTermReason.JobPolicy => "Politique de l’emploi ou formation",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    public static string Of(PaperState state) => state switch
    {
        PaperState.Draft => "en préparation",
        PaperState.Sent => "à la signature",
        PaperState.Signed => "signé",
        _ => "abandonné",
    };
}
