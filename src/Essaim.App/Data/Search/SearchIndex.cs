using System.Data.Common;
using Essaim.Domain.Activities;
using Essaim.Domain.People;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Search;

/// <summary>
/// The words by which a row is found, kept in the transaction that writes the row (index de recherche). Documents with
/// a number of our own are found by their own tables, so that issuing them costs nothing here.
/// </summary>
public static class SearchIndex
{
    private sealed record Row(
        string Kind, long Id, int Activity, string Title, string Detail, string Code, params string?[] Texts);

    public static bool Keeps(object row) => row is Customer or Person or Activity or Supplier or Purchase;

    /// <summary>Indexes rows that are not in the index.</summary>
    public static async Task KeepAsync(DbConnection connection, DbTransaction? transaction, IEnumerable<object> rows)
    {
        foreach (var row in rows.Select(RowOf))
        {
            await connection.ExecuteAsync("INSERT INTO findable (kind, id, activity_id, title, detail, code) "
                + "VALUES (@p0, @p1, @p2, @p3, @p4, @p5)", transaction, row.Kind, row.Id, row.Activity, row.Title,
                row.Detail, row.Code);
            var words = PlainWords.Indexed(row.Texts);
            if (words.Count == 0)
                continue;
            await connection.ExecuteAsync("INSERT INTO findable_word (word, activity_id, kind, id) VALUES "
                + string.Join(", ", words.Select((_, i) => $"(@p{i + 3}, @p0, @p1, @p2)")),
                transaction, [row.Activity, row.Kind, row.Id, .. words]);
            await KnowAsync(connection, transaction, words);
        }
    }

    /// <summary>What left or is about to be indexed anew.</summary>
    public static async Task ForgetAsync(DbConnection connection, DbTransaction? transaction, IEnumerable<object> rows)
    {
        foreach (var row in rows.Select(RowOf))
            foreach (var table in new[] { "findable", "findable_word" })
                await connection.ExecuteAsync($"DELETE FROM {table} WHERE kind = @p0 AND id = @p1", transaction,
                    row.Kind, row.Id);
    }

    /// <summary>Indexes a database that was filled before there was a search.</summary>
    public static async Task FillAsync(Store store)
    {
        await using (var db = store.Read())
            if (await db.ScalarAsync("SELECT 1 FROM findable LIMIT 1") is not null
                || await db.ScalarAsync("SELECT 1 FROM activity LIMIT 1") is null)
                return;
        await store.WriteAsync(async w =>
        {
            foreach (var rows in new IQueryable<object>[]
                { w.Db.Activities, w.Db.People, w.Db.Customers, w.Db.Suppliers, w.Db.Purchases })
                await KeepAsync(w.Connection, w.Transaction, await rows.AsNoTracking().ToListAsync());
        });
    }

    private static Row RowOf(object row) => row switch
    {
        Customer c => new(RecordKinds.Customer, c.Id, c.ActivityId.Value, c.Name, c.City, "",
            c.Name, c.City, c.Siren?.Digits, c.VatNumber?.Text, c.Email?.Text),
        Person p => new(RecordKinds.Person, p.Id, 0, p.FullName, p.Email.Text, "", p.FullName, p.Email.Text),
        Activity a => new(RecordKinds.Activity, a.Id.Value, a.Id.Value, a.TradeName, a.Trade, a.Code,
            a.TradeName, a.Trade, a.Code),
        Supplier s => new(RecordKinds.Supplier, s.Id, 0, s.Name, "", "", s.Name, s.Siren?.Digits),
        Purchase p => new(RecordKinds.Purchase, p.Id, p.ActivityId.Value, p.Number, "", "", p.Number),
        _ => throw new ArgumentException($"{row.GetType().Name} is not indexed."),
    };

    private static Task KnowAsync(DbConnection connection, DbTransaction? transaction, List<string> words)
    {
        var parts = words.SelectMany(w => PlainWords.Parts(w).Select(p => (Part: p, Word: w))).ToList();
        return connection.ExecuteAsync("INSERT INTO word_part (part, word) VALUES "
            + string.Join(", ", parts.Select((_, i) => $"(@p{2 * i}, @p{2 * i + 1})")) + " ON CONFLICT DO NOTHING",
            transaction, [.. parts.SelectMany(p => new object?[] { p.Part, p.Word })]);
    }
}
