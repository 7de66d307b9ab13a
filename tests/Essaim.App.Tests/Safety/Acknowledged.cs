using Essaim.App.Data;

namespace Essaim.App.Tests.Safety;

/// <summary>What a writer was told is done: "invoice 12" means that it and its entry are in the books.</summary>
public static class Acknowledged
{
    public static async Task AssertThereAsync(Engine engine, IEnumerable<string> said)
    {
        await using var connection = await engine.OpenAsync();
        foreach (var line in said)
        {
            if (line.Split(' ') is not [var table, var id] || !long.TryParse(id, out var number))
                continue;
            var entry = table == "posted_entry" ? number : await connection.ScalarAsync(
                $"SELECT entry_id FROM {table} WHERE id = @p0", null, number);
            Assert.True(entry is not null, $"{line} was acknowledged and is not there.");
            var lines = await connection.ScalarAsync("SELECT count(*) FROM posted_line l JOIN posted_entry e "
                + "ON e.id = l.entry_id WHERE l.entry_id = @p0", null, Convert.ToInt64(entry));
            Assert.True(Convert.ToInt64(lines) >= 2, $"{line} was acknowledged and its entry is not there.");
        }
    }
}
