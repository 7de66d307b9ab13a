using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>The stored rows as a check reads them: its own queries, one moment of the books.</summary>
internal sealed class CheckedRows(DbConnection connection, DbTransaction transaction)
{
    public ByteRows Open(string sql) => ByteRows.Of(connection, transaction, sql);

    /// <summary>A day column as "2026-01-31".</summary>
    public string Day(string column) => ByteRows.DayText(connection, column);

    /// <summary>A day column as the number of its month, 202601.</summary>
    public string Month(string column) => connection is NpgsqlConnection
        ? $"(extract(year FROM {column}) * 100 + extract(month FROM {column}))::bigint"
        : $"CAST(substr({column}, 1, 4) || substr({column}, 6, 2) AS bigint)";

    public void Each(string sql, Action<Row> look)
    {
        using var rows = Open(sql);
        var row = new Row(rows);
        while (rows.Read())
            look(row);
    }

    public long Count(string sql)
    {
        var count = 0L;
        Each(sql, r => count = r.Number(0));
        return count;
    }

    internal readonly struct Row(ByteRows rows)
    {
        public bool IsNull(int column) => rows.IsNull(column);
        public long Number(int column) => rows.Number(column);
        public string Text(int column) => Encoding.UTF8.GetString(rows.Bytes(column));
        public string? TextOrNull(int column) => rows.IsNull(column) ? null : Text(column);
        public byte[]? BytesOrNull(int column) => rows.IsNull(column) ? null : rows.Bytes(column).ToArray();
        public ReadOnlySpan<byte> Bytes(int column) => rows.Bytes(column);
    }

    /// <summary>"1440,00 €".</summary>
    public static string Euros(long cents)
    {
        var magnitude = Math.Abs((decimal)cents);
        return string.Create(CultureInfo.InvariantCulture,
            $"{(cents < 0 ? "−" : "")}{decimal.Truncate(magnitude / 100)},{magnitude % 100:00} €");
    }

    public static string MonthText(long month) => $"{month / 100:0000}-{month % 100:00}";
}
