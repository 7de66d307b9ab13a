using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases.EInvoices;

/// <summary>Who may set a status of a received invoice.</summary>
public enum StatusSender
{
    /// <summary>An approved platform (plateforme agréée), ours or the seller's.</summary>
    Platform,

    /// <summary>We, who received the invoice.</summary>
    Buyer,

    /// <summary>The supplier.</summary>
    Seller,
}

/// <summary>
/// A status in the life of a received invoice (statut de cycle de vie, flux 6): code, French word, who sets it, the
/// reasons that it must be given with, and what it tells the seller. Source: AFNOR XP Z12-012 and XP Z12-014 annex B,
/// rules BR-FR-CDV 1.4.0 for the reasons. Statuses of factoring, routing and direct payment are not ours to keep.
/// </summary>
public sealed record ReceivedInvoiceStatus
{
    public static readonly ReceivedInvoiceStatus Deposited = new(200, "Déposée", StatusSender.Platform,
        "La plateforme du vendeur a pris la facture en charge.") { IsObligatory = true };

    public static readonly ReceivedInvoiceStatus Issued = new(201, "Émise par la plateforme", StatusSender.Platform,
        "La facture est partie vers la plateforme de l’acheteur.");

    public static readonly ReceivedInvoiceStatus Received = new(202, "Reçue par la plateforme", StatusSender.Platform,
        "La plateforme de l’acheteur a reçu la facture.");

    public static readonly ReceivedInvoiceStatus MadeAvailable = new(203, "Mise à disposition",
        StatusSender.Platform, "L’acheteur peut lire la facture.");

    public static readonly ReceivedInvoiceStatus TakenOn = new(204, "Prise en charge", StatusSender.Buyer,
        "L’acheteur a commencé à traiter la facture.");

    public static readonly ReceivedInvoiceStatus Approved = new(205, "Approuvée", StatusSender.Buyer,
        "L’acheteur accepte la facture entière et la paiera.");

    public static readonly ReceivedInvoiceStatus PartlyApproved = new(206, "Approuvée partiellement",
        StatusSender.Buyer,
        "L’acheteur n’accepte qu’une partie de la facture ; il attend un avoir ou une rectification.")
        { Reasons = StatusReason.Of(206) };

    public static readonly ReceivedInvoiceStatus Disputed = new(207, "En litige", StatusSender.Buyer,
        "L’acheteur conteste la facture ; le paiement attend la fin du litige.") { Reasons = StatusReason.Of(207) };

    public static readonly ReceivedInvoiceStatus Suspended = new(208, "Suspendue", StatusSender.Buyer,
        "Il manque une pièce à l’acheteur ; le vendeur la fournit par le statut Complétée, sans refaire la facture.")
        { Reasons = StatusReason.Of(208) };

    public static readonly ReceivedInvoiceStatus Completed = new(209, "Complétée", StatusSender.Seller,
        "Le vendeur a fourni ce qui manquait.");

    public static readonly ReceivedInvoiceStatus Refused = new(210, "Refusée", StatusSender.Buyer,
        "L’acheteur ne paiera pas cette facture ; le vendeur l’annule dans ses comptes et en fait une autre, "
        + "sous un autre numéro.") { IsObligatory = true, Reasons = StatusReason.Of(210) };

    public static readonly ReceivedInvoiceStatus PaymentSent = new(211, "Paiement transmis", StatusSender.Buyer,
        "L’acheteur a donné l’ordre de payer.");

    public static readonly ReceivedInvoiceStatus Cashed = new(212, "Encaissée", StatusSender.Seller,
        "Le vendeur a reçu l’argent.") { IsObligatory = true };

    public static readonly ReceivedInvoiceStatus Rejected = new(213, "Rejetée", StatusSender.Platform,
        "Une plateforme n’a pas laissé passer la facture : elle est nulle, le vendeur en fait une autre.")
        { IsObligatory = true };

    public static readonly ReceivedInvoiceStatus Cancelled = new(220, "Annulée", StatusSender.Seller,
        "Une facture rectificative a pris la place de celle-ci.");

    /// <summary>In the order of their codes.</summary>
    public static readonly IReadOnlyList<ReceivedInvoiceStatus> All =
    [
        Deposited, Issued, Received, MadeAvailable, TakenOn, Approved, PartlyApproved, Disputed, Suspended, Completed,
        Refused, PaymentSent, Cashed, Rejected, Cancelled,
    ];

    private ReceivedInvoiceStatus(int code, string name, StatusSender sender, string tells) =>
        (Code, Name, Sender, Tells) = (code, name, sender, tells);

