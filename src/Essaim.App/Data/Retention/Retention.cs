using Essaim.App.Data.Drafts;
using Essaim.Domain.Ledger;

namespace Essaim.App.Data.Retention;

/// <summary>
/// What a co-op keeps only for a time (durée de conservation): its name on screen, how long and why, and which rows are
/// past it, where <c>@p0</c> is the instant before which they are.
/// </summary>
public sealed record KeptForATime(string Name, TimeSpan Time, string Why, string Table, string PastIt);

/// <summary>
/// Forgets what has served (CNIL: no longer than its purpose asks). Books, documents and payslips stay here: their ten
/// years end with the purge of a closed year.
/// </summary>
public static class Retention
{
    public static readonly IReadOnlyList<KeptForATime> Table =
    [
        new("Brouillons supprimés", DraftBin.Kept + TimeSpan.FromDays(7),
            "Trente jours pour les reprendre, et une semaine pour dire qu’il est trop tard.", "discarded",
            "discarded_at < @p0"),
        new("Courriels partis ou refusés", TimeSpan.FromDays(365),
            "Le temps de répondre d’un envoi ; les factures elles-mêmes restent.", "mail",
            "state <> 'waiting' AND coalesce(settled_at, created_at) < @p0"),
        new("Avis envoyés à d’autres programmes", TimeSpan.FromDays(180), "Le temps de chercher un envoi perdu.",
            "webhook_delivery", "state <> 'waiting' AND created_at < @p0"),
        new("Réponses gardées pour les programmes", TimeSpan.FromDays(35),
            "Le temps qu’une demande envoyée deux fois reçoive la même réponse.", "api_answer", "made_at < @p0"),
    ];

    /// <summary>How many rows of each are past their time now: what the next round will forget.</summary>
    public static async Task<List<(KeptForATime Kept, long Due)>> DueAsync(CoopDb db, DateTimeOffset now)
    {
        var due = new List<(KeptForATime, long)>();
        foreach (var kept in Table)
            due.Add((kept, Convert.ToInt64(await db.ScalarAsync(
                $"SELECT count(*) FROM {kept.Table} WHERE {kept.PastIt}", Before(kept, now)))));
        return due;
    }

    /// <summary>Returns how many rows went.</summary>
    public static async Task<int> ForgetAsync(WriteSession w)
    {
        var gone = 0;
        foreach (var kept in Table)
            gone += await w.Connection.ExecuteAsync($"DELETE FROM {kept.Table} WHERE {kept.PastIt}", w.Transaction,
                Before(kept, w.UtcNow));
        return gone;
    }

    private static string Before(KeptForATime kept, DateTimeOffset now) =>
        EntryChain.Instant((now - kept.Time).UtcDateTime);
}
