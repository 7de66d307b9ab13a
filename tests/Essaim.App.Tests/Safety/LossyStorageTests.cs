using Essaim.App.Data;
using Npgsql;

namespace Essaim.App.Tests.Safety;

/// <summary>R3: on storage that may lose what it acknowledged the program does not start, and says why.</summary>
[Collection("Kills")]
[Trait("Length", "Slow")]
public sealed class LossyStorageTests
{
    [Theory]
    [InlineData("PRAGMA synchronous = NORMAL")]
    [InlineData("PRAGMA synchronous = OFF")]
    [InlineData("PRAGMA foreign_keys = OFF")]
    public async Task Sqlite_that_may_lose_a_commit_is_refused(string pragma)
    {
        await using var coop = await DurableCoop.NewAsync("sqlite", 1);
        using var victim = VictimProcess.Start("lossy", coop.StoreText, pragma);
        Assert.Equal(1, await victim.EndAsync());
        Assert.Contains("La base SQLite peut perdre des écritures", victim.Complaint);
    }

    [Fact]
    public async Task Postgresql_that_may_lose_a_commit_is_refused()
    {
        using var server = new PostgresServer();
        var connection = server.With("postgres") + ";Pooling=false";
        Assert.Equal(0, await StartedAsync(connection, ""));
        foreach (var setting in new[] { "fsync", "full_page_writes", "synchronous_commit" })
        {
            await SetAsync(connection, setting, "off");
            Assert.Equal(1, await StartedAsync(connection, $"PostgreSQL peut perdre des écritures ({setting} = off)"));
            await SetAsync(connection, setting, "on");
        }
        Assert.Equal(0, await StartedAsync(connection, ""));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_the_product_opens_itself_keeps_what_it_acknowledges(string engine)
    {
        await using var coop = await DurableCoop.NewAsync(engine, 1);
        using var victim = VictimProcess.Start("check", coop.StoreText);
        Assert.True(await victim.EndAsync() == 0, victim.Complaint);
    }

    private static async Task SetAsync(string server, string setting, string value)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await connection.ExecuteAsync($"ALTER SYSTEM SET {setting} = {value}");
        await connection.ExecuteAsync("SELECT pg_reload_conf()");
        for (var wait = 0; wait < 100 && (string?)await connection.ScalarAsync($"SHOW {setting}") != value; wait++)
            await Task.Delay(50);
    }

    /// <summary>Starts on this server and answers the exit status; the complaint must hold the sentence.</summary>
    private static async Task<int> StartedAsync(string server, string sentence)
    {
        using var victim = VictimProcess.Start("check", "postgres:" + server);
        var status = await victim.EndAsync();
        Assert.Contains(sentence, victim.Complaint);
        return status;
    }
}
