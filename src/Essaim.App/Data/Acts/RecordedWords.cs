using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Payroll.Plans;
using Essaim.Domain.Activities;
using Essaim.Domain.Banking;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;

namespace Essaim.App.Data.Acts;

/// <summary>The French names of what changes in a record: those of its form.</summary>
public static class RecordedWords
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["FirstName"] = "Prénom",
        ["LastName"] = "Nom",
        ["Email"] = "Adresse électronique",
        ["Iban"] = "IBAN",
        ["IbanUsableAt"] = "Nouvel IBAN utilisable le",
        ["Nir"] = "Numéro de sécurité sociale",
        ["SignedOn"] = "Signé le",
        ["PlannedEnd"] = "Fin prévue",
        ["ContractId"] = "Contrat",
        ["Health"] = "Dispense de complémentaire santé",
        ["RateGivenOn"] = "Taux donné le",
        ["Executive"] = "Cadre",
        ["Job"] = "Emploi",
        ["Grade"] = "Position dans la classification",
        ["MemberSince"] = "Membre depuis",
        ["LastMonth"] = "Dernier mois",
        ["LastDay"] = "Dernier jour",
        ["FixedPay"] = "Salaire fixe",
        ["MonthlyHours"] = "Heures par mois",
        ["WithholdingRate"] = "Taux d’impôt à la source",
        ["TradeName"] = "Enseigne",
        ["Trade"] = "Métier",
        ["ClosedOn"] = "Fermée le",
        ["Reserve"] = "Réserve",
        ["Name"] = "Nom",
        ["IsCompany"] = "Entreprise",
        ["IsPublic"] = "Organisme public",
        ["ServiceCode"] = "Code service",
        ["ElectronicAddress"] = "Adresse électronique de facturation",
        ["DeliveryAddress"] = "Adresse de livraison",
        ["ArchivedOn"] = "Archivé le",
        ["EngagementId"] = "Affaire",
        ["ValidDays"] = "Durée de validité",
        ["Family"] = "Famille",
        ["Study"] = "Étude de prix",
        ["Title"] = "Nom",
        ["Siren"] = "SIREN",
        ["VatNumber"] = "Numéro de TVA",
        ["Street"] = "Rue",
        ["PostalCode"] = "Code postal",
        ["City"] = "Ville",
        ["Country"] = "Pays",
        ["PaymentDays"] = "Délai de paiement",
        ["LegalForm"] = "Forme juridique",
        ["Capital"] = "Capital",
        ["Registry"] = "RCS",
        ["Phone"] = "Téléphone",
        ["VatOnDebits"] = "TVA sur les débits",
        ["DepositsReserved"] = "Acomptes mis de côté",
        ["Headcount"] = "Effectif",
        ["WorkAccidentRate"] = "Taux d’accidents du travail",
        ["IsDemonstration"] = "Démonstration",
        ["FourEyes"] = "Deux personnes pour l’argent",
        ["Status"] = "État",
        ["Number"] = "Numéro",
        ["Date"] = "Date",
        ["ValidUntil"] = "Valable jusqu’au",
        ["CustomerId"] = "Client",
        ["Subject"] = "Objet",
        ["Content"] = "Contenu",
        ["Net"] = "Montant HT",
        ["Total"] = "Montant",
        ["SentAt"] = "Envoyée",
        ["EntryId"] = "Acceptée",
        ["StoppedOn"] = "Arrêté le",
        ["RatifiedOn"] = "Ratifiée le",
        ["ClosedAt"] = "Fermé",
        ["ExplainedAt"] = "Pointé le",
        ["ExplainedBy"] = "Pointé par",
        ["Uses"] = "Suivie",
        ["Bic"] = "BIC",
        ["Gravity"] = "Gravité",
        ["Until"] = "En silence jusqu’au",
        ["Note"] = "Note",
        ["SeenAt"] = "Vu le",
        ["SeenBy"] = "Vu par",
        ["StartsOn"] = "Rapprocher à partir du",
        ["BankAccountId"] = "Compte à débiter",
        ["ExecutionOn"] = "Exécution le",
        ["State"] = "État",
        ["AskedAt"] = "Accord demandé le",
        ["FileSha256"] = "Empreinte du fichier",
        ["OrderedAt"] = "Donné le",
        ["TakenAt"] = "Fichier pris le",
        ["TakenBy"] = "Fichier pris par",
        ["AnswerSha256"] = "Empreinte de la réponse lue",
        ["Told"] = "Réponse de la banque",
        ["SupplierId"] = "Fournisseur",
        ["ActivityId"] = "Activité",
        ["PurchaseId"] = "Comptabilisée",
        ["Amount"] = "Montant",
        ["Plan"] = "Échéancier",
        ["DecidedOn"] = "Décidé le",
        ["DecidedBy"] = "Décidé par",
        ["Resolution"] = "Résolution ou motif",
        ["PaidOutOn"] = "Versée le",
        ["Repaid"] = "Remboursé",
        ["AdvanceId"] = "Échelonnée",
        ["Granted"] = "Lignes acceptées",
        ["Address"] = "Adresse",
        ["TokenAddress"] = "Adresse des jetons",
        ["ClientId"] = "Identifiant",
        ["Secret"] = "Secret",
        ["Organization"] = "Organisation",
        ["FromDay"] = "À partir du",
        ["ChangedAt"] = "Changé le",
        ["ChangedBy"] = "Changé par",
        ["CheckedAt"] = "Contrôlée le",
        ["CheckedBy"] = "Contrôlée par",
        ["AsksQuantities"] = "Quantités à vérifier",
        ["Recurrence"] = "Revient",
        ["FirstDay"] = "Premier jour",
        ["NextDay"] = "Prochain brouillon le",
        ["WithdrawnOn"] = "Retirée du registre le",
        ["SendFrom"] = "Envoi des factures par la plateforme dès le",
        ["VatRegime"] = "Régime de TVA",
        ["PlatformNumber"] = "Matricule de la plateforme",
        ["InvoiceMail"] = "Adresse des factures",
        ["ApprovedBy"] = "Approuvée par",
        ["SentOn"] = "Envoyée le",
        ["Reason"] = "Motif",
        ["UndoneAt"] = "Défaite le",
        ["Answer"] = "Réponse",
        ["ValidatedAt"] = "Validée le",
        ["ValidatedBy"] = "Validée par",
        ["SmoothingPlanId"] = "Plan de lissage",
        ["AssemblyOn"] = "Assemblée du",
        ["PayMonth"] = "Mois de paie",
        ["Kind"] = "Genre",
        ["Details"] = "Renseignements",
        ["InvoiceId"] = "Facture",
        ["RetiredOn"] = "Plus utilisé depuis le",
    };

    public static bool Has(string property) => Names.ContainsKey(property);

    public static string Of(string property) => Names.TryGetValue(property, out var name) ? name
        : throw new InvalidOperationException($"The log of acts has no French name for {property}.");

    public static string Of(RunState state) => state switch
    {
        RunState.Prepared => "préparé",
        RunState.Ordered => "donné",
        RunState.Cancelled => "annulé",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Of(AdvanceState state) => state switch
    {
        AdvanceState.Asked => "demandée",
        AdvanceState.Granted => "accordée",
        AdvanceState.Refused => "refusée",
        AdvanceState.Withdrawn => "retirée",
        AdvanceState.PaidOut => "versée",
        AdvanceState.Repaid => "remboursée",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Of(MutualClaimState state) => state switch
    {
        MutualClaimState.Asked => "demandée",
        MutualClaimState.Paid => "versée",
        MutualClaimState.Refused => "refusée",
        MutualClaimState.Withdrawn => "retirée",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Of(PayPlanState state) => state switch
    {
        PayPlanState.Asked => "demandée",
        PayPlanState.Accepted => "acceptée",
        PayPlanState.Refused => "refusée",
        PayPlanState.Withdrawn => "retirée",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Of(PaymentState state) => state switch
    {
        PaymentState.Pending => "sans réponse",
        PaymentState.Accepted => "accepté",
        PaymentState.Rejected => "refusé",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Draft => "brouillon",
        OrderStatus.ToApprove => "à approuver",
        OrderStatus.Approved => "approuvée",
        OrderStatus.Sent => "envoyée",
        OrderStatus.Closed => "close",
        OrderStatus.Cancelled => "annulée",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static string Of(QuoteStatus status) => status switch
    {
        QuoteStatus.Draft => "brouillon",
        QuoteStatus.Sent => "envoyé",
        QuoteStatus.Accepted => "accepté",
        QuoteStatus.Declined => "refusé",
        QuoteStatus.Replaced => "remplacé",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