    public int Code { get; }
    public string Name { get; }
    public StatusSender Sender { get; }

    /// <summary>What the seller learns by it, in French.</summary>
    public string Tells { get; }

    /// <summary>True for the four that platforms hand on to the State: 200, 210, 212, 213.</summary>
    public bool IsObligatory { get; private init; }

    /// <summary>The reasons it may be given with; empty when it needs none.</summary>
    public IReadOnlyList<StatusReason> Reasons { get; private init; } = [];

    /// <summary>Nothing follows it; after a refusal, only the seller's own cancelling.</summary>
    public bool IsFinal => this == Refused || this == Rejected || this == Cancelled;

    /// <summary>The status of a code that a platform sent; refuses those that this product does not keep.</summary>
    public static ReceivedInvoiceStatus Of(int code) => All.FirstOrDefault(s => s.Code == code)
        ?? throw new BrokenRuleException(
            $"Le statut {code} n’est pas de ceux d’une facture reçue. Lisez-le sur le site de votre plateforme.");

    public override string ToString() => $"{Code} {Name}";
}

/// <summary>
/// Why an invoice is refused, disputed, suspended or approved in part (motif de statut), by the code that platforms
/// exchange.
/// </summary>
/// <param name="NeedsWords">True for AUTRE, which says nothing without an explanation.</param>
public sealed record StatusReason(string Code, string Name, bool NeedsWords = false)
{
    private static readonly StatusReason[] All =
    [
        new("TX_TVA_ERR", "Taux de TVA erroné"), new("MONTANTTOTAL_ERR", "Montant total erroné"),
        new("CALCUL_ERR", "Erreur de calcul"), new("NON_CONFORME", "Mention légale manquante"),
        new("DOUBLON", "Facture en double"), new("DEST_INC", "Destinataire inconnu"),
        new("DEST_ERR", "Erreur de destinataire"), new("TRANSAC_INC", "Transaction inconnue"),
        new("EMMET_INC", "Émetteur inconnu"), new("CONTRAT_TERM", "Contrat terminé"),
        new("DOUBLE_FACT", "Déjà facturé autrement"), new("CMD_ERR", "Numéro de commande erroné ou absent"),
        new("ADR_ERR", "Adresse électronique erronée"), new("SIRET_ERR", "SIRET erroné ou absent"),
        new("CODE_ROUTAGE_ERR", "Code de routage erroné ou absent"),
        new("REF_CT_ABSENT", "Référence de contrat absente"), new("REF_ERR", "Référence erronée"),
        new("PU_ERR", "Prix unitaire erroné"), new("REM_ERR", "Remise erronée"), new("QTE_ERR", "Quantité erronée"),
        new("ART_ERR", "Article erroné"), new("MODPAI_ERR", "Moyen de paiement erroné"),
        new("QUALITE_ERR", "Qualité insuffisante"), new("LIVR_INCOMP", "Livraison incomplète"),
        new("JUSTIF_ABS", "Justificatif absent ou insuffisant"),
        new("COORD_BANC_ERR", "Coordonnées bancaires erronées"), new("AUTRE", "Autre", NeedsWords: true),
    ];

    /// <summary>Which codes go with which status (BR-FR-CDV-CL-09, between companies).</summary>
    private static readonly Dictionary<int, string> Codes = new()
    {
        [206] = "AUTRE CMD_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR PU_ERR REM_ERR QTE_ERR ART_ERR "
            + "MODPAI_ERR QUALITE_ERR LIVR_INCOMP",
        [207] = "AUTRE COORD_BANC_ERR TX_TVA_ERR MONTANTTOTAL_ERR CALCUL_ERR NON_CONFORME DOUBLON DEST_INC DEST_ERR "
            + "TRANSAC_INC EMMET_INC CONTRAT_TERM DOUBLE_FACT CMD_ERR ADR_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT "
            + "REF_ERR PU_ERR REM_ERR QTE_ERR ART_ERR MODPAI_ERR QUALITE_ERR LIVR_INCOMP",
        [208] = "JUSTIF_ABS COORD_BANC_ERR CMD_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR",
        [210] = "TX_TVA_ERR MONTANTTOTAL_ERR CALCUL_ERR NON_CONFORME DOUBLON DEST_ERR TRANSAC_INC EMMET_INC "
            + "CONTRAT_TERM DOUBLE_FACT CMD_ERR ADR_ERR REF_CT_ABSENT",
    };

    internal static IReadOnlyList<StatusReason> Of(int status) =>
        [.. Codes[status].Split(' ').Select(code => All.First(r => r.Code == code))];
}
