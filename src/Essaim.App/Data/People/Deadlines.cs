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
        due.AddRange(await CapeNoticeList.DueAsync(db, today));
        // This quarter and the last one, which stays until everybody of it is declared.
        foreach (var quarter in new[] { CapeDeclarations.QuarterOf(today).Add(-3), CapeDeclarations.QuarterOf(today) })
            if (await CapeDeclarations.LeftAsync(db, quarter) is > 0 and var left)
                due.Add(new ContractDeadline(0, DeadlineKind.CapeContributions,
                    ContractDeadlines.CapeContributionsOf(law, quarter.FirstDay), left));
        return [.. due.OrderBy(d => d.Day).ThenBy(d => d.Kind).ThenBy(d => d.Person)];
    }
}
