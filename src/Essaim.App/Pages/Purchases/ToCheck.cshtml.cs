using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>A claim to check, and how far its check is.</summary>
public sealed record ClaimToCheck(ExpenseClaim Claim, string Person, string Activity, int Decided)
{
    public int Lines => Claim.Content.Expenses.Count + Claim.Content.Trips.Count;
}

/// <summary>The claims of everybody that wait for the accountant.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class ToCheckModel : ListPage
{
    public IReadOnlyList<ClaimToCheck> Rows { get; private set; } = [];

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var waiting = await db.ExpenseClaims.Where(c => c.SentAt != null && c.EntryId == null && c.CheckedAt == null)
            .OrderBy(c => c.SentAt).ThenBy(c => c.Id).ToListAsync();
        var people = await db.People.ToDictionaryAsync(p => p.Id, p => p.FullName);
        var activities = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.TradeName);
        var decided = (await db.ClaimDecisions.Select(d => d.ClaimId).ToListAsync()).CountBy(id => id).ToDictionary();
        var found = waiting.Select(c => new ClaimToCheck(c, people[c.PersonId], activities[c.ActivityId],
                decided.GetValueOrDefault(c.Id)))
            .Where(r => List.Words.Length == 0 || $"{r.Person} {r.Activity}".Contains(List.Words,
                StringComparison.CurrentCultureIgnoreCase)).ToList();
        var (skip, take) = List.Of(found.Count);
        Rows = [.. found.Skip(skip).Take(take)];
    }

    protected override Sheet Sheet() => new("notes-a-controler", ["Personne", "Mois", "Activité", "Décidées", "Total"],
        Rows.Select(r => new object?[] { r.Person, r.Claim.Month.ToIso(), r.Activity, r.Decided, r.Claim.Total }));
}
