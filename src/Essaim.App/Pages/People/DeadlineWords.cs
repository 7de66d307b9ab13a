using Essaim.App.Web.Components;
using Essaim.Domain.People;

namespace Essaim.App.Pages.People;

/// <summary>Deadlines of contracts as people read them.</summary>
public static class DeadlineWords
{
    public static string Of(ContractDeadline deadline) => deadline.Kind switch
    {
        DeadlineKind.TrialEnds => "Fin de la période d’essai",
        DeadlineKind.BecomeMember => "Devenir associé ou associée, sinon le Cesa prend fin",
        DeadlineKind.CapeEnds => "Fin du Cape",
        DeadlineKind.CapeTooLong => "Cape plus long que la loi ne le permet",
        DeadlineKind.TellConcluded => "Informer de la conclusion du Cape",
        DeadlineKind.TellRenewed => "Informer du renouvellement du Cape",
        DeadlineKind.TellEnded => "Informer de la fin du Cape",
        DeadlineKind.TellEndedEarly => "Informer de la rupture du Cape avant son terme",
        _ => "Cotisations des Cape à verser",
    };

    /// <summary>What the day was counted with.</summary>
    public static string Why(ContractDeadline deadline) => deadline.Kind switch
    {
        DeadlineKind.TrialEnds or DeadlineKind.BecomeMember => deadline.Count == 0 ? "Aucun contrat avant le Cesa"
            : $"{deadline.Count} jours de contrats antérieurs déduits",
        DeadlineKind.CapeTooLong => "12 mois au plus, renouvelables deux fois",
        >= DeadlineKind.TellConcluded => deadline.Count == 1 ? "Un avis reste à envoyer, à l’Urssaf ou à France Travail"
            : "À l’Urssaf et à France Travail, sans attendre",
        DeadlineKind.CapeEnds => deadline.Count == 1 ? "Premier Cape" : $"Cape n° {deadline.Count}",
        _ => deadline.Count == 1 ? "Un Cape à déclarer" : $"{deadline.Count} Cape à déclarer",
    };

    public static string Left(ContractDeadline deadline, DateOnly today) => deadline.DaysLeft(today) switch
    {
        < 0 => "passée",
        0 => "aujourd’hui",
        1 => "demain",
        var days => $"dans {days} jours",
    };

    public static Tone ToneOf(ContractDeadline deadline, DateOnly today) => deadline.DaysLeft(today) switch
    {
        _ when deadline.Kind == DeadlineKind.CapeTooLong => Tone.Bad,
        < 0 when deadline.Kind >= DeadlineKind.TellConcluded => Tone.Bad,
        var days when days <= 90 && deadline.Kind == DeadlineKind.BecomeMember => Tone.Bad,
        <= 90 => Tone.Wait,
        <= 365 when deadline.Kind == DeadlineKind.BecomeMember => Tone.Wait,
        _ => Tone.Ok,
    };
}
