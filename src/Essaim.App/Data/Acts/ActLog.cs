using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace Essaim.App.Data.Acts;

/// <summary>
/// Keeps and reads the log of acts. Each act is kept in the transaction of what was done, so that neither is ever there
/// without the other. Its hash is SHA-256(hash of the one before ‖ "essaim-act-1" and its columns), columns parted by
/// U+001F; the first follows 32 zero bytes.
/// </summary>
public static class ActLog
{
    private const int MostShown = 20;
    private const int SaltLength = 16;

    public static async Task KeepAsync(
        DbConnection connection, DbTransaction? transaction, string at, IReadOnlyList<NewAct> acts)
    {
        if (acts.Count == 0)
            return;
        var (id, hash) = (await connection.ListAsync(r => (r.GetInt64(0), (byte[])r.GetValue(1)),
            "SELECT id, hash FROM act ORDER BY id DESC LIMIT 1", transaction))
            .Append((0L, new byte[SHA256.HashSizeInBytes])).First();
        var author = Author.Current;
        foreach (var act in acts)
        {
            var salt = RandomNumberGenerator.GetBytes(SaltLength);
            var digest = SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes($"{act.Title}\u001f{act.Changes}")]);
            id++;
            hash = SHA256.HashData([.. hash, .. Encoding.UTF8.GetBytes(string.Join('\u001f', "essaim-act-1", id, at,
                author.UserId, author.Name, act.Verb, act.Kind, act.About, Convert.ToHexStringLower(digest)))]);
            await connection.ExecuteAsync("INSERT INTO act (id, at, by_id, by_name, verb, kind, about, detail_digest, "
                + "hash) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)", transaction, id, at, author.UserId,
                author.Name, act.Verb, act.Kind, act.About, digest, hash);
            await connection.ExecuteAsync("INSERT INTO act_detail (act_id, title, changes, salt) "
                + "VALUES (@p0, @p1, @p2, @p3)", transaction, id, act.Title, act.Changes, salt);
        }
    }

    /// <summary>What happened to one record, the latest first.</summary>
    public static Task<List<Act>> OfAsync(CoopDb db, string kind, string about) => db.SqlAsync(Read,
        $"{Select} WHERE a.kind = @p0 AND a.about = @p1 ORDER BY a.id DESC LIMIT {MostShown}", kind, about);

    public static async Task<int> CountAsync(CoopDb db, string kind, string text)
    {
        var (where, values) = Where(kind, text);
        return Convert.ToInt32(await db.ScalarAsync($"SELECT count(*) {From}{where}", [.. values]));
    }

    /// <summary>One page of what is asked for, the latest first.</summary>
    public static Task<List<Act>> PageAsync(CoopDb db, string kind, string text, int skip, int take)
    {
        var (where, values) = Where(kind, text);
        return db.SqlAsync(Read, $"{Select}{where} ORDER BY a.id DESC LIMIT {take} OFFSET {skip}", [.. values]);
    }

    /// <summary>Takes names and values out of everything said about a record; the chain stays whole.</summary>
    public static Task ForgetAsync(WriteSession w, string kind, string about) => w.Connection.ExecuteAsync(
        "DELETE FROM act_detail WHERE act_id IN (SELECT id FROM act WHERE kind = @p0 AND about = @p1)", w.Transaction,
        kind, about);

    private const string From = "FROM act a LEFT JOIN act_detail d ON d.act_id = a.id";
    private const string Select =
        "SELECT a.id, a.at, a.by_name, a.verb, a.kind, a.about, d.title, d.changes " + From;

    private static Act Read(DbDataReader r) => new(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3),
        r.GetString(4), r.GetString(5), r.TextOrNull(6), r.TextOrNull(7));

    private static (string Where, List<object?> Values) Where(string kind, string text)
    {
        var (conditions, values) = (new List<string>(), new List<object?>());
        if (kind.Length > 0)
        {
            values.Add(kind);
            conditions.Add("a.kind = @p0");
        }
        if (text.Trim() is { Length: > 0 } asked)
        {
            var place = "@p" + values.Count;
            values.Add($"%{asked.ToLowerInvariant().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%");
            conditions.Add($"(lower(a.by_name) LIKE {place} ESCAPE '\\' OR lower(d.title) LIKE {place} ESCAPE '\\' "
                + $"OR lower(d.changes) LIKE {place} ESCAPE '\\')");
        }
        return (conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions), values);
    }
}
