namespace Essaim.Domain.Ledger;

/// <summary>
/// The chart of accounts that a new co-op starts with (plan de comptes): the numbers of the general chart that a
/// co-operative of activities uses. A co-op adds its own; imported books bring theirs.
/// </summary>
public static class ChartOfAccounts
{
    public static readonly IReadOnlyList<(AccountNumber Number, string Label)> Default =
    [
        .. """
        1013 Capital souscrit, appelé, versé
        1061 Réserve légale
        1063 Fonds de développement
        1068 Autres réserves
        110 Report à nouveau créditeur
        119 Report à nouveau débiteur
        120 Résultat de l’exercice, bénéfice
        129 Résultat de l’exercice, perte
        164 Emprunts auprès des établissements de crédit
        181 Comptes de liaison des activités
        1811 Avances de trésorerie aux activités
        1861 Contribution versée à la coopérative
        1862 Achats à une autre activité
        1871 Contribution reçue des activités
        1872 Ventes à une autre activité
        205 Logiciels
        218 Autres immobilisations corporelles
        2183 Matériel de bureau et informatique
        2818 Amortissements des autres immobilisations corporelles
        275 Dépôts et cautionnements versés
        401 Fournisseurs
        404 Fournisseurs d’immobilisations
        408 Fournisseurs, factures non parvenues
        4091 Fournisseurs, avances et acomptes versés
        411 Clients
        416 Clients douteux ou litigieux
        418 Clients, produits non encore facturés
        4191 Clients, acomptes reçus
        421 Personnel, rémunérations dues
        425 Personnel, avances et acomptes
        427 Personnel, oppositions
        4282 Dettes provisionnées pour congés à payer
        4286 Personnel, autres charges à payer (part variable)
        431 Urssaf
        437 Autres organismes sociaux
        4382 Charges sociales sur congés à payer
        4386 Charges sociales sur part variable à payer
        441 État, subventions à recevoir
        4421 Prélèvement à la source
        444 État, impôt sur les bénéfices
        44551 TVA à décaisser
        44562 TVA déductible sur immobilisations
        44564 TVA déductible en attente de paiement
        44566 TVA déductible sur autres biens et services
        44567 Crédit de TVA à reporter
        44571 TVA collectée
        44574 TVA en attente d’encaissement
        447 Autres impôts et taxes
        455 Associés, comptes courants
        4561 Associés, souscriptions de parts
        4567 Associés, parts à rembourser
        457 Associés, intérêts aux parts à payer
        467 Personnes à rembourser
        471 Compte d’attente
        486 Charges constatées d’avance
        487 Produits constatés d’avance
        491 Dépréciations des comptes de clients
        50 Placements de trésorerie
        511 Valeurs à l’encaissement
        512 Banque
        53 Caisse
        58 Virements internes
        601 Matières premières
        602 Fournitures
        604 Prestations de services achetées
        606 Achats non stockés
        607 Marchandises
        609 Remises obtenues sur achats
        611 Sous-traitance
        612 Crédit-bail
        613 Locations
        615 Entretien et réparations
        616 Assurances
        618 Documentation, formation
        622 Honoraires
        623 Publicité et communication
        624 Transports
        625 Déplacements, missions, réceptions
        6251 Indemnités kilométriques
        6257 Repas et réceptions
        626 Poste et télécommunications
        627 Services bancaires
        628 Divers
        631 Taxes sur les salaires
        635 Autres impôts et taxes
        6411 Salaires
        6412 Congés payés
        645 Cotisations sociales
        647 Autres charges sociales
        648 Autres charges de personnel
        651 Redevances
        654 Pertes sur créances irrécouvrables
        658 Charges diverses de gestion
        661 Intérêts
        671 Charges exceptionnelles
        681 Dotations aux amortissements et provisions
        691 Participation des salariés
        695 Impôt sur les bénéfices
        701 Ventes de produits finis
        704 Travaux
        706 Prestations de services
        707 Ventes de marchandises
        708 Produits des activités annexes
        709 Remises accordées
        74 Subventions
        75 Autres produits de gestion
        76 Produits financiers
        77 Produits exceptionnels
        781 Reprises sur amortissements et provisions
        """.Split('\n').Select(line => line.Trim()).Select(line => line.IndexOf(' ') is var at
            ? (new AccountNumber(line[..at]), line[(at + 1)..]) : default),
    ];
}
