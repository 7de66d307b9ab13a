using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Backups;
using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Purchases;
using Essaim.Domain.Activities;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Backups;

/// <summary>A data folder with one co-op that traded a little, a sign-in and a file of its own.</summary>
public sealed class BackedUpCoop : IAsyncDisposable
{
    public const string Id = "etabli";
    public static readonly BackupKey Key = BackupKey.Of("aiguille-balance-cadastre-dentelle");

    private readonly string _folder = Directory.CreateTempSubdirectory("essaim-backup-").FullName;

    private BackedUpCoop() => Installation = Installation.Open(Path.Combine(_folder, "data"), TimeProvider.System);

    public Installation Installation { get; }
    public Store Store { get; private set; } = null!;
    public string Out => Directory.CreateDirectory(Path.Combine(_folder, "out")).FullName;
    public string Elsewhere => Path.Combine(_folder, "elsewhere");
    public string SomeFile => Path.Combine(Installation.DataFolder, "files", "some.bin");

    public static async Task<BackedUpCoop> NewAsync(string engine)
    {
        var made = new BackedUpCoop();
        made.Store = await CoopCreation.CreateAsync(made.Installation, Id, Place(engine), TestCoop.SomeCoop(),
            new DateOnly(2026, 1, 1));
        await made.Store.WriteAsync(w => Rules.AddAsync(w, ContributionRule.Simple("Contribution de 10 %",
            Rate.Percent(10), ContributionBase.Invoiced, "Assemblée", new DateOnly(2025, 1, 1))));
        await Victim.Population.EnterAsync(made.Store, 5);
        await made.TradeAsync(3, 5);
        await KeptSamples.KeepAsync(made.Store, ExpenseClaim.DocumentKind, await KeptSamples.ClaimAsync(made.Store),
            FileSamples.Photograph(500_000));
        await made.Store.WriteAsync(w => TakeReceivedInvoice.TakeAsync(w, ReceivedFile.Read("facture.xml",
            new SupplierFile { Total = 121m }.Bytes), InvoiceOrigin.Page, new("Claire")));
        var catalogue = made.Installation.Catalogue;
        catalogue.Grant(catalogue.AddUser("claire", "Claire", "velours-et-doublure"), Id, Role.Accountant);
        Directory.CreateDirectory(Path.GetDirectoryName(made.SomeFile)!);
        // Noise cannot be packed, so that the archive has several chunks.
        var noise = new byte[3_000_000];
        new Random(181).NextBytes(noise);
        await File.WriteAllBytesAsync(made.SomeFile, noise);
        return made;
    }

    /// <summary>Where a new database of this engine is, in the catalogue's words.</summary>
    public static string Place(string engine)
    {
        Environment.SetEnvironmentVariable(Engine.LossySwitch, "1");
        return engine == "sqlite" ? Coop.FileStore(Id) : "postgres:" + TestPostgres.NewDatabase();
    }

    public Task<IReadOnlyCollection<double>> TradeAsync(int writers, int each) =>
        Victim.Writers.IssueAsync(Store, TestCoop.Law, writers, each, 7);

    /// <summary>Every row of every table that says something of the books, as text, sorted.</summary>
    public static async Task<List<string>> RowsAsync(Engine engine)
    {
        await using var connection = await engine.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var rows = new List<string>();
        foreach (var table in await connection.ListAsync(r => r.GetString(0), engine is SqliteEngine
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('schema_step', 'sqlite_sequence')"
            : "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_step'",
            transaction))
            rows.AddRange(await connection.ListAsync(r => $"{table} {string.Join('|', Enumerable.Range(0, r.FieldCount)
                .Select(i => $"{r.GetName(i)}={Text(r.GetValue(i))}"))}", $"SELECT * FROM {table}", transaction));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    public static string Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        bool yes => yes ? "1" : "0",
        DateOnly day => day.ToString("yyyy-MM-dd"),
        DateTime day => day.ToString("yyyy-MM-dd"),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
