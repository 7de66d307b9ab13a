using Essaim.App.Web.Components;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Activities;

/// <summary>Signs of trouble in words: what it is and why, for the team and for whom it concerns.</summary>
public static class TroubleWords
{
    public static (Tone Tone, string Text) State(TroubleGravity gravity) => gravity switch
    {
        TroubleGravity.Urgent => (Tone.Bad, "Urgent"),
        TroubleGravity.Act => (Tone.Wait, "Agir"),
        _ => (Tone.Info, "À suivre"),
    };

    public static string Name(TroubleKind kind) => kind switch
    {
        TroubleKind.NegativeCash => "Trésorerie négative",
        TroubleKind.NoTurnover => "Rien de facturé",
        TroubleKind.LateCustomers => "Clients en retard",
        TroubleKind.PayAboveMeans => "Salaire au-dessus des moyens",
        _ => "Contrat bientôt fini",
    };

    /// <summary>The figures that say why.</summary>
    public static string Why(TroubleSign s) => s.Kind switch
    {
        TroubleKind.NegativeCash when s.Compared.IsPositive =>
            $"Une fois rendus les {s.Compared} prêtés par la coopérative, il reste {s.Amount}.",
        TroubleKind.NegativeCash => $"La trésorerie est de {s.Amount}.",
        TroubleKind.NoTurnover => $"Aucune facture depuis le {FrenchText.Long(s.Date!.Value)}"
            + (s.Compared.IsPositive ? $", et un salaire qui coûte {s.Compared} par mois." : "."),
        TroubleKind.LateCustomers => $"{(s.Count == 1 ? "Une facture" : $"{s.Count} factures")} en retard, "
            + $"{s.Amount} ; la plus ancienne était à payer le {FrenchText.Long(s.Date!.Value)}. "
            + $"Trésorerie : {s.Compared}.",
        TroubleKind.PayAboveMeans => $"Le salaire fixe coûte {s.Amount} par mois ; l’activité a gagné {s.Compared} par "
            + (s.Count == 1 ? "mois le mois dernier." : $"mois en moyenne sur {s.Count} mois."),
        _ => $"Le contrat finit le {FrenchText.Long(s.Date!.Value)}, dans {s.Count} jours.",
    };

    /// <summary>Where the lines behind the figures are.</summary>
    public static (string Label, string Address) Lines(TroubleSign s) => s.Kind switch
    {
        TroubleKind.NegativeCash => ("Lignes de la trésorerie", At("/compte/lignes?compte=tresorerie", s)),
        TroubleKind.NoTurnover => ("Voir les ventes", At("/ventes", s)),
        TroubleKind.LateCustomers => ("Factures en retard", At("/ventes?etat=en-retard", s)),
        TroubleKind.PayAboveMeans => ("Voir le compte", At("/compte", s)),
        _ => ("Voir l’activité", $"/activites/{s.Activity.Code}"),
    };

    /// <summary>
    /// What an entrepreneur is told at home: what to do, and why, without alarm. Null where the page says it already.
    /// </summary>
    public static (string Title, string Address, string Why)? ForOwner(TroubleSign s) => s.Kind switch
    {
        TroubleKind.NegativeCash => ("Regarder ce qui manque sur votre compte", "/compte",
            $"Il manque {-s.Amount}. Une facture à relancer, une dépense à reporter ? La personne qui vous accompagne "
            + "peut chercher avec vous."),
        TroubleKind.NoTurnover => ("Préparer un devis", "/ventes/devis/nouveau",
            $"Rien n’est facturé depuis le {FrenchText.Long(s.Date!.Value)}. Un devis, ou un rendez-vous avec la "
            + "personne qui vous accompagne."),
        TroubleKind.PayAboveMeans => ("Comparer votre salaire et vos recettes", "/salaire",
            $"Votre salaire coûte {s.Amount} par mois ; votre activité en gagne {s.Compared}. Le montant du contrat "
            + "peut être revu avec la coopérative."),
        TroubleKind.ContractEnding => ("Préparer la fin de votre contrat", "/compte",
            $"Il finit le {FrenchText.Long(s.Date!.Value)}. Prenez rendez-vous pour décider de la suite."),
        _ => null,
    };

    private static string At(string path, TroubleSign s) =>
        path + (path.Contains('?') ? "&" : "?") + "activite=" + s.Activity.Code;
}
