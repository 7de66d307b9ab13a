using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.Domain.Values;
using Npgsql;

namespace Essaim.App.Tests.Safety;

/// <summary>PostgreSQL as hosts give it: the owner of the database rules one database, not the server.</summary>
public sealed class OrdinaryOwnerTests
{
    [Fact]
    public async Task An_owner_who_was_given_the_role_makes_a_coop()
    {
        await using var store = new Store(new PostgresEngine(await OwnedAsync(granted: true)), TimeProvider.System);
        await CoopSetup.CreateAsync(store, TestCoop.SomeCoop(), new DateOnly(2026, 1, 1));
        Assert.Equal("essaim_app", await store.WriteAsync(w =>
            w.Connection.ScalarAsync("SELECT CAST(current_user AS text)", w.Transaction)));
    }

    [Fact]
    public async Task An_owner_who_may_not_have_the_role_is_told_whom_to_ask()
    {
        var engine = new PostgresEngine(await OwnedAsync(granted: false));
        var told = await Assert.ThrowsAsync<BrokenRuleException>(() => Migrator.MigrateAsync(engine));
        Assert.Contains("GRANT essaim_app TO owner_", told.Message);
    }

    /// <summary>A database whose owner is no superuser, and may make no roles.</summary>
    private static async Task<string> OwnedAsync(bool granted)
    {
        // Another co-op of this server has made the role before.
        await using (await DurableCoop.NewAsync("postgres", 1))
        {
        }
        var database = new NpgsqlConnectionStringBuilder(DurablePostgres.NewDatabase()) { Pooling = false };
        var owner = "owner_" + database.Database;
        await using var connection = new NpgsqlConnection(database.ToString());
        await connection.OpenAsync();
        await connection.ExecuteAsync($"CREATE ROLE {owner} LOGIN");
        await connection.ExecuteAsync($"ALTER DATABASE {database.Database} OWNER TO {owner}");
        if (granted)
            await connection.ExecuteAsync($"GRANT essaim_app TO {owner}");
        return new NpgsqlConnectionStringBuilder(database.ToString()) { Username = owner }.ToString();
    }
}
