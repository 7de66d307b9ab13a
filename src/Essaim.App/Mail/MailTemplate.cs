using System.Text.RegularExpressions;
using Essaim.App.Data;
using Essaim.Domain.Values;

namespace Essaim.App.Mail;

/// <summary>A kind of mail whose wording a co-op may choose: its fields, each with an example, and ours.</summary>
public sealed record MailPurpose(string Key, string Name, string When, IReadOnlyDictionary<string, string> Fields,
    string Subject, string Body)
{
    private static readonly Dictionary<string, string> OfInvoice = new()
    {
        ["client"] = "Théâtre des Tisserands", ["document"] = "facture", ["numéro"] = "F2026-0158",
        ["montant"] = "467,57 €", ["échéance"] = "23 décembre 2026", ["enseigne"] = "Atelier Jeanne",
        ["coopérative"] = "L’Établi",
    };

    public static readonly MailPurpose Invoice = new("facture", "Envoi d’une facture",
        "Part avec le PDF, quand on envoie une facture par courriel.", OfInvoice,
        "{{enseigne}} : {{document}} {{numéro}}", """
        Bonjour,

        {{enseigne}} vous adresse la {{document}} {{numéro}}, de {{montant}}, à régler avant le {{échéance}}.

        Cordialement,
        {{enseigne}}, au sein de la coopérative {{coopérative}}
        """);

    public static readonly MailPurpose CreditNote = new("avoir", "Envoi d’un avoir",
        "Part avec le PDF, quand on envoie un avoir par courriel.", OfInvoice,
        "{{enseigne}} : avoir {{numéro}}", """
        Bonjour,

        {{enseigne}} vous adresse l’avoir {{numéro}}, de {{montant}}.

        Cordialement,
        {{enseigne}}, au sein de la coopérative {{coopérative}}
        """);

    public static readonly MailPurpose Reminder = new("relance", "Relance d’une facture",
        "Part avec le PDF, quand on relance une facture en retard.", OfInvoice,
        "{{enseigne}} : rappel de la facture {{numéro}}", """
        Bonjour,

        Sauf erreur de notre part, la facture {{numéro}} était à régler avant le {{échéance}}.
        Il reste {{montant}} à payer. Si votre paiement est déjà parti, ne tenez pas compte de ce message.

        Cordialement,
        {{enseigne}}, au sein de la coopérative {{coopérative}}
        """);

    public static readonly MailPurpose IbanChange = new("iban", "Changement d’IBAN",
        "Part à l’adresse connue d’une personne, quand on demande de changer le compte où elle est payée.",
        new Dictionary<string, string>
        {
            ["prénom"] = "Jeanne", ["ancien"] = "FR14 •••• •••• ••06", ["nouveau"] = "FR76 •••• •••• ••89",
            ["coopérative"] = "L’Établi", ["téléphone"] = "04 78 00 00 00",
        },
        "{{coopérative}} : votre IBAN va changer", """
        Bonjour {{prénom}},

        Quelqu’un a demandé de changer le compte où {{coopérative}} vous paie.
        Ancien compte : {{ancien}}
        Nouveau compte : {{nouveau}}

        Si vous n’avez rien demandé, appelez-nous tout de suite au {{téléphone}} : rien ne part sur un nouveau compte
        avant deux jours.

        {{coopérative}}
        """);

    public static readonly MailPurpose PayeeIbanChange = new("iban-beneficiaire", "Changement d’IBAN d’un bénéficiaire",
        "Part à l’adresse connue d’un fournisseur ou d’un client, quand on demande de changer son compte.",
        new Dictionary<string, string>
        {
            ["nom"] = "Tissus du Rhône", ["ancien"] = "FR14 •••• •••• ••06", ["nouveau"] = "FR76 •••• •••• ••89",
            ["coopérative"] = "L’Établi", ["téléphone"] = "04 78 00 00 00",
        },
        "{{coopérative}} : l’IBAN de {{nom}} va changer", """
        Bonjour,

        Quelqu’un a demandé de changer le compte où {{coopérative}} paie {{nom}}.
        Ancien compte : {{ancien}}
        Nouveau compte : {{nouveau}}

        Si cette demande ne vient pas de vous, appelez-nous tout de suite au {{téléphone}} : rien ne part sur un nouveau
        compte avant deux jours.

        {{coopérative}}
        """);

    public static readonly MailPurpose CheckedClaim = new("note-de-frais", "Note de frais corrigée",
        "Part à la personne quand une ligne de sa note de frais est corrigée ou refusée.",
        new Dictionary<string, string>
        {
            ["prénom"] = "Jeanne", ["mois"] = "novembre 2026", ["demandé"] = "112,30 €", ["accordé"] = "63,60 €",
            ["changements"] = "- Train, 48,70 € : refusé. Le billet est au nom d’une autre personne.",
            ["coopérative"] = "L’Établi",
        },
        "{{coopérative}} : votre note de frais, {{mois}}", """
        Bonjour {{prénom}},

        Votre note de frais ({{mois}}) est contrôlée. Vous demandiez {{demandé}} ; {{accordé}} vous seront remboursés.

        Ce qui a changé, et pourquoi :
        {{changements}}

        Une ligne refusée peut être reprise dans une autre note : ouvrez votre note, puis « Reprendre ».

        {{coopérative}}
        """);

    public static readonly MailPurpose Order = new("commande", "Envoi d’une commande",
        "Part au fournisseur avec le PDF du bon de commande.",
        new Dictionary<string, string>
        {
            ["fournisseur"] = "Tissus du Rhône", ["numéro"] = "BC-2026-0012", ["montant"] = "198,00 €",
            ["livraison"] = "le 4 décembre 2026", ["enseigne"] = "Atelier Jeanne", ["coopérative"] = "L’Établi",
        },
        "Commande {{numéro}} de {{coopérative}}", """
        Bonjour,

        Voici notre commande {{numéro}}, de {{montant}}, à livrer {{livraison}}.
        Rappelez ce numéro sur votre facture, adressée à {{coopérative}} : elle sera réglée plus vite.

        Cordialement,
        {{enseigne}}, au sein de la coopérative {{coopérative}}
        """);

    public static readonly IReadOnlyList<MailPurpose> All =
        [
            QuoteMails.Offer, QuoteMails.Answered, CertificateMails.Given, Invoice, CreditNote, Reminder,
            DunningMails.Second, DunningMails.FormalNotice, IbanChange, PayeeIbanChange, CheckedClaim, Order,
        ];

    public static MailPurpose? Find(string key) => All.FirstOrDefault(p => p.Key == key);
}

