using Essaim.App.Data.People;
using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.People;

/// <summary>A person as the list shows them: the contract of today and the activity they run.</summary>
public sealed record PersonRow(Person Person, string Contract, string Activity, string ActivityCode);

/// <summary>Everybody of the co-op.</summary>
[Authorize(Policy = nameof(Capability.ManagePeople))]
public sealed class IndexModel : ListPage
{
    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];

    protected override Sheet Sheet() => new("personnes",
        ["Nom", "Prénom", "Courriel", "Contrat", "Activité", "Membre depuis"],
        Rows.Select(r => new object?[]
        {
            r.Person.LastName, r.Person.FirstName, r.Person.Email, r.Contract, r.Activity, r.Person.MemberSince,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var words = List.Words.ToLowerInvariant();
        var found = db.People.Where(p => words == "" || (p.FirstName + " " + p.LastName).ToLower().Contains(words));
        Rows = await RowsAsync(db,
            await List.OfAsync(found.OrderBy(p => p.LastName).ThenBy(p => p.FirstName).ThenBy(p => p.Id)));
    }

    private async Task<List<PersonRow>> RowsAsync(CoopDb db, List<Person> page)
    {
        var ids = page.Select(p => p.Id).ToList();
        var contracts = (await db.Contracts.Where(c => ids.Contains(c.PersonId)).OrderBy(c => c.FirstDay).ToListAsync())
            .Where(c => c.FirstDay <= Today && (c.LastDay is null || c.LastDay >= Today)).ToLookup(c => c.PersonId);
        var activities =
            (await db.Activities.Where(a => a.PersonId != null && ids.Contains(a.PersonId.Value)).ToListAsync())
            .ToLookup(a => a.PersonId!.Value);
        return [.. page.Select(p => new PersonRow(p, contracts[p.Id].LastOrDefault()?.Kind.Label() ?? "",
            activities[p.Id].FirstOrDefault()?.TradeName ?? "", activities[p.Id].FirstOrDefault()?.Code ?? ""))];
    }
}
