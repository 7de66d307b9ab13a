namespace Essaim.Domain.People;

/// <summary>The articles of a Cape (C. com. L. 127-1 and following, decree 2005-505).</summary>
internal static class CapeClauses
{
    public static readonly IReadOnlyList<ContractClause> All =
    [
        new("programme", "Programme de préparation", "C. com. L. 127-1",
            """
            {{personne}} prépare la création de l’activité « {{activité}} ».

            Le programme comprend : [étapes, ateliers, rendez-vous, étude de marché, premières ventes].
            """),
        new("before-start", "Engagements avant le début d’activité", "décret 2005-505",
            """
            Avant le début de l’activité, la coopérative aide à construire le projet et à en vérifier la viabilité.
            {{personne}} suit le programme, et ne vend ni n’achète sous son nom.
            """),
        new("after-start", "Engagements après le début d’activité", "décret 2005-505",
            """
            Dès le début de l’activité, les ventes et les achats passent par la coopérative. {{personne}} soumet ses
            devis et remet les justificatifs de ses dépenses. La coopérative facture, encaisse, tient les comptes et
            assure l’activité.
            """),
        new("means", "Moyens mis à disposition", "C. com. L. 127-1",
            """
            La coopérative met à disposition : [accompagnement, locaux, matériel, outils de gestion, assurance]. Ces
            moyens servent à la seule préparation du projet.
            """),
        new("fee", "Rétribution de la structure", "décret 2005-505",
            """
            La coopérative retient, pour son appui, la contribution suivante sur l’activité : {{contribution}}.
            """),
        new("third-parties", "Engagements vis-à-vis des tiers", "C. com. L. 127-3, décret 2005-505",
            """
            Les engagements pris envers les tiers pendant le contrat ne dépassent pas {{plafond}}. Dans cette limite
            et avec son accord écrit, la coopérative les supporte ; au-delà, ou sans son accord, ils restent à la
            charge de {{personne}}.
            """),
        new("accounts", "Informations comptables", "décret 2005-505",
            """
            {{personne}} remet ses justificatifs [chaque semaine, chaque mois]. La coopérative lui donne accès à tout
            moment au compte de l’activité, et un état [chaque mois].
            """),
        new("pay", "Rémunération et cotisations", "CT R. 5142-3, décret 2005-505",
            """
            [Aucune rémunération n’est versée pendant le contrat. / Une rémunération de … est versée.]

            Les cotisations sociales sont versées par la coopérative chaque trimestre et remboursées par l’activité.
            """),
        new("early-end", "Rupture anticipée", "décret 2005-505",
            """
            Chacun peut mettre fin au contrat avant son terme, par écrit, avec un préavis de [durée], sauf faute
            grave. La coopérative remet alors le compte de l’activité, la clientèle et les fichiers.
            """),
        new("mentions", "Mentions sur les papiers d’affaires", "décret 2005-505",
            """
            Les devis, factures et autres papiers indiquent que l’activité est exercée sous contrat d’appui au projet
            d’entreprise, la dénomination, le siège et l’identification de {{coopérative}}, et le terme du contrat, le
            {{fin}}.
            """),
    ];
}
