using Essaim.Domain.Values;

namespace Essaim.App.Data.Sealing;

/// <summary>
/// Seals what an older version kept in clear, when a co-op is opened: the step of the schema cannot, it has no key.
/// Nothing is left to do the second time.
/// </summary>
internal static class SealPlainValues
{
    /// <summary>Each column that was once in clear, and how what stands in it is sealed.</summary>
    private static readonly (string Table, string Column, Func<SealingKeys, string, SealedValue> Seal)[] Columns =
    [
        ("person", "iban", (keys, text) => keys.Seal(new Iban(text))),
        ("webhook", "secret", (keys, text) => keys.SealSecret(text)),
    ];

    public static async Task RunAsync(Store store, SealingKeys keys)
    {
        if (!await AnyAsync(store))
            return;
        await store.WriteAsync(async w =>
        {
            if (store.Engine is SqliteEngine)
                await w.Connection.ExecuteAsync("PRAGMA secure_delete = ON", w.Transaction);
            foreach (var (table, column, seal) in Columns)
                foreach (var (id, text) in await w.Connection.ListAsync(r => (r.GetInt64(0), r.GetString(1)),
                    Plain(table, column), w.Transaction))
                    await w.Connection.ExecuteAsync($"UPDATE {table} SET {column} = @p1 WHERE id = @p0", w.Transaction,
                        id, seal(keys, text).Text);
        });
        if (store.Engine is not SqliteEngine)
            return;
        // What the file's log still says in clear goes with it.
        await using var connection = await store.Engine.OpenAsync();
        await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static async Task<bool> AnyAsync(Store store)
    {
        await using var reading = await store.Engine.OpenAsync();
        foreach (var (table, column, _) in Columns)
            if (await reading.ScalarAsync(Plain(table, column)) is not null)
                return true;
        return false;
    }

    private static string Plain(string table, string column) =>
        $"SELECT id, {column} FROM {table} WHERE {column} NOT LIKE '{SealedValue.Mark}%'";
}