/// <summary>
/// The wording of a kind of mail (modèle de courriel), with fields written {{client}}. A field that it does not know
/// is refused when it is written, so that no customer ever reads one.
/// </summary>
public sealed partial record MailTemplate(MailPurpose Purpose, string Subject, string Body, bool IsOwn)
{
    /// <summary>The co-op's wording, or ours when it has none.</summary>
    public static async Task<MailTemplate> ReadAsync(CoopDb db, MailPurpose purpose) =>
        (await db.SqlAsync(r => new MailTemplate(purpose, r.GetString(0), r.GetString(1), true),
            "SELECT subject, body FROM mail_template WHERE purpose = @p0", purpose.Key)).SingleOrDefault()
        ?? new MailTemplate(purpose, purpose.Subject, purpose.Body, false);

    public async Task KeepAsync(WriteSession w, string by)
    {
        Check();
        await ForgetAsync(w, Purpose);
        await w.Connection.ExecuteAsync("INSERT INTO mail_template (purpose, subject, body, written_by, written_at) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4)", w.Transaction, Purpose.Key, Subject, Body, by, w.Now);
    }

    /// <summary>Back to our wording.</summary>
    public static Task ForgetAsync(WriteSession w, MailPurpose purpose) =>
        w.Connection.ExecuteAsync("DELETE FROM mail_template WHERE purpose = @p0", w.Transaction, purpose.Key);

    /// <summary>The letter for one recipient.</summary>
    public Letter Write(EmailAddress to, string name, Dictionary<string, string> values) =>
        new(Purpose.Key, to, OneLine(name), OneLine(Fill(Subject, values)), Fill(Body, values));

    /// <summary>As a customer would read it, with the examples of its fields.</summary>
    public Letter Preview()
    {
        Check();
        return Write(new EmailAddress("client@exemple.fr"), "Client", new(Purpose.Fields));
    }

    /// <summary>Refuses what could not be filled in, and what could not leave.</summary>
    private void Check()
    {
        foreach (Match field in Field().Matches(Subject + "\n" + Body))
            if (!Purpose.Fields.ContainsKey(field.Groups[1].Value.Trim()))
                throw new BrokenRuleException($"Le champ {{{{{field.Groups[1].Value.Trim()}}}}} n’existe pas. Écrivez "
                    + $"l’un de ceux-ci : {string.Join(", ", Purpose.Fields.Keys.Select(k => $"{{{{{k}}}}}"))}.");
        var rest = Field().Replace(Subject + "\n" + Body, "");
        if (rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal))
            throw new BrokenRuleException(
                "Un champ n’est pas fermé. Écrivez deux accolades de chaque côté, par exemple {{client}}.");
        _ = new Letter(Purpose.Key, new EmailAddress("client@exemple.fr"), "Client", Subject, Body);
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Field().Replace(text, m => values[m.Groups[1].Value.Trim()]);

    /// <summary>A name typed on two lines still makes one line of a subject.</summary>
    private static string OneLine(string text) =>
        new([.. text.Select(c => Letter.Broken(c.ToString()) ? ' ' : c)]);

    [GeneratedRegex(@"\{\{([^{}\r\n]{0,60})\}\}")]
    private static partial Regex Field();
}
