using System.Data.Common;

namespace Essaim.App.Data.Backups;

/// <summary>
/// Puts the rows that <see cref="RowDump"/> wrote into an empty database of either engine, in one transaction: the
/// schema as it was, the rows, the guards of the books again, then the steps that came since. The guards rest
/// meanwhile: the rows of a closed month are refused otherwise, as they must be.
/// </summary>
internal abstract class RowLoad(DbConnection connection, DbTransaction transaction)
{
    protected DbConnection Connection { get; } = connection;
    protected DbTransaction Transaction { get; } = transaction;

    /// <summary>Gives the rows of each table.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> ReadAsync(BinaryReader from, Engine engine)
    {
        var counts = new Dictionary<string, long>();
        await using (var connection = await engine.OpenAsOwnerAsync())
        {
            await engine.RefuseLossyStorageAsync(connection);
            if (engine is SqliteEngine)
                await connection.ExecuteAsync("PRAGMA foreign_keys = OFF");
            await using var transaction = await engine.BeginWriteAsync(connection, default);
            await Migrator.MakeAsync(engine, connection, transaction, from.ReadString());
            RowLoad load = engine is SqliteEngine
                ? new SqliteRowLoad(connection, transaction) : new PostgresRowLoad(connection, transaction);
            await load.RestGuardsAsync();
            for (var table = from.ReadString(); table.Length > 0; table = from.ReadString())
                counts[table] = await load.TableAsync(from, table);
            for (var left = from.ReadInt32(); left > 0; left--)
                await load.SeriesAsync(from.ReadString(), from.ReadInt64());
            await load.WakeGuardsAsync();
            await transaction.CommitAsync();
        }
        await Migrator.MigrateAsync(engine);
        return counts;
    }

    private async Task<long> TableAsync(BinaryReader from, string table)
    {
        var columns = new string[from.ReadInt32()];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = from.ReadString();
        // What a step filled by itself comes again with the rows.
        await Connection.ExecuteAsync($"DELETE FROM \"{table}\"", Transaction);
        return await FillAsync(table, columns, Rows(from, columns.Length));
    }

    /// <summary>The same array each time: whoever keeps a row copies it.</summary>
    private static IEnumerable<object?[]> Rows(BinaryReader from, int columns)
    {
        var row = new object?[columns];
        while (from.ReadBoolean())
        {
            for (var i = 0; i < columns; i++)
                row[i] = from.ReadByte() switch
                {
                    RowDump.Null => null,
                    RowDump.Number => from.Read7BitEncodedInt64(),
                    RowDump.Text => from.ReadString(),
                    RowDump.Bytes => from.ReadBytes(from.Read7BitEncodedInt()),
                    var other => throw new InvalidDataException($"No value has the form {other}."),
                };
            yield return row;
        }
    }

    protected abstract Task RestGuardsAsync();
    protected abstract Task<long> FillAsync(string table, string[] columns, IEnumerable<object?[]> rows);
    protected abstract Task SeriesAsync(string table, long last);
    protected abstract Task WakeGuardsAsync();
}
