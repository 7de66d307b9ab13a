using Essaim.App.Identity;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Home;

/// <summary>The one figure a role comes for, with where it comes from and the way to its lines.</summary>
public sealed record HomeAnswer(string Title, Money Amount, string Small, string Why, string Address, string Link);

/// <summary>A figure beside the answer.</summary>
public sealed record HomeFigure(string Name, Money Amount, string Why, string? Address = null, string? Link = null);

/// <summary>
/// Something to do; begins with a verb and goes away once done. A state or an amount stands at its right.
/// </summary>
public sealed record HomeTask(
    string Title, string Address, string Why, Tone? Tone = null, string? State = null, Money? Amount = null);

/// <summary>What one often starts from here; the first is the full button.</summary>
public sealed record HomeAct(string Label, string Address, string? Icon = null);

/// <summary>Everything the first page shows. What is left empty is not drawn.</summary>
public sealed record HomeModel(string Greeting, string Lede)
{
    public HomeAnswer? Answer { get; init; }
    public IReadOnlyList<HomeAct> Acts { get; init; } = [];
    public IReadOnlyList<HomeTask> Tasks { get; init; } = [];
    public IReadOnlyList<HomeFigure> Figures { get; init; } = [];
    public required string EmptyTitle { get; init; }
    public required string EmptyText { get; init; }

    public bool IsEmpty => Answer is null && Tasks.Count == 0 && Figures.Count == 0;

    /// <summary>The page before anything has happened, in the words of each role.</summary>
    public static HomeModel Before(Role role, string greeting, string lede)
    {
        var (title, text) = role switch
        {
            Role.Entrepreneur => ("Rien n’est encore vendu",
                "Ici, vous verrez ce que vous pouvez vous verser. Tout commence par un devis."),
            Role.Advisor => ("Personne n’est encore suivi",
                "Ici, vous verrez qui vous accompagnez, leurs échéances et leurs derniers mots."),
            Role.Accountant => ("Aucune tâche pour l’instant",
                "Ici, vous verrez ce qu’il reste à pointer, à saisir et à clore."),
            Role.Payroll => ("Aucune paie à préparer",
                "Ici, vous verrez les bulletins du mois et ce qui leur manque."),
            Role.Manager => ("Aucune décision en attente",
                "Ici, vous verrez l’argent de tout le monde, et ce qui demande votre accord."),
            Role.Administrator => ("Aucun accès à régler",
                "Ici, vous verrez les accès à ouvrir et l’état des sauvegardes."),
            _ => throw new ArgumentOutOfRangeException(nameof(role)),
        };
        return new HomeModel(greeting, lede) { EmptyTitle = title, EmptyText = text };
    }
}
