namespace Essaim.Domain.People;

/// <summary>The articles of a Cesa (Code du travail L. 7331-2, R. 7331-3, R. 7331-10 to -12).</summary>
internal static class CesaClauses
{
    public static readonly IReadOnlyList<ContractClause> All =
    [
        new("objectives", "Objectifs et activité minimale", "CT L. 7331-2 a",
            """
            {{personne}} développe l’activité « {{activité}} » au sein de la coopérative.

            Objectifs à atteindre : [objectifs de chiffre d’affaires, de clientèle ou de projet].

            Activité minimale : [nombre de jours, de prestations ou montant facturé par période].

            Ces objectifs sont revus ensemble à chaque entretien.
            """),
        new("support", "Moyens de soutien et de contrôle", "CT L. 7331-2 b",
            """
            La coopérative met à disposition ses services mutualisés : accompagnement individuel et collectif,
            comptabilité, facturation, paie, déclarations, assurance, et un accès permanent au compte de l’activité.

            Elle contrôle l’activité en relisant les devis et les factures, les dépenses et le respect des règles
            d’hygiène et de sécurité. {{personne}} lui rend compte [chaque mois, chaque trimestre].
            """),
        new("contribution", "Contribution coopérative", "CT L. 7331-2 c, R. 7331-8",
            """
            L’activité contribue au financement des services mutualisés selon la règle en vigueur : {{contribution}}.

            L’assiette, le taux ou le montant sont arrêtés par l’assemblée générale, dans les conditions des statuts.
            Une nouvelle décision de l’assemblée s’applique au présent contrat sans avenant.
            """),
        new("fixed-pay", "Part fixe de la rémunération", "CT L. 7331-2 d, L. 7332-3",
            """
            La part fixe mensuelle et forfaitaire est de {{fixe}} brut. Elle tient compte de l’objectif d’activité
            minimale et elle est due chaque mois. Elle change par avenant.
            """),
        new("variable-pay", "Part variable de la rémunération", "CT L. 7331-2 d, R. 7331-11",
            """
            La part variable est calculée par exercice : chiffre d’affaires hors taxes de l’activité, moins les
            charges directement et exclusivement liées à l’activité, moins la contribution, moins le coût de la part
            fixe et des acomptes versés. Ce qui reste est versé, toutes cotisations comprises.

            Des acomptes mensuels peuvent être versés, dans la limite de la trésorerie disponible de l’activité.
            """),
        new("settlement", "Régularisation annuelle", "CT R. 7331-12",
            """
            À la clôture de l’exercice, le [jour et mois de clôture], la part variable est arrêtée et les acomptes
            sont déduits. Le solde est versé au plus tard un mois après l’assemblée générale qui statue sur les
            comptes.

            La part variable restant due à la clôture est une dette de la coopérative envers {{personne}}.
            """),
        new("result", "Résultat laissé à la coopérative", "CT R. 7331-12",
            """
            [Aucun résultat net n’est laissé à la coopérative. / Le résultat net laissé à la coopérative est de … et
            il est affecté selon les statuts et les accords collectifs.]
            """),
        new("statutes", "Statuts en vigueur", "CT L. 7331-2 e",
            """
            {{personne}} a reçu les statuts de {{coopérative}} en vigueur au jour de la signature, dans leur version
            du [date des statuts], et le règlement intérieur s’il existe.
            """),
        new("rights", "Droits sur la clientèle et propriété intellectuelle", "CT L. 7331-2 f",
            """
            {{personne}} garde ses droits sur la clientèle apportée, créée et développée, et la propriété
            intellectuelle de ses œuvres et de ses créations. À la fin du contrat, la clientèle, les fichiers et les
            contrats en cours lui sont remis ou transférés, après règlement de ce qui reste dû.
            """),
        new("membership", "Devenir associé ou associée", "CT L. 7331-3, R. 7331-10",
            """
            {{personne}} demande à devenir associé ou associée assez tôt pour que l’assemblée se prononce avant le
            {{associé}}. À cette date, sans admission, le contrat prend fin.

            La demande est écrite, adressée à la gérance ou au conseil, et s’accompagne de la souscription de [nombre]
            part(s) sociale(s).
            """),
        new("interviews", "Entretiens", "CT R. 7331-3",
            """
            Au moins deux entretiens individuels ont lieu par période de douze mois. Chacun donne un écrit signé par
            {{personne}} : bilan de l’activité, perspectives, actions individuelles et collectives d’accompagnement,
            besoins.
            """),
        new("trial", "Période d’essai", "CT L. 7332-1",
            """
            Période d’essai, la durée des contrats antérieurs étant déduite : {{essai}}.
            """),
    ];
}
