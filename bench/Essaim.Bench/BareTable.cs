using System.Data.Common;

namespace Essaim.Bench;

/// <summary>
/// The bare work that the product is measured against: rows of one table, as they stand in one database, written again
/// into another with the same columns, indexes and durability, by the shortest code there is. It knows no rule.
/// </summary>
public sealed class BareTable
{
    private readonly DbCommand _insert;

    private BareTable(string name, DbCommand insert) => (Name, _insert) = (name, insert);

    public string Name { get; }

    /// <summary>An insert for every column of the table, prepared once.</summary>
    public static BareTable Of(DbConnection target, string name, IReadOnlyList<string> columns)
    {
        var insert = target.CreateCommand();
        insert.CommandText = $"INSERT INTO {name} ({string.Join(", ", columns)}) "
            + $"VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))})";
        for (var i = 0; i < columns.Count; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = "@p" + i;
            insert.Parameters.Add(parameter);
        }
        return new BareTable(name, insert);
    }

    public void Insert(DbTransaction transaction, object?[] row)
    {
        _insert.Transaction = transaction;
        for (var i = 0; i < row.Length; i++)
            _insert.Parameters[i].Value = row[i] ?? DBNull.Value;
        _insert.ExecuteNonQuery();
    }

    /// <summary>All rows of a query, held in memory so that reading them is not part of the bare work.</summary>
    public static List<object?[]> Rows(DbConnection source, string sql)
    {
        using var command = source.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }
        return rows;
    }

    public static List<string> Columns(DbConnection source, string table)
    {
        using var command = source.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE 1 = 0";
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }
}
