using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.People;

/// <summary>Who had a personal number shown in full, newest first.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class AccessLogModel : ListPage
{
    public IReadOnlyList<(Access Access, string Person)> Accesses { get; private set; } = [];

    public static string When(Access access) => CivilDay.MomentOf(access.At);

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var shown = await List.OfAsync(db.Accesses.OrderByDescending(a => a.Id));
        var ids = shown.Select(a => a.PersonId).ToHashSet();
        var people = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.FullName);
        Accesses = [.. shown.Select(a => (a, people[a.PersonId]))];
    }

    protected override Sheet Sheet() => new("journal-acces", ["Quand", "Qui", "Numéro", "Personne", "Pourquoi"],
        Accesses.Select(a => new object?[] { When(a.Access), a.Access.ByUser, a.Access.What, a.Person, a.Access.Why }));
}
