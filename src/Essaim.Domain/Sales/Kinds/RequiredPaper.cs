namespace Essaim.Domain.Sales.Kinds;

/// <summary>When a paper must be there.</summary>
public enum PaperMoment
{
    /// <summary>Told where it lacks, and nothing is stopped (conseillée).</summary>
    Advised,

    /// <summary>Before the balance or a plain invoice is issued; a deposit may go before.</summary>
    BeforeInvoice,
}

/// <summary>A file that the kind of an engagement asks for (pièce demandée), by its number.</summary>
public sealed record RequiredPaper(int Number, string Title, PaperMoment Moment, string Why)
{
    public static IReadOnlyList<RequiredPaper> Of(EngagementKind kind) => kind switch
    {
        EngagementKind.Training =>
        [
            new(1, "Convention signée", PaperMoment.BeforeInvoice,
                "La convention, ou le contrat avec un particulier, se signe avant de former (L. 6353-1, L. 6353-3)."),
            new(2, "Feuilles d’émargement signées", PaperMoment.BeforeInvoice,
                "Elles prouvent que la formation a eu lieu, à qui la paie."),
            new(3, "Évaluation des stagiaires", PaperMoment.Advised, "Qualiopi la demande."),
        ],
        EngagementKind.BuildingSite =>
        [
            new(1, "Devis ou marché signé", PaperMoment.Advised, "Il dit les travaux, le prix et la retenue."),
            new(2, "Procès-verbal de réception", PaperMoment.Advised,
                "La garantie décennale et l’année de la retenue courent de ce jour."),
            new(3, "Attestation de TVA à taux réduit", PaperMoment.Advised,
                "Une mention signée sur le devis suffit désormais ; gardez la pièce si vous l’avez."),
        ],
        EngagementKind.HomeServices =>
        [
            new(1, "Devis ou contrat signé", PaperMoment.Advised,
                "La loi demande un devis gratuit au-delà d’un prix par mois, ou si le client le demande."),
        ],
        EngagementKind.ShortJob =>
        [
            new(1, "Contrat de travail signé", PaperMoment.BeforeInvoice,
                "Le CDD se remet dans les deux jours ouvrables qui suivent l’embauche (L. 1242-13)."),
        ],
        _ => [],
    };
}
