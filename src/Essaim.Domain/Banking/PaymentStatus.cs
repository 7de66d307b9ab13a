namespace Essaim.Domain.Banking;

/// <summary>
/// The codes of a bank's answer as French sentences (ISO 20022, external code sets for status and status reason).
/// A code that is not here is shown as it stands, and a status that is not here leaves the payment pending.
/// </summary>
internal static class PaymentStatus
{
    private static readonly Dictionary<string, (PaymentState State, string Sentence)> Statuses = new()
    {
        ["ACCP"] = (PaymentState.Accepted, "La banque accepte et n’a pas encore exécuté."),
        ["ACFC"] = (PaymentState.Accepted, "La banque accepte : la provision est suffisante."),
        ["ACSP"] = (PaymentState.Accepted, "La banque accepte et exécute."),
        ["ACWC"] = (PaymentState.Accepted, "La banque accepte en changeant quelque chose : regardez le détail."),
        ["ACSC"] = (PaymentState.Accepted, "La banque a exécuté : votre compte est débité."),
        ["ACCC"] = (PaymentState.Accepted, "La banque a exécuté : le bénéficiaire est crédité."),
        ["ACTC"] = (PaymentState.Pending, "La banque a reçu un fichier bien formé et ne l’a pas encore accepté."),
        ["RCVD"] = (PaymentState.Pending, "La banque a reçu et n’a pas encore examiné."),
        ["PDNG"] = (PaymentState.Pending, "La banque attend : une validation ou un contrôle manque encore."),
        ["PATC"] = (PaymentState.Pending, "La banque attend d’autres signatures."),
        ["PART"] = (PaymentState.Pending, "La banque accepte une partie seulement : attendez ce qu’elle dit du reste."),
        ["RJCT"] = (PaymentState.Rejected, "La banque refuse."),
        ["CANC"] = (PaymentState.Rejected, "Le virement est annulé."),
        ["BLCK"] = (PaymentState.Rejected, "La banque bloque le virement."),
    };

    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["AC01"] = "L’IBAN n’est pas juste. Demandez un nouveau RIB au bénéficiaire.",
        ["AC02"] = "L’IBAN de la coopérative n’est pas juste. Vérifiez le compte débité.",
        ["AC03"] = "L’IBAN du bénéficiaire n’est pas juste. Demandez-lui un nouveau RIB.",
        ["AC04"] = "Le compte est clos. Demandez un nouveau RIB au bénéficiaire.",
        ["AC06"] = "Le compte est bloqué. Demandez au bénéficiaire un autre compte.",
        ["AG01"] = "Ce compte n’admet pas de virement (un livret, par exemple). Demandez un autre compte.",
        ["AG02"] = "Le code de l’opération n’est pas admis. Signalez-le à votre banque.",
        ["AM01"] = "Le montant est nul. Retirez ce virement.",
        ["AM02"] = "Le montant dépasse ce que la banque admet. Relevez le plafond ou partagez le virement.",
        ["AM04"] = "La provision est insuffisante. Approvisionnez le compte, puis envoyez un nouvel ordre.",
        ["AM05"] = "C’est un doublon : la banque a déjà reçu ce virement. Vérifiez avant de le renvoyer.",
        ["AM10"] = "Le total annoncé ne correspond pas aux virements. Exportez l’ordre de nouveau.",
        ["BE01"] = "Le nom ne correspond pas au titulaire du compte. Vérifiez le nom et le RIB.",
        ["BE04"] = "L’adresse du bénéficiaire manque. Faites ce virement depuis le site de la banque.",
        ["CNOR"] = "La banque du bénéficiaire ne prend pas ces virements. Demandez un autre compte.",
        ["DT01"] = "La date d’exécution n’est pas admise. Choisissez un jour ouvré à venir.",
        ["DUPL"] = "C’est un doublon : la banque a déjà reçu cet ordre. Vérifiez avant de le renvoyer.",
        ["FF01"] = "Le fichier n’est pas au format attendu. Signalez-le à votre banque avec le fichier.",
        ["MD07"] = "Le titulaire du compte est décédé. Adressez-vous à sa famille ou au notaire.",
        ["MS02"] = "Le bénéficiaire refuse le virement, sans en dire la raison. Demandez-la-lui.",
        ["MS03"] = "La banque n’en dit pas la raison. Demandez-la-lui.",
        ["NARR"] = "La raison est dans le texte de la banque.",
        ["RC01"] = "Le BIC n’est pas juste. Effacez-le ou corrigez-le d’après le RIB.",
        ["RR01"] = "Le compte ou l’identité de la coopérative manque (règle de contrôle). Appelez votre banque.",
        ["RR02"] = "Le nom ou l’adresse de la coopérative manque (règle de contrôle). Appelez votre banque.",
        ["RR03"] = "Le nom ou l’adresse du bénéficiaire manque (règle de contrôle). Appelez votre banque.",
        ["RR04"] = "Une règle de contrôle s’y oppose. Appelez votre banque.",
        ["TM01"] = "L’ordre est arrivé après l’heure limite. Envoyez-le de nouveau avec une autre date.",
    };

    public static PaymentOutcome Told(string? endToEndId, string status, string? reason, string more)
    {
        var (state, sentence) = Statuses.TryGetValue(status, out var known) ? known
            : (PaymentState.Pending, $"La banque répond par le code {status}, que nous ne connaissons pas. "
                + "Demandez-lui ce qu’il veut dire.");
        if (reason is not null)
            sentence += " " + (Reasons.GetValueOrDefault(reason) ?? $"Motif {reason}.");
        if (more.Length > 0)
            sentence += $" Texte de la banque : « {more} ».";
        return new PaymentOutcome(endToEndId, state, sentence, status, reason);
    }

    /// <summary>A transfer that the answer names without saying what became of it.</summary>
    public static PaymentOutcome Silent(string? endToEndId) =>
        new(endToEndId, PaymentState.Pending, "La banque nomme ce virement sans dire ce qu’il devient.", null, null);
}
