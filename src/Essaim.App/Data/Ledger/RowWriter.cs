using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// A table as bulk writing needs it: its columns in order, with their types for PostgreSQL's binary copy.
/// </summary>
internal sealed record BulkTable(string Name, params (string Column, NpgsqlDbType Type)[] Columns)
{
    public string InsertSql { get; } = $"INSERT INTO {Name} ({string.Join(", ", Columns.Select(c => c.Column))}) "
        + $"VALUES ({string.Join(", ", Columns.Select((_, i) => "@p" + i))})";

    public string CopySql { get; } =
        $"COPY {Name} ({string.Join(", ", Columns.Select(c => c.Column))}) FROM STDIN (FORMAT BINARY)";
}

/// <summary>
/// Writes many rows of one table: prepared inserts on SQLite, one batch or a binary copy on PostgreSQL. Keeps its
/// prepared commands as long as its connection lives.
/// </summary>
internal sealed class RowWriter(DbConnection connection)
{
    /// <summary>From here on a copy costs less than a batch of inserts; measured on a local server.</summary>
    private const int CopyFrom = 24;

    private readonly Dictionary<string, DbCommand> _prepared = [];
    private readonly Dictionary<BulkTable, SqliteInsert> _inserts = new(ReferenceEqualityComparer.Instance);

    public async Task WriteAsync(BulkTable table, DbTransaction transaction, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
            return;
        if (connection is NpgsqlConnection npgsql)
            await (rows.Count < CopyFrom ? BatchAsync(npgsql, table, rows) : CopyAsync(npgsql, table, rows));
        else
            Insert(table, rows);
    }

    /// <summary>The command for this text, made and prepared once; its parameters are @p0, @p1… in order.</summary>
    public DbCommand Prepared(string sql, DbTransaction transaction, params ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@p" + i;
                command.Parameters.Add(parameter);
            }
            _prepared.Add(sql, command);
        }
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private void Insert(BulkTable table, IReadOnlyList<object?[]> rows)
    {
        if (!_inserts.TryGetValue(table, out var insert))
            _inserts.Add(table, insert = new SqliteInsert((SqliteConnection)connection, table));
        insert.Run(rows);
    }

    private static async Task BatchAsync(NpgsqlConnection connection, BulkTable table, IReadOnlyList<object?[]> rows)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(table.InsertSql);
            for (var i = 0; i < row.Length; i++)
                command.Parameters.Add(new NpgsqlParameter("@p" + i, table.Columns[i].Type) { Value = row[i]
                    ?? DBNull.Value });
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, BulkTable table, IReadOnlyList<object?[]> rows)
    {
        await using var import = await connection.BeginBinaryImportAsync(table.CopySql);
        foreach (var row in rows)
        {
            await import.StartRowAsync();
            for (var i = 0; i < row.Length; i++)
                if (row[i] is null)
                    await import.WriteNullAsync();
                else
                    await import.WriteAsync(row[i]!, table.Columns[i].Type);
        }
        await import.CompleteAsync();
    }
}
