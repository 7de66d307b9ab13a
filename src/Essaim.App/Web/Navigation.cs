using System.Collections.Concurrent;
using Essaim.App.Data.Search;
using Essaim.App.Identity;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Essaim.App.Web;

/// <summary>
/// One entry of the menu. Without roles, it is for whoever has the capability; without that, for all.
/// </summary>
public sealed record NavigationEntry(string Path, string Label, string Icon, string? Part = null)
{
    public Capability? Needs { get; init; }
    public bool ForEntrepreneurs { get; init; }
    public bool ForTeam { get; init; }

    /// <summary>Only for who keeps the installation, whatever their role.</summary>
    public bool ForKeepers { get; init; }
}

/// <summary>
/// An entry as one user sees it on one page; <paramref name="Far"/> ones stand only in the menu of a desk. After the
/// key g, <paramref name="Key"/> opens it.
/// </summary>
public sealed record NavigationLink(NavigationEntry Entry, bool Far, bool Current, string? Key);

/// <summary>
/// The menu, in one table: the order is the order on screen, the first four a user may see are the ones on a phone,
/// and the rest is on the page "Plus". An entry appears once its page exists, so that no link ever leads nowhere.
/// </summary>
public sealed class Navigation(IActionDescriptorCollectionProvider pages)
{
    private const int OnPhone = 4;
    private const string Books = "Les livres";
    private const string Cooperative = "La coopérative";

    private static readonly NavigationEntry[] Entries =
    [
        new("/", "Accueil", "home") { ForEntrepreneurs = true },
        new("/ventes", "Ventes", "sheet") { ForEntrepreneurs = true, Needs = Capability.SellForActivity },
        new("/compte", "Compte", "book") { ForEntrepreneurs = true, Needs = Capability.SeeOwnActivity },
        new("/depenses", "Dépenses", "receipt") { ForEntrepreneurs = true, Needs = Capability.SeeOwnActivity },
        new("/salaire", "Mon salaire", "money") { ForEntrepreneurs = true, Needs = Capability.SeeOwnActivity },
        new("/coffre", "Le coffre", "vault") { ForEntrepreneurs = true, Needs = Capability.SeeCover },
        new("/previsions", "Prévisions", "clock") { ForEntrepreneurs = true, Needs = Capability.SeeOwnActivity },
        new("/immobilisations", "Équipement", "workshop")
        {
            ForEntrepreneurs = true, Needs = Capability.SeeOwnActivity,
        },
        new("/imports", "Importer", "download") { ForEntrepreneurs = true, Needs = Capability.SellForActivity },

        new("/", "Aujourd’hui", "home") { ForTeam = true },
        new("/banque", "Banque", "bank") { ForTeam = true, Needs = Capability.KeepBooks },
        new("/achats", "Achats", "cart") { ForTeam = true, Needs = Capability.KeepBooks },
        new("/ventes", "Ventes", "sheet") { ForTeam = true, Needs = Capability.SeeAllActivities },
        new("/activites", "Activités", "workshop") { ForTeam = true, Needs = Capability.SeeAllActivities },
        new("/signaux", "Signaux", "warning") { ForTeam = true, Needs = Capability.SeeAllActivities },
        new("/previsions", "Prévisions", "clock") { ForTeam = true, Needs = Capability.SeeAllActivities },
        new("/coffre", "Le coffre", "vault") { ForTeam = true, Needs = Capability.SeeCover },
        new("/journaux", "Journaux", "book", Books) { ForTeam = true, Needs = Capability.KeepBooks },
        new("/grand-livre", "Grand livre", "lines", Books) { ForTeam = true, Needs = Capability.KeepBooks },
        new("/balance", "Balance", "scales", Books) { ForTeam = true, Needs = Capability.KeepBooks },
        new("/bilan", "Bilan", "sheet", Books) { ForTeam = true, Needs = Capability.KeepBooks },
        new("/resultat", "Résultat", "lines", Books) { ForTeam = true, Needs = Capability.KeepBooks },
        new("/tva", "TVA", "percent", Books) { ForTeam = true, Needs = Capability.KeepBooks },
        new("/immobilisations", "Immobilisations", "workshop", Books)
        {
            ForTeam = true, Needs = Capability.SeeAllActivities,
        },
        new("/cloture", "Clôture", "lock", Books) { ForTeam = true, Needs = Capability.CloseMonth },
        new("/personnes", "Personnes", "people", Cooperative) { ForTeam = true, Needs = Capability.ManagePeople },
        new("/paie", "Paie", "money", Cooperative) { ForTeam = true, Needs = Capability.SeePay },
        new("/avances", "Avances", "money", Cooperative) { ForTeam = true, Needs = Capability.CloseMonth },
        new("/emprunts", "Emprunts", "bank", Cooperative) { ForTeam = true, Needs = Capability.KeepBooks },
        new("/subventions", "Subventions", "money", Cooperative) { ForTeam = true, Needs = Capability.KeepBooks },
        new("/placements", "Placements", "bank", Cooperative) { ForTeam = true, Needs = Capability.KeepBooks },
        new("/fonds-mutuel", "Fonds mutuel", "people", Cooperative) { ForTeam = true, Needs = Capability.CloseMonth },
        new("/accords", "Accords", "done", Cooperative) { ForTeam = true, Needs = Capability.ApproveMoney },
        new("/travaux", "Travaux", "clock", Cooperative) { ForTeam = true, Needs = Capability.CloseMonth },
        new("/imports", "Importer", "download", Cooperative) { ForTeam = true, Needs = Capability.SeeAllActivities },
        new("/regles", "Règles", "scales", Cooperative) { ForTeam = true, Needs = Capability.ManageRules },
        new("/reglages", "Réglages", "pen", Cooperative) { ForTeam = true, Needs = Capability.ManageCoop },
        new("/journal-actes", "Journal des actes", "lock", Cooperative)
        {
            ForTeam = true, Needs = Capability.ManageCoop,
        },
        new("/utilisateurs", "Utilisateurs", "profile", Cooperative) { ForTeam = true, Needs = Capability.ManageUsers },
        new("/cooperatives", "Coopératives", "workshop", "L’installation") { ForKeepers = true },
    ];

