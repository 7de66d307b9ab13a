using System.Text;
using Essaim.Domain.Ledger.Fec;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// Writes the whole ledger as an hledger journal. Opening entries that repeat what is already in the file are left
/// out, so that balances count them once, as the co-op's own reports do.
/// </summary>
public static class ExportHledger
{
    public static async Task<(string File, long Entries)> ToFileAsync(Store store, string path)
    {
        var partial = path + ".partiel";
        long entries;
        await using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1))
            entries = await WriteAsync(store, file);
        File.Move(partial, path, overwrite: true);
        return (path, entries);
    }

    /// <summary>Writes the journal to a stream and says how many entries it has.</summary>
    public static async Task<long> WriteAsync(Store store, Stream output)
    {
        await using var connection = await store.Engine.OpenAsync();
        await using var transaction = await ExportFec.BeginReadAsync(connection);
        var name = (string?)await connection.ScalarAsync("SELECT name FROM coop", transaction) ?? "";
        var earliest =
            Convert.ToInt32(await connection.ScalarAsync("SELECT min(month) FROM balance", transaction) ?? 0);
        var activities =
            (await connection.ListAsync(r => (Id: r.GetInt64(0), Code: Encoding.UTF8.GetBytes(r.GetString(1))),
            "SELECT id, code FROM activity", transaction)).ToDictionary(a => a.Id, a => a.Code);
        var writer = new HledgerWriter(output);
        writer.WriteHeader(Encoding.UTF8.GetBytes($"Le grand livre de {name}"));
        var afterEarliest = earliest == 0 ? "1900-01-01" : $"{earliest / 100:0000}-{earliest % 100:00}-31";
        using var rows = ByteRows.Of(connection, transaction, $"""
            SELECT e.id, {ByteRows.DayText(connection, "e.date")}, e.number, e.label, l.account, l.activity_id,
              l.debit, l.credit
            FROM posted_entry e JOIN posted_line l ON l.entry_id = e.id
            WHERE NOT e.is_opening OR {ByteRows.DayText(connection, "e.date")} <= '{afterEarliest}'
            ORDER BY e.id, l.line_no
            """);
        var current = 0L;
        while (rows.Read())
        {
            if (rows.Number(0) != current)
                writer.Begin(rows.Bytes(1), rows.Bytes(2), rows.Bytes(3));
            current = rows.Number(0);
            writer.Write(rows.Bytes(4), activities[rows.Number(5)], rows.Number(6) - rows.Number(7));
        }
        writer.Flush();
        return writer.Entries;
    }
}
