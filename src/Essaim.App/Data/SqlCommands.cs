using System.Data.Common;

namespace Essaim.App.Data;

/// <summary>Short forms for the plain SQL of the books, alike on both engines. Parameters are named @p0, @p1…</summary>
public static class SqlCommands
{
    public static DbCommand Sql(this DbConnection connection, string sql, DbTransaction? transaction,
        params object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i;
            parameter.Value = values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public static async Task<int> ExecuteAsync(
        this DbConnection connection, string sql, DbTransaction? transaction = null, params object?[] values)
    {
        await using var command = connection.Sql(sql, transaction, values);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<object?> ScalarAsync(
        this DbConnection connection, string sql, DbTransaction? transaction = null, params object?[] values)
    {
        await using var command = connection.Sql(sql, transaction, values);
        var value = await command.ExecuteScalarAsync();
        return value is DBNull ? null : value;
    }

    public static async Task<List<T>> ListAsync<T>(
        this DbConnection connection, Func<DbDataReader, T> read, string sql, DbTransaction? transaction = null,
        params object?[] values)
    {
        await using var command = connection.Sql(sql, transaction, values);
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<T>();
        while (await reader.ReadAsync())
            list.Add(read(reader));
        return list;
    }

    public static string? TextOrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateOnly Date(this DbDataReader reader, int column) => reader.GetFieldValue<DateOnly>(column);
}
