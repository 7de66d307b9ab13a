namespace Essaim.App.Mail;

/// <summary>The mails around a quote: to the customer with its link, and to the seller with the answer.</summary>
public static class QuoteMails
{
    public static readonly MailPurpose Offer = new("devis", "Envoi d’un devis",
        "Part avec le PDF et le lien pour répondre, quand on envoie un devis par courriel.",
        new Dictionary<string, string>
        {
            ["client"] = "Théâtre des Tisserands", ["numéro"] = "D2026-0042", ["objet"] = "Costumes d’hiver",
            ["montant"] = "1 200,00 €", ["limite"] = "23 décembre 2026",
            ["lien"] = "https://exemple.fr/devis?cle=…", ["enseigne"] = "Atelier Jeanne", ["coopérative"] = "L’Établi",
        },
        "{{enseigne}} : devis {{numéro}}", """
        Bonjour,

        Voici le devis {{numéro}} ({{objet}}), de {{montant}}, valable jusqu’au {{limite}}.

        Pour le lire, choisir les options et répondre :
        {{lien}}

        Ce lien est pour vous seul : qui l’a peut répondre à votre place.

        Cordialement,
        {{enseigne}}, au sein de la coopérative {{coopérative}}
        """);

    public static readonly MailPurpose Answered = new("reponse-devis", "Réponse à un devis",
        "Part à la personne quand son client accepte ou refuse un devis par le lien.",
        new Dictionary<string, string>
        {
            ["prénom"] = "Jeanne", ["client"] = "Théâtre des Tisserands", ["numéro"] = "D2026-0042",
            ["objet"] = "Costumes d’hiver", ["montant"] = "1 200,00 €", ["réponse"] = "accepté",
            ["signataire"] = "Anne Tisserand", ["mot"] = "aucun",
        },
        "Devis {{numéro}} {{réponse}} par {{client}}", """
        Bonjour {{prénom}},

        {{client}} a {{réponse}} le devis {{numéro}} ({{objet}}), de {{montant}}.
        Signataire : {{signataire}}
        Son mot : {{mot}}

        Tout est dans vos ventes, sur la page du devis.
        """);
}
