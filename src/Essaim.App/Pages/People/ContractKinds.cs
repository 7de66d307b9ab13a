using Essaim.Domain.People;

namespace Essaim.App.Pages.People;

/// <summary>The words for contracts, as people of a co-op say them.</summary>
public static class ContractKinds
{
    public static string Label(this ContractKind kind) => kind switch
    {
        ContractKind.SupportAgreement => "Convention d’accompagnement",
        ContractKind.Cape => "Cape",
        ContractKind.Cesa => "Cesa",
        ContractKind.PermanentStaff => "CDI de l’équipe",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
