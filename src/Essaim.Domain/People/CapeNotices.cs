namespace Essaim.Domain.People;

/// <summary>What of a Cape is told (Code du travail R. 5142-1).</summary>
public enum CapeEvent
{
    Concluded,
    Renewed,

    /// <summary>It reached its term.</summary>
    Ended,

    /// <summary>It ended before its term (rupture anticipée).</summary>
    EndedEarly,
}

/// <summary>Who is told of it.</summary>
public enum NoticeBody
{
    Urssaf,
    FranceTravail,
}

/// <summary>One thing to tell of a Cape (avis à envoyer): of which contract, what, and on which day it happened. It is
/// due the same day: the text says "as soon as".</summary>
public sealed record CapeNotice(long Person, long Contract, CapeEvent Event, DateOnly Day);

/// <summary>
/// What must be told of a person's Capes so far. An amendment is none of it: a Cape and its amendments are one.
/// </summary>
public static class CapeNotices
{
    public static readonly IReadOnlyList<NoticeBody> Bodies = [NoticeBody.Urssaf, NoticeBody.FranceTravail];

    /// <summary>In the order in which things happened; what lies ahead is not told yet.</summary>
    public static IReadOnlyList<CapeNotice> Of(IReadOnlyList<Contract> contracts, DateOnly today)
    {
        var told = new List<CapeNotice>();
        foreach (var cape in contracts.Where(c => c is { Kind: ContractKind.Cape, Amendment: 0 }))
        {
            var last = contracts.Where(c => c.Id == cape.Id || c.AmendsId == cape.Id).MaxBy(c => c.Amendment)!;
            var isFirst = !contracts.Any(c => c is { Kind: ContractKind.Cape, Amendment: 0 }
                && c.FirstDay < cape.FirstDay);
            told.Add(new CapeNotice(cape.PersonId, cape.Id, isFirst ? CapeEvent.Concluded : CapeEvent.Renewed,
                cape.SignedOn ?? cape.FirstDay));
            if (last.LastDay is { } end)
                told.Add(new CapeNotice(cape.PersonId, cape.Id,
                    end < last.PlannedEnd ? CapeEvent.EndedEarly : CapeEvent.Ended, end));
        }
        return [.. told.Where(n => n.Day <= today).OrderBy(n => n.Day).ThenBy(n => n.Event)];
    }
}
