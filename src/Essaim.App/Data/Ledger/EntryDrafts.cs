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
/// <param name="Reverse">Posting it also posts its mirror on the first day of the next month (extourne).</param>
public sealed record TypedEntry(
    string Date, string Label, string Piece, IReadOnlyList<TypedLine> Lines, bool Reverse = false);

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

    /// <summary>How many the rounds have prepared from templates, and the first of them.</summary>
    public static async Task<(long Count, long First)> PreparedAsync(CoopDb db) =>
        (await db.SqlAsync(r => (r.GetInt64(0), r.IsDBNull(1) ? 0 : r.GetInt64(1)),
            "SELECT count(*), min(id) FROM draft_entry WHERE template_id IS NOT NULL")).Single();

    /// <summary>A draft that a template made, by itself or because it was asked.</summary>
    public static async Task<long> PrepareAsync(WriteSession w, long template, TypedEntry entry) =>
        Convert.ToInt64(await w.Connection.ScalarAsync("INSERT INTO draft_entry (content, updated_at, template_id) "
            + "VALUES (@p0, @p1, @p2) RETURNING id", w.Transaction, ValueJson.Write(entry), w.Now, template));

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
