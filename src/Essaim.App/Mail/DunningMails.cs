namespace Essaim.App.Mail;

/// <summary>The mails after the first reminder, each firmer than the one before.</summary>
public static class DunningMails
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["client"] = "Théâtre des Tisserands", ["numéro"] = "F2026-0158", ["montant"] = "467,57 €",
        ["échéance"] = "23 décembre 2026", ["relances"] = "le 2 janvier 2027", ["retard"] = "Des pénalités sont dues.",
        ["enseigne"] = "Atelier Jeanne", ["coopérative"] = "L’Établi",
    };

    public static readonly MailPurpose Second = new("relance-2", "Deuxième relance d’une facture",
        "Part avec le PDF, trois semaines après l’échéance.", Fields,
        "{{enseigne}} : deuxième rappel de la facture {{numéro}}", """
        Bonjour,

        La facture {{numéro}} était à régler avant le {{échéance}}, et {{montant}} restent à payer malgré notre
        message ({{relances}}).

        Merci de régler cette somme sous huit jours, ou de nous dire ce qui l’empêche.

        {{enseigne}}, au sein de la coopérative {{coopérative}}
        """);

    public static readonly MailPurpose FormalNotice = new("mise-en-demeure", "Mise en demeure de payer",
        "Part avec le PDF, un mois et demi après l’échéance. La même lettre part aussi en recommandé.", Fields,
        "Mise en demeure : facture {{numéro}}", """
        {{client}},

        La facture {{numéro}} était à régler avant le {{échéance}}. Malgré nos relances ({{relances}}), {{montant}}
        restent dus.

        Nous vous mettons en demeure de payer cette somme sous huit jours. {{retard}}
        Passé ce délai, la coopérative pourra en demander le recouvrement en justice.

        {{coopérative}}, pour {{enseigne}}
        """);
}
