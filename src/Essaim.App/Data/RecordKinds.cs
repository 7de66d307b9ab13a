using System.Globalization;

namespace Essaim.App.Data;

/// <summary>
/// Kinds of records that the log, the search and the imports speak of: as stored, their name on screen, their page.
/// </summary>
public static class RecordKinds
{
    public const string Coop = "coop";
    public const string Person = "person";
    public const string Activity = "activity";
    public const string Rule = "rule";
    public const string Customer = "customer";
    public const string Supplier = "supplier";
    public const string Quote = "quote";
    public const string Engagement = "engagement";
    public const string TradeSetting = "trade-setting";
    public const string InsuranceCertificate = "insurance-certificate";
    public const string TaxCertificate = "tax-certificate";
    public const string CatalogueItem = "catalogue-item";
    public const string RecurringSale = "recurring-sale";
    public const string Sale = "sale";
    public const string Receipt = "receipt";
    public const string Purchase = "purchase";
    public const string Payment = "payment";
    public const string Claim = "claim";
    public const string InternalSale = "internal-sale";
    public const string Entry = "entry";
    public const string Month = "month";
    public const string User = "user";
    public const string Approval = "approval";
    public const string Roles = "roles";
    public const string BankAccount = "bank-account";
    public const string BankLine = "bank-line";
    public const string BankRule = "bank-rule";
    public const string PaymentRun = "payment-run";
    public const string Payee = "payee";
    public const string ReceivedInvoice = "received-invoice";
    public const string Cover = "cover";
    public const string TroubleRule = "trouble-rule";
    public const string Pay = "pay";
    public const string PayPlan = "pay-plan";
    public const string Advance = "advance";
    public const string AdvanceCeiling = "advance-ceiling";
    public const string MutualRule = "mutual-rule";
    public const string MutualClaim = "mutual-claim";
    public const string Financing = "financing";
    public const string FixedAsset = "fixed-asset";
    public const string Vehicle = "vehicle";
    public const string EntryTemplate = "entry-template";
    public const string ExpenseRule = "expense-rule";
    public const string Platform = "platform";
    public const string Grant = "grant";
    public const string Placement = "placement";
    public const string Order = "order";
    public const string OrderCeiling = "order-ceiling";
    public const string Contract = "contract";
    public const string PayChoice = "pay-choice";
    public const string PayTakeOver = "pay-take-over";
    public const string ProgramPayslip = "program-payslip";
    public const string PayProgram = "pay-program";
    public const string VariableClause = "variable-clause";
    public const string VariableYear = "variable-year";

    private static readonly Dictionary<string, (string Name, string? Address)> All = new()
    {
        [Coop] = ("Coopérative", "/reglages"),
        [Person] = ("Personne", "/personnes/{0}"),
        [Activity] = ("Activité", "/activites/{0}"),
        [Rule] = ("Règle", "/regles"),
        [Customer] = ("Client", "/ventes/clients/{0}"),
        [Supplier] = ("Fournisseur", null),
        [Quote] = ("Devis", "/ventes/devis/{0}"),
        [Engagement] = ("Affaire", "/ventes/affaires/{0}"),
        [TradeSetting] = ("Réglage des métiers", "/reglages/metiers"),
        [InsuranceCertificate] = ("Assurance décennale", "/ventes/assurances/{0}"),
        [TaxCertificate] = ("Attestation fiscale", "/services-a-domicile"),
        [CatalogueItem] = ("Article du catalogue", "/ventes/catalogue/{0}"),
        [RecurringSale] = ("Facture récurrente", "/ventes/recurrentes/{0}"),
        [Sale] = ("Facture ou avoir", "/ventes/factures/{0}"),
        [Receipt] = ("Encaissement", null),
        [Purchase] = ("Achat", "/achats/{0}"),
        [Payment] = ("Paiement", null),
        [Claim] = ("Note de frais", "/depenses/{0}"),
        [InternalSale] = ("Vente interne", "/ventes-internes"),
        [Entry] = ("Écriture", "/journaux/ecriture/{0}"),
        [Month] = ("Clôture", "/cloture/{0}"),
        [User] = ("Accès", "/utilisateurs"),
        [Approval] = ("Accord", "/accords"),
        [Roles] = ("Rôles", "/roles"),
        [BankAccount] = ("Compte bancaire", "/banque/{0}"),
        [BankLine] = ("Mouvement bancaire", null),
        [BankRule] = ("Règle de pointage", "/banque/regles"),
        [PaymentRun] = ("Ordre de virement", "/banque/virements/{0}"),
        [Payee] = ("Bénéficiaire", "/banque/beneficiaires/{0}"),
        [ReceivedInvoice] = ("Facture reçue", "/achats/recues/{0}"),
        [Cover] = ("Coffre", "/coffre"),
        [Vehicle] = ("Véhicule", "/depenses/vehicules/{0}"),
        [ExpenseRule] = ("Plafonds de frais", "/depenses/plafonds"),
        [Grant] = ("Subvention", "/subventions"),
        [Placement] = ("Placement", "/placements/{0}"),
        [Platform] = ("Plateforme agréée", "/reglages/plateforme"),
        [Order] = ("Commande", "/achats/commandes/{0}"),
        [Contract] = ("Contrat", "/paie/contrats/{0}"),
        [PayChoice] = ("Réglages de paie", "/paie/reglages"),
        [PayTakeOver] = ("Cumuls de paie repris", null),
        [ProgramPayslip] = ("Résultat d’un programme de paie", null),
        [PayProgram] = ("Programme de paie", "/paie/programme"),
        [VariableClause] = ("Clause de part variable", "/paie/annee"),
        [VariableYear] = ("Fin d’exercice de la paie", "/paie/annee/{0}"),
        [OrderCeiling] = ("Plafond de commande", "/achats/commandes/plafond"),
        [EntryTemplate] = ("Modèle d’écriture", "/journaux/modele/{0}"),
        [TroubleRule] = ("Règle des signaux", "/signaux/regle"),
        [Pay] = ("Paie du mois", "/paie?mois={0}"),
        [PayPlan] = ("Salaire proposé", "/salaire/propositions/{0}"),
        [Advance] = ("Avance", "/avances/{0}"),
        [AdvanceCeiling] = ("Plafond d’avances", "/avances/plafond"),
        [Financing] = ("Emprunt ou crédit-bail", "/emprunts/{0}"),
        [FixedAsset] = ("Immobilisation", "/immobilisations/{0}"),
        [MutualRule] = ("Règle du fonds mutuel", "/fonds-mutuel"),
        [MutualClaim] = ("Demande au fonds mutuel", "/fonds-mutuel/{0}"),
    };

    public static IEnumerable<(string Kind, string Name)> Names => All.Select(k => (k.Key, k.Value.Name));

    public static string Name(string kind) => All.TryGetValue(kind, out var known) ? known.Name : kind;

    public static string? Address(string kind, string about) =>
        All.TryGetValue(kind, out var known) && known.Address is { } address
            ? string.Format(CultureInfo.InvariantCulture, address, about) : null;
}
