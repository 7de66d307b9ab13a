namespace Essaim.Domain.People;

/// <summary>The articles of a CDI and of a CDD (Code du travail L. 1221-1 and following, L. 1242-12).</summary>
internal static class StaffClauses
{
    private static readonly ContractClause Job = new("job", "Emploi", "CT L. 1221-1",
        """
        {{personne}} est engagé ou engagée comme [emploi et classification], pour : [missions].
        """);

    private static readonly ContractClause Place = new("place", "Lieu de travail", "CT L. 1221-5-1",
        """
        Le travail s’exécute à [adresse ou secteur].
        """);

    private static readonly ContractClause Hours = new("hours", "Durée du travail", "CT L. 3123-6 si temps partiel",
        """
        La durée du travail est de {{heures}} heures par mois, réparties ainsi : [répartition].
        """);

    private static readonly ContractClause Pay = new("pay", "Rémunération", "CT L. 1221-1",
        """
        La rémunération mensuelle brute est de {{fixe}}, versée [jour du mois].
        """);

    private static readonly ContractClause Trial = new("trial", "Période d’essai", "CT L. 1221-19, L. 1242-10",
        """
        [Durée de la période d’essai, ou : aucune période d’essai.]
        """);

    private static readonly ContractClause Leave = new("leave", "Congés et convention collective", "CT L. 3141-3",
        """
        Les congés payés sont ceux de la loi. La convention collective applicable est : [convention collective, ou
        aucune].
        """);

    private static readonly ContractClause Bodies = new("bodies", "Caisse de retraite et prévoyance", "CT L. 1242-12",
        """
        Retraite complémentaire : [nom et adresse de la caisse]. Prévoyance : [nom et adresse de l’organisme].
        """);

    private static readonly ContractClause Notice = new("notice", "Fin du contrat", "CT L. 1237-1, L. 1234-1",
        """
        Après la période d’essai, chacun peut rompre le contrat en respectant le préavis de la loi ou de la convention
        collective.
        """);

    private static readonly ContractClause Reason = new("reason", "Motif du contrat à durée déterminée",
        "CT L. 1242-2, L. 1242-12",
        """
        Le contrat est conclu pour le motif suivant : [motif précis ; en cas de remplacement, nom et emploi de la
        personne remplacée].
        """);

    private static readonly ContractClause Term = new("term", "Terme", "CT L. 1242-7, L. 1242-12",
        """
        Le contrat commence le {{début}} et prend fin le {{fin}}. [Renouvelable … fois par avenant, ou : non
        renouvelable.]
        """);

    public static readonly IReadOnlyList<ContractClause> Permanent =
        [Job, Place, Hours, Pay, Trial, Leave, Notice];

    public static readonly IReadOnlyList<ContractClause> FixedTerm =
        [Reason, Term, Job, Place, Hours, Pay, Trial, Leave, Bodies];
}
