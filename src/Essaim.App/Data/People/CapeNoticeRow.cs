using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>A notice of a Cape that left (avis envoyé): to whom, when, by whom, with which reference.</summary>
public sealed class CapeNoticeRow
{
    public required long ContractId { get; init; }
    public required CapeEvent Event { get; init; }
    public required NoticeBody Body { get; init; }
    public required long PersonId { get; init; }
    public required DateOnly SentOn { get; init; }
    public required string Reference { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<CapeNoticeRow>(e =>
        e.ToTable("cape_notice").HasKey(n => new { n.ContractId, n.Event, n.Body }));
}

/// <summary>What is to be told of Capes and what was; a row is made when the notice left.</summary>
public static class CapeNoticeList
{
    /// <summary>What happened longer ago is history: nobody goes back to tell it.</summary>
    private const int MonthsLookedAt = 12;

    /// <summary>Each thing to tell with who was told of it, for one person or for all.</summary>
    public static async Task<List<(CapeNotice Notice, NoticeBody Body, CapeNoticeRow? Sent)>> ReadAsync(
        CoopDb db, DateOnly today, long? person = null)
    {
        var contracts = await db.Contracts.AsNoTracking()
            .Where(c => c.Kind == ContractKind.Cape && (person == null || c.PersonId == person)).ToListAsync();
        var sent = (await db.CapeNotices.AsNoTracking().Where(n => person == null || n.PersonId == person)
            .ToListAsync()).ToDictionary(n => (n.ContractId, n.Event, n.Body));
        var since = today.AddMonths(-MonthsLookedAt);
        return [.. contracts.GroupBy(c => c.PersonId).SelectMany(g => CapeNotices.Of([.. g], today))
            .SelectMany(n => CapeNotices.Bodies.Select(b =>
                (n, b, sent.GetValueOrDefault((n.Contract, n.Event, b)))))
            .Where(n => n.Item3 is not null || n.n.Day >= since)];
    }

    /// <summary>What is still to be told, a deadline for each thing; the count is how many are to be told.</summary>
    public static async Task<IEnumerable<ContractDeadline>> DueAsync(CoopDb db, DateOnly today, long? person = null) =>
        (await ReadAsync(db, today, person)).Where(n => n.Sent is null).GroupBy(n => n.Notice).Select(g =>
            new ContractDeadline(g.Key.Person, KindOf(g.Key.Event), g.Key.Day, g.Count()));

    public static async Task SendAsync(
        WriteSession w, long person, CapeNotice notice, NoticeBody body, DateOnly sentOn, string reference, string by)
    {
        if (sentOn > w.Today)
            throw new BrokenRuleException("Ce jour n’est pas encore venu. Indiquez le jour où l’avis est parti.");
        if (sentOn < notice.Day.AddDays(-60))
            throw new BrokenRuleException("Cet avis serait parti bien avant le contrat. Vérifiez l’année.");
        if (await w.Db.CapeNotices.AnyAsync(n => n.ContractId == notice.Contract && n.Event == notice.Event
            && n.Body == body))
            throw new BrokenRuleException("Cet avis est déjà noté. Rechargez la page.");
        w.Db.CapeNotices.Add(new CapeNoticeRow
        {
            ContractId = notice.Contract, Event = notice.Event, Body = body, PersonId = person, SentOn = sentOn,
            Reference = reference.Trim(), MadeAt = w.Now, MadeBy = by,
        });
    }

    private static DeadlineKind KindOf(CapeEvent told) => told switch
    {
        CapeEvent.Concluded => DeadlineKind.TellConcluded,
        CapeEvent.Renewed => DeadlineKind.TellRenewed,
        CapeEvent.Ended => DeadlineKind.TellEnded,
        _ => DeadlineKind.TellEndedEarly,
    };
}
