using Essaim.Domain.Law;
using Essaim.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>The deadlines of contracts (échéances), of one person or of everybody under contract.</summary>
public static class Deadlines
{
    public static async Task<IReadOnlyList<ContractDeadline>> OfAsync(
        CoopDb db, LawBook law, Person person, DateOnly today) =>
        [.. await CapeNoticeList.DueAsync(db, today, person.Id), .. ContractDeadlines.Of(law, person.Id,
            person.MemberSince, await db.Contracts.Where(c => c.PersonId == person.Id).ToListAsync(), today)];

    /// <summary>The next first; what concerns all Capes at once has no person.</summary>
    public static async Task<IReadOnlyList<ContractDeadline>> AllAsync(CoopDb db, LawBook law, DateOnly today)
    {
        var members = await db.People.Select(p => new { p.Id, p.MemberSince }).ToDictionaryAsync(
            p => p.Id, p => p.MemberSince);
        var contracts = await db.Contracts.ToListAsync();
        var due = contracts.GroupBy(c => c.PersonId).SelectMany(g =>
            ContractDeadlines.Of(law, g.Key, members.GetValueOrDefault(g.Key), [.. g], today)).ToList();
        var capes = contracts.Count(c => c.Kind == ContractKind.Cape && c.FirstDay <= today
            && (c.LastDay ?? today) >= today);
        due.AddRange(await CapeNoticeList.DueAsync(db, today));
        if (capes > 0)
            due.Add(new ContractDeadline(0, DeadlineKind.CapeContributions,
                ContractDeadlines.CapeContributionsOf(law, today), capes));
        return [.. due.OrderBy(d => d.Day).ThenBy(d => d.Kind).ThenBy(d => d.Person)];
    }
}