    /// <summary>Entries whose page exists: looked up once, since pages do not come and go.</summary>
    private readonly Lazy<NavigationEntry[]> _built = new(() => [.. Entries.Where(e => Exists(pages, e.Path))]);

    /// <summary>The menus of those who may do the same: few, and on every page.</summary>
    private readonly ConcurrentDictionary<string, NavigationLink[]> _menus = [];

    public IReadOnlyList<NavigationLink> For(CurrentUser user, PathString path)
    {
        var menu = _menus.GetOrAdd(user.Allowed, static (_, of) => of.Navigation.MenuOf(of.user),
            (Navigation: this, user));
        return CurrentIn(menu, path) is { } current
            ? [.. menu.Select(l => l == current ? l with { Current = true } : l)] : menu;
    }

    /// <summary>What the menu on screen depends on: alike in a part, for all who may do the same.</summary>
    public string KeyOf(CurrentUser user, PathString path) =>
        $"{user.Allowed} {CurrentIn(For(user, default), path)?.Entry.Path} {path == "/plus"}";

    private NavigationLink[] MenuOf(CurrentUser user)
    {
        var taken = new HashSet<char>();
        return [.. _built.Value.Where(e => IsFor(e, user))
            .Select((e, i) => new NavigationLink(e, i >= OnPhone, Current: false, KeyOf(e, taken)))];
    }

    private static NavigationLink? CurrentIn(IEnumerable<NavigationLink> menu, PathString path) =>
        menu.Where(l => Holds(l.Entry, path)).MaxBy(l => l.Entry.Path.Length);

    /// <summary>The first letter of the label that no entry above has.</summary>
    private static string? KeyOf(NavigationEntry entry, HashSet<char> taken) =>
        string.Concat(PlainWords.Of(entry.Label)).Where(taken.Add).Select(c => c.ToString()).FirstOrDefault();

    private static bool IsFor(NavigationEntry entry, CurrentUser user) => entry.ForKeepers
        ? user.KeepsInstallation
        : (user.Role == Role.Entrepreneur ? entry.ForEntrepreneurs : entry.ForTeam)
            && (entry.Needs is null || user.Can(entry.Needs.Value));

    private static bool Holds(NavigationEntry entry, PathString path) =>
        entry.Path == "/" ? path == "/" : path.StartsWithSegments(entry.Path);

    private static bool Exists(IActionDescriptorCollectionProvider pages, string path) =>
        pages.ActionDescriptors.Items.Any(page => page.AttributeRouteInfo?.Template is { } template
            && (template == path[1..] || template.StartsWith(path[1..] + "/{", StringComparison.Ordinal)));
}
