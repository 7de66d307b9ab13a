using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Ledger;

public sealed class SchemaTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Every_column_that_the_context_maps_is_in_the_database(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await using var db = coop.Store.Read();
        var tables = db.Model.GetEntityTypes().ToList();
        Assert.True(tables.Count > 20);
        foreach (var table in tables)
        {
            var columns = string.Join(", ", table.GetProperties().Select(p => p.GetColumnName()));
            // A column that is missing makes the query itself fail, with its name.
            await db.SqlAsync(_ => 0, $"SELECT {columns} FROM {table.GetTableName()} WHERE 1 = 0");
        }
    }
}
