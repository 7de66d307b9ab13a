namespace Essaim.App.Mail;

/// <summary>The mail that brings a customer of home services the certificate of the year.</summary>
public static class CertificateMails
{
    public static readonly MailPurpose Given = new("attestation-fiscale", "Attestation fiscale annuelle",
        "Part avec le PDF, quand on envoie à un client l’attestation de ses services à la personne.",
        new Dictionary<string, string>
        {
            ["client"] = "Anne Tisserand", ["année"] = "2026", ["montant"] = "1 200,00 €",
            ["coopérative"] = "L’Établi",
        },
        "Votre attestation fiscale {{année}}", """
        Bonjour,

        Voici l’attestation fiscale de ce que vous avez payé en {{année}} pour des services à la personne : {{montant}}.
        Gardez-la avec votre déclaration de revenus.

        Cordialement,
        {{coopérative}}
        """);
}
