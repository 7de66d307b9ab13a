using System.Diagnostics;
using Essaim.App.Data;
using Npgsql;

namespace Essaim.App.Tests.Safety;

/// <summary>R3: on storage that may lose what it acknowledged the program does not start, and says why.</summary>
[Collection("Kills")]
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
        var server = new Server();
        try
        {
            Assert.Equal(0, await server.StartedAsync(""));
            foreach (var setting in new[] { "fsync", "full_page_writes", "synchronous_commit" })
            {
                await server.SetAsync(setting, "off");
                Assert.Equal(1, await server.StartedAsync($"PostgreSQL peut perdre des écritures ({setting} = off)"));
                await server.SetAsync(setting, "on");
            }
            Assert.Equal(0, await server.StartedAsync(""));
        }
        finally
        {
            server.Stop();
        }
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_the_product_opens_itself_keeps_what_it_acknowledges(string engine)
    {
        await using var coop = await DurableCoop.NewAsync(engine, 1);
        using var victim = VictimProcess.Start("check", coop.StoreText);
        Assert.True(await victim.EndAsync() == 0, victim.Complaint);
    }

    /// <summary>A server of this test alone, whose settings it may spoil.</summary>
    private sealed class Server
    {
        private readonly string _folder = Run("start", Port.ToString(), "durable");

        private static int Port => 32000 + Environment.ProcessId % 500;
        private static string Connection =>
            $"Host=127.0.0.1;Port={Port};Username=essaim;Database=postgres;Pooling=false";

        public async Task SetAsync(string setting, string value)
        {
            await using var connection = new NpgsqlConnection(Connection);
            await connection.OpenAsync();
            await connection.ExecuteAsync($"ALTER SYSTEM SET {setting} = {value}");
            await connection.ExecuteAsync("SELECT pg_reload_conf()");
            for (var wait = 0; wait < 100 && (string?)await connection.ScalarAsync($"SHOW {setting}") != value; wait++)
                await Task.Delay(50);
        }

        /// <summary>Starts on this server and answers the exit status; the complaint must hold the sentence.</summary>
        public async Task<int> StartedAsync(string sentence)
        {
            using var victim = VictimProcess.Start("check", "postgres:" + Connection);
            var status = await victim.EndAsync();
            Assert.Contains(sentence, victim.Complaint);
            return status;
        }

        public void Stop() => Run("stop", _folder);

        private static string Run(params string[] arguments)
        {
            var script = Path.Combine(Repository.Root, "tests", "postgres.sh");
            using var process =
                Process.Start(new ProcessStartInfo("bash", [script, .. arguments]) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException("PostgreSQL");
        }
    }
}
