using Microsoft.Extensions.Options;
using Microsoft.AspNetCore.Identity;
using Essaim.App.Data;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Essaim.App.Tests.Identity;

/// <summary>A catalogue as the first version wrote it, and what today's makes of it.</summary>
public sealed class CatalogueUpgradeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("essaim-catalogue-").FullName;

    [Fact]
    public void A_catalogue_of_the_first_version_opens_with_its_users_and_coops()
    {
        Run(FirstVersion);
        var catalogue = Catalogue.Open(_folder);
        Assert.Equal([new Coop("etabli", "L’Établi", "123456782", "sqlite:coops/etabli.db")], catalogue.Coops());
        var user = catalogue.SignIn("jeanne", "velours-et-doublure");
        Assert.Equal("7", Assert.Single(user!.Grants).PersonId);
        Assert.False(user.HasSecondFactor);
        Assert.NotNull(Catalogue.Open(_folder).User(1));
    }

    [Fact]
    public void A_catalogue_of_the_third_version_goes_on_with_nobody_keeping_the_installation()
    {
        var user = Catalogue.Open(_folder).AddUser("jeanne", "Jeanne Morel", "velours-et-doublure");
        Run("DROP TABLE installation_acts; DROP TABLE outside_identities; DROP TABLE backed_up;"
            + "DROP TABLE installation;");
        Run("ALTER TABLE users DROP COLUMN keeper");
        Run("PRAGMA user_version = 3");
        // A connection that was open before still remembers the column.
        SqliteConnection.ClearAllPools();
        var catalogue = Catalogue.Open(_folder);
        Assert.False(catalogue.User(user)!.KeepsInstallation);
        Assert.Empty(catalogue.InstallationActs(9));
        catalogue.NameKeeper("jeanne", keeps: true);
        Assert.True(Catalogue.Open(_folder).User(user)!.KeepsInstallation);
        Assert.Equal(4L, Run("PRAGMA user_version"));
    }

    [Fact]
    public void A_password_hashed_with_fewer_rounds_is_hashed_anew_at_the_next_sign_in()
    {
        Run(FirstVersion);
        var catalogue = Catalogue.Open(_folder);
        const string ask = "SELECT password_hash FROM users";
        var weak = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 100_000 }))
            .HashPassword(new object(), "velours-et-doublure");
        Run($"UPDATE users SET password_hash = '{weak}'");
        Assert.NotNull(catalogue.SignIn("jeanne", "velours-et-doublure"));
        var strong = Run(ask);
        Assert.NotEqual(weak, strong);
        Assert.NotNull(catalogue.SignIn("jeanne", "velours-et-doublure"));
        Assert.Equal(strong, Run(ask));
    }

    [Fact]
    public void A_catalogue_of_a_later_version_is_refused()
    {
        Run("PRAGMA user_version = 99");
        Assert.Throws<Essaim.Domain.Values.BrokenRuleException>(() => Catalogue.Open(_folder));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private object? Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "catalogue.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private const string FirstVersion = """
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS coops (
            id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 2 AND 40 AND id NOT GLOB '*[^a-z0-9-]*'),
            name TEXT NOT NULL, siren TEXT NOT NULL, store TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS users (
            id INTEGER PRIMARY KEY AUTOINCREMENT, login TEXT NOT NULL COLLATE NOCASE UNIQUE, display_name TEXT NOT NULL,
            password_hash TEXT NOT NULL, disabled INTEGER NOT NULL DEFAULT 0, session_stamp TEXT NOT NULL,
            created_at TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS grants (
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            coop_id TEXT NOT NULL REFERENCES coops (id) ON DELETE CASCADE,
            role TEXT NOT NULL, person_id TEXT, PRIMARY KEY (user_id, coop_id, role)) STRICT;
        CREATE TABLE IF NOT EXISTS ended_sessions (id TEXT PRIMARY KEY, keep_until TEXT NOT NULL) STRICT;
        PRAGMA user_version = 1;
        COMMIT;
        INSERT INTO coops VALUES ('etabli', 'L’Établi', '123456782', 'sqlite:coops/etabli.db');
        INSERT INTO users VALUES (1, 'jeanne', 'Jeanne Morel',
            'AQAAAAIAAzRQAAAAEAABAgMEBQYHCAkKCwwNDg8wHW6EJHHW6N/9KjDy++nQ'
            || '2GqjaXLBIk9UrBqs09D2vA==', 0, 'timbre', '2026-01-01T00:00:00Z');
        INSERT INTO grants VALUES (1, 'etabli', 'entrepreneur', '7');
        """;
}
