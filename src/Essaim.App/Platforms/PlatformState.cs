using Essaim.App.Data;
using Essaim.Domain.Ledger;

namespace Essaim.App.Platforms;

/// <summary>How far a co-op's platform was read, when it is asked next, and how it fares.</summary>
/// <param name="ReadUntil">Everything that changed there before is here; null before the first time.</param>
/// <param name="Failure">Why it did not work the last time; empty while it works.</param>
public sealed record PlatformState(
    DateTimeOffset? ReadUntil, string NextAt, string? AnsweredAt, string? FailedAt, string Failure)
{
    public static readonly PlatformState Fresh = new(null, "", null, null, "");

    public static async Task<PlatformState> ReadAsync(CoopDb db) => (await db.SqlAsync(r => new PlatformState(
        r.TextOrNull(0) is { } until ? DateTimeOffset.Parse(until) : null, r.TextOrNull(1) ?? "", r.TextOrNull(2),
        r.TextOrNull(3), r.GetString(4)),
        "SELECT read_until, next_at, answered_at, failed_at, failure FROM platform_state")).SingleOrDefault()
        ?? Fresh;

    public Task KeepAsync(WriteSession w) => w.Connection.ExecuteAsync("INSERT INTO platform_state (id, read_until, "
        + "next_at, answered_at, failed_at, failure) VALUES (1, @p0, @p1, @p2, @p3, @p4) ON CONFLICT (id) DO UPDATE "
        + "SET read_until = @p0, next_at = @p1, answered_at = @p2, failed_at = @p3, failure = @p4", w.Transaction,
        ReadUntil is { } until ? EntryChain.Instant(until.UtcDateTime) : null, NextAt, AnsweredAt, FailedAt, Failure);

    /// <summary>The next round asks it, whatever pause it was in.</summary>
    public static Task AskNowAsync(WriteSession w, bool fromTheBeginning) => w.Connection.ExecuteAsync(
        "UPDATE platform_state SET next_at = NULL" + (fromTheBeginning ? ", read_until = NULL" : ""), w.Transaction);
}

/// <summary>What became of a flow.</summary>
public enum FlowOutcome
{
    /// <summary>It came, and is in the inbox.</summary>
    Taken,

    /// <summary>It came, and nobody could use it.</summary>
    Unread,

    /// <summary>It went.</summary>
    Sent,

    /// <summary>It went, and the platform refused it afterwards.</summary>
    Refused,
}

/// <summary>One file that came or went by network (flux), under its number on the platform.</summary>
public sealed record PlatformFlow(string Id, string Name, FlowOutcome Outcome, string Words, string MadeAt)
{
    public static Task<List<PlatformFlow>> LastAsync(CoopDb db, int most, FlowOutcome? only = null) => db.SqlAsync(
        r => new PlatformFlow(r.GetString(0), r.GetString(1), Enum.Parse<FlowOutcome>(r.GetString(2)), r.GetString(3),
            r.GetString(4)),
        "SELECT flow_id, name, outcome, words, made_at FROM platform_flow "
        + (only is { } one ? $"WHERE outcome = '{one}' " : "") + $"ORDER BY made_at DESC, flow_id LIMIT {most}");

    /// <summary>Which of these numbers are known already.</summary>
    public static async Task<HashSet<string>> KnownAsync(CoopDb db, IReadOnlyList<string> ids)
    {
        var known = new HashSet<string>();
        foreach (var some in ids.Chunk(100))
            known.UnionWith(await db.SqlAsync(r => r.GetString(0), "SELECT flow_id FROM platform_flow "
                + $"WHERE flow_id IN ({string.Join(", ", some.Select((_, i) => "@p" + i))})", [.. some]));
        return known;
    }

    public static Task KeepAsync(WriteSession w, string id, string name, FlowOutcome outcome, string words) =>
        w.Connection.ExecuteAsync("INSERT INTO platform_flow (flow_id, name, outcome, words, made_at) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT (flow_id) DO UPDATE SET outcome = @p2, words = @p3",
            w.Transaction, id, name, outcome.ToString(), words, w.Now);
}
