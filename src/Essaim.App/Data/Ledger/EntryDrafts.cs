using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>One line of a manual entry as it was typed.</summary>
public sealed record TypedLine
{
    public string Account { get; set; } = "";
    public string Activity { get; set; } = "";
    public string ThirdParty { get; set; } = "";
    public string Label { get; set; } = "";
    public string Debit { get; set; } = "";
    public string Credit { get; set; } = "";

    /// <summary>When the line is to be settled; empty when nothing is awaited.</summary>
    public string Due { get; set; } = "";

    public bool IsEmpty => (Account + ThirdParty + Label + Debit + Credit + Due).Trim().Length == 0;
}

/// <summary>A manual entry not posted yet, kept as it was typed so that nothing is lost (brouillon).</summary>
public sealed record TypedEntry(string Date, string Label, string Piece, IReadOnlyList<TypedLine> Lines);

/// <summary>Keeps drafts of manual entries; posting one removes it.</summary>
public static class EntryDrafts
{
    public static async Task<List<(long Id, string Label)>> ListAsync(CoopDb db) =>
        [.. (await db.SqlAsync(r => (r.GetInt64(0), ValueJson.Read<TypedEntry>(r.GetString(1))),
                "SELECT id, content FROM draft_entry ORDER BY id"))
            .Select(d => (d.Item1, d.Item2.Label.Trim() is { Length: > 0 } label ? label : $"Brouillon {d.Item1}"))];

    public static async Task<TypedEntry?> FindAsync(CoopDb db, long id) =>
        await db.ScalarAsync("SELECT content FROM draft_entry WHERE id = @p0", id) is string content
            ? ValueJson.Read<TypedEntry>(content)
            : null;

    public static async Task<long> KeepAsync(WriteSession w, long? id, TypedEntry entry)
    {
        if (id is not null && Convert.ToInt64(await w.Connection.ScalarAsync(
                "UPDATE draft_entry SET content = @p1, updated_at = @p2 WHERE id = @p0 RETURNING id", w.Transaction, id,
                ValueJson.Write(entry), w.Now)) == id)
            return id.Value;
        return Convert.ToInt64(await w.Connection.ScalarAsync(
            "INSERT INTO draft_entry (content, updated_at) VALUES (@p0, @p1) RETURNING id", w.Transaction,
            ValueJson.Write(entry), w.Now));
    }

    public static Task DropAsync(WriteSession w, long id) =>
        w.Connection.ExecuteAsync("DELETE FROM draft_entry WHERE id = @p0", w.Transaction, id);
}
