using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Sales;

/// <summary>How kinds of engagements are said on screen.</summary>
public static class KindWords
{
    public static string Label(this EngagementKind kind) => kind switch
    {
        EngagementKind.HomeServices => "Services à la personne",
        EngagementKind.Training => "Formation",
        EngagementKind.BuildingSite => "Chantier",
        EngagementKind.ShortJob => "Contrat court",
        _ => "Affaire simple",
    };

    public static IEnumerable<SelectListItem> Choices =>
        Enum.GetValues<EngagementKind>().Select(k => new SelectListItem(k.Label(), k.ToString()));

    public static EngagementKind Read(string text) => Enum.TryParse<EngagementKind>(text, out var kind)
        && Enum.IsDefined(kind) ? kind : EngagementKind.Plain;

    public static string Label(this TrainingFunds funds) => funds switch
    {
        TrainingFunds.Company => "1. Entreprise, pour ses salariés",
        TrainingFunds.Apprenticeship => "2a. Contrats d’apprentissage",
        TrainingFunds.Professionalisation => "2b. Contrats de professionnalisation",
        TrainingFunds.Alternation => "2c. Promotion ou reconversion par alternance",
        TrainingFunds.Transition => "2d. Projets de transition professionnelle",
        TrainingFunds.PersonalAccount => "2e. Compte personnel de formation",
        TrainingFunds.JobSeekers => "2f. Dispositifs pour demandeurs d’emploi",
        TrainingFunds.SelfEmployed => "2g. Dispositifs pour travailleurs non salariés",
        TrainingFunds.SkillsPlan => "2h. Plan de développement des compétences, autres dispositifs",
        TrainingFunds.PublicAgents => "3. Pouvoirs publics, pour leurs agents",
        TrainingFunds.Europe => "4. Instances européennes",
        TrainingFunds.State => "5. État",
        TrainingFunds.Region => "6. Conseils régionaux",
        TrainingFunds.FranceTravail => "7. France Travail",
        TrainingFunds.OtherPublic => "8. Autres ressources publiques",
        TrainingFunds.Individuals => "9. Particuliers, à leurs frais",
        TrainingFunds.OtherBodies => "10. Autres organismes de formation",
        _ => "11. Autres produits de la formation",
    };

    public static string Label(this TrainingObject aim) => aim switch
    {
        TrainingObject.Title => "Titre ou diplôme du RNCP",
        TrainingObject.Certification => "Certification du répertoire spécifique",
        TrainingObject.Branch => "CQP hors répertoires",
        TrainingObject.SkillsReview => "Bilan de compétences",
        TrainingObject.Experience => "Accompagnement à la VAE",
        _ => "Autre formation professionnelle",
    };

    public static string Label(this TraineeKind kind) => kind switch
    {
        TraineeKind.Employee => "Salarié d’un employeur privé",
        TraineeKind.Apprentice => "Apprenti",
        TraineeKind.JobSeeker => "Demandeur d’emploi",
        TraineeKind.Individual => "Particulier, à ses frais",
        _ => "Autre stagiaire",
    };
}
