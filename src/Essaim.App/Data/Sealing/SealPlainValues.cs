using Essaim.Domain.Values;

namespace Essaim.App.Data.Sealing;

/// <summary>
/// Seals what an older version kept in clear, when a co-op is opened: the step of the schema cannot, it has no key.
/// Nothing is left to do the second time.
/// </summary>
internal static class SealPlainValues
{
    private const string Plain = $"SELECT id, iban FROM person WHERE iban NOT LIKE '{SealedValue.Mark}%'";

    public static async Task RunAsync(Store store, SealingKeys keys)
    {
        await using (var reading = await store.Engine.OpenAsync())
        {
            if (await reading.ScalarAsync(Plain) is null)
                return;
        }
        await store.WriteAsync(async w =>
        {
            if (store.Engine is SqliteEngine)
                await w.Connection.ExecuteAsync("PRAGMA secure_delete = ON", w.Transaction);
            foreach (var (id, iban) in await w.Connection.ListAsync(r => (r.GetInt64(0), r.GetString(1)), Plain,
                w.Transaction))
                await w.Connection.ExecuteAsync("UPDATE person SET iban = @p1 WHERE id = @p0", w.Transaction, id,
                    keys.Seal(new Iban(iban)).Text);
        });
        if (store.Engine is not SqliteEngine)
            return;
        // What the file's log still says in clear goes with it.
        await using var connection = await store.Engine.OpenAsync();
        await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
