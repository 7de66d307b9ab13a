using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// Prepared inserts of one table, bound without parameter objects and many rows to a statement: what SQLite does for
/// each statement, such as keeping pages in case a trigger refuses, is then shared. Values are written as the ordinary
/// command writes them.
/// </summary>
internal sealed class SqliteInsert(SqliteConnection connection, BulkTable table)
{
    private const int RowsTogether = 50;

    private readonly sqlite3_stmt _one = Prepare(connection, table.InsertSql);
    private readonly sqlite3_stmt _many = Prepare(connection, ManySql(table));
    private byte[] _text = new byte[512];

    public void Run(IReadOnlyList<object?[]> rows)
    {
        var at = 0;
        for (; at + RowsTogether <= rows.Count; at += RowsTogether)
            Run(_many, rows, at, RowsTogether);
        for (; at < rows.Count; at++)
            Run(_one, rows, at, 1);
    }

    private void Run(sqlite3_stmt statement, IReadOnlyList<object?[]> rows, int from, int count)
    {
        var place = 1;
        for (var i = from; i < from + count; i++)
            foreach (var value in rows[i])
                Check(Bind(statement, place++, value));
        var step = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (step != raw.SQLITE_DONE)
            Check(step);
    }

    private int Bind(sqlite3_stmt statement, int at, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, at),
        long number => raw.sqlite3_bind_int64(statement, at, number),
        int number => raw.sqlite3_bind_int64(statement, at, number),
        bool yes => raw.sqlite3_bind_int64(statement, at, yes ? 1 : 0),
        string text => BindText(statement, at, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, at, bytes),
        DateOnly day => BindDay(statement, at, day),
        _ => throw new ArgumentException($"A value of type {value.GetType()} cannot be written."),
    };

    private int BindText(sqlite3_stmt statement, int at, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _text.Length)
            _text = new byte[most];
        return raw.sqlite3_bind_text(statement, at, _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
    }

    private int BindDay(sqlite3_stmt statement, int at, DateOnly day)
    {
        day.TryFormat(_text, out var used, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return raw.sqlite3_bind_text(statement, at, _text.AsSpan(0, used));
    }

    private static string ManySql(BulkTable table)
    {
        var row = "(" + string.Join(", ", Enumerable.Repeat("?", table.Columns.Length)) + ")";
        return table.InsertSql[..table.InsertSql.IndexOf(" VALUES ", StringComparison.Ordinal)]
            + " VALUES " + string.Join(", ", Enumerable.Repeat(row, RowsTogether));
    }

    private static sqlite3_stmt Prepare(SqliteConnection connection, string sql)
    {
        var code = raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement);
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
        return statement;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, connection.Handle);
}
