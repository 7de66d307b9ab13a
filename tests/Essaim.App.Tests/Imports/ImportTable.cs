using System.Text;
using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;

namespace Essaim.App.Tests.Imports;

/// <summary>A co-op with one activity, a place for files, and an import’s steps without pages.</summary>
internal sealed class ImportTable : IAsyncDisposable
{
    public const string Heads = "Nom;Rue;Code postal;Ville;SIREN ou SIRET;Courriel;Délai de paiement;Pays";

    private readonly Installation _installation;

    private ImportTable(TestCoop coop) =>
        (Coop, _installation) = (coop, Installation.Open(coop.Folder, TimeProvider.System));

    public TestCoop Coop { get; }
    public ActivityId Jeanne { get; private set; }
    public KeptFiles Files => new(_installation, "etabli");
    public Store Store => Coop.Store;

    public static async Task<ImportTable> NewAsync(string engine)
    {
        var table = new ImportTable(await TestCoop.NewAsync(engine));
        table.Jeanne = await table.Coop.ActivityAsync("jeanne");
        return table;
    }

    /// <summary>Customers one after the other, all different.</summary>
    public static string Customers(int count) => string.Join('\n', Enumerable.Range(1, count)
        .Select(i => $"Client {i};{i} rue des Lilas;69001;Lyon;;client{i}@exemple.fr;30;FR").Prepend(Heads));

    public Task<ImportBatch> HandInAsync(string text, ImportKind? kind = null, string name = "liste.csv") =>
        HandInAsync(Encoding.UTF8.GetBytes(text), kind, name);

    public async Task<ImportBatch> HandInAsync(byte[] bytes, ImportKind? kind = null, string name = "liste.csv")
    {
        kind ??= CustomerImport.Kind;
        var file = await Files.KeepAsync(name, new MemoryStream(bytes), CancellationToken.None);
        return await Store.WriteAsync(w => HandInImport.HandInAsync(w, kind, file, TableFile.Read(bytes),
            kind.OfActivity ? Jeanne : null, new Asker("Claire", 4)));
    }

    public async Task<ImportReport> CheckAsync(ImportBatch batch)
    {
        await using var db = Store.Read();
        return await ImportFiles.CheckAsync(db, ImportKinds.Find(batch.Kind)!, batch,
            await ImportFiles.ReadAsync(Files, batch, CancellationToken.None));
    }

    public async Task<ImportBatch> ImportAsync(
        ImportBatch batch, IProgress<JobProgress>? progress = null, CancellationToken stop = default)
    {
        await Store.WriteAsync(w => HandInImport.BeginAsync(w, batch.Id), CancellationToken.None);
        return await RunImport.RunAsync(Store, Files, batch.Id, progress, stop);
    }

    public async Task<ImportBatch> UndoAsync(ImportBatch batch, params long[] signedIn)
    {
        await Store.WriteAsync(w => UndoImport.BeginAsync(w, batch.Id, "Claire"));
        return await UndoImport.RunAsync(Store, signedIn.ToHashSet(), batch.Id);
    }

    public async Task<long> CountAsync(string table)
    {
        await using var db = Store.Read();
        return Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM " + table));
    }

    public async ValueTask DisposeAsync()
    {
        await _installation.DisposeAsync();
        await Coop.DisposeAsync();
    }
}
