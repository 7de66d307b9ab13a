using Essaim.Domain.Ledger;

namespace Essaim.App.Data.Imports;

/// <summary>The identifiers that other programs gave to rows of ours (références), kept beside them.</summary>
public static class ImportReferences
{
    /// <summary>By row.</summary>
    public static async Task<Dictionary<long, string>> OfAsync(CoopDb db, string kind) =>
        (await db.SqlAsync(r => (Row: r.GetInt64(0), Reference: r.GetString(1)),
            "SELECT row_id, reference FROM import_reference WHERE kind = @p0 ORDER BY reference DESC", kind))
        .GroupBy(r => r.Row).ToDictionary(g => g.Key, g => g.Last().Reference);

    public static Task KeepAsync(WriteSession w, string kind, ActivityId activity, string reference, long row) =>
        w.Connection.ExecuteAsync("INSERT INTO import_reference (kind, activity_id, reference, row_id) "
            + "VALUES (@p0, @p1, @p2, @p3) ON CONFLICT DO NOTHING", w.Transaction, kind, activity.Value, reference,
            row);
}
