using Essaim.App.Data;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Web;

/// <summary>
/// Every row of every table of a co-op as text: for proving that nothing was written. Leases of servers come and go by
/// themselves.
/// </summary>
public static class EveryRow
{
    public static async Task<List<string>> OfAsync(Store store)
    {
        await using var db = store.Read();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var tables = await connection.ListAsync(r => r.GetString(0), store.Engine is SqliteEngine
            ? "SELECT name FROM sqlite_master WHERE type = 'table'"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()", null);
        Assert.True(tables.Count > 40);
        var rows = new List<string>();
        foreach (var table in tables.Where(t => t != "lease"))
            rows.AddRange(await connection.ListAsync(r => table + ":" + string.Join('|',
                Enumerable.Range(0, r.FieldCount).Select(i => r.GetValue(i) is byte[] bytes
                    ? Convert.ToHexString(bytes)
                    : r.GetValue(i).ToString())), $"SELECT * FROM {table}", null));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
