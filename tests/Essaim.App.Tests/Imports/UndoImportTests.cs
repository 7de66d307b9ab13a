using Essaim.App.Data.Drafts;
using Essaim.App.Data.Imports;
using Essaim.App.Data.Sales;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Imports;

[Trait("Length", "Slow")]
public sealed class UndoImportTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_import_is_taken_back_as_one_and_what_is_used_stays_and_is_named(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        var done = await table.ImportAsync(await table.HandInAsync(ImportTable.Customers(5)));
        long Id(List<Customer> of, int number) => of.Single(c => c.Name == $"Client {number}").Id;
        await table.Store.WriteAsync(async w =>
        {
            var customers = await w.Db.Customers.ToListAsync();
            var content = new SaleContent([TestCoop.Service(table.Jeanne, 1200)], Rate.Zero, "");
            await KeepDraft.CopyAsync(w, table.Jeanne, Id(customers, 1), content);
            var binned = await KeepDraft.CopyAsync(w, table.Jeanne, Id(customers, 2), content);
            await w.SaveAsync();
            await DraftBin.DiscardSaleAsync(w, binned.Id);
            await w.Ledger.PostAsync(new EntryBuilder(Journal.General, new DateOnly(2026, 3, 1), "Essai")
                .Debit(new AccountNumber("411000"), table.Jeanne, Money.Euros(10),
                    ThirdParty.Customer(Id(customers, 3)))
                .Credit(new AccountNumber("706000"), table.Jeanne, Money.Euros(10)).Build());
        });

        var undone = await table.UndoAsync(done);
        Assert.Equal((ImportBatch.Undone, 3L, "Claire"), (undone.State, undone.Kept, undone.UndoneBy));
        await using var db = table.Store.Read();
        Assert.Equal([("Client 1", "un brouillon de facture"), ("Client 2", "un brouillon dans la corbeille"),
            ("Client 3", "une écriture")], (await UndoImport.KeptAsync(db, done.Id)).Select(k => (k.Title, k.Reason)));
        Assert.Equal(["Client 1", "Client 2", "Client 3"],
            await db.Customers.OrderBy(c => c.Id).Select(c => c.Name).ToListAsync());
        Assert.Equal(3L, await table.CountAsync("findable WHERE kind = 'customer'"));
        Assert.Equal(0L, await table.CountAsync("third_party WHERE name IN ('Client 4', 'Client 5')"));
        await Assert.ThrowsAsync<BrokenRuleException>(() => table.UndoAsync(done));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_file_whose_import_was_taken_back_may_be_imported_again(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        const string text = "Référence;Nom;Rue;Code postal;Ville\nC-1;A;1 rue;69001;Lyon\nC-2;B;2 rue;69001;Lyon";
        var first = await table.ImportAsync(await table.HandInAsync(text));
        await table.UndoAsync(first);
        Assert.Equal((0L, 0L), (await table.CountAsync("customer"), await table.CountAsync("import_reference")));
        var second = await table.HandInAsync(text);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(2L, (await table.ImportAsync(second)).Added);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_activity_that_sells_stays_with_the_person_who_runs_it(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        var done = await table.ImportAsync(await table.HandInAsync("""
            Prénom;Nom;Courriel;Code de l’activité;Enseigne;Ouverte le
            Élise;Roux;elise@exemple.fr;fil-dor;Fil d’or;23/01/2026
            Zoé;Blanc;zoe@exemple.fr;zoe;Zoé;23/01/2026
            """, PeopleImport.Kind));
        await using var db = table.Store.Read();
        var busy = await db.Activities.SingleAsync(a => a.Code == "fil-dor");
        await table.Coop.CustomerAsync(busy.Id);
        Assert.Equal(1L, (await table.UndoAsync(done)).Kept);
        Assert.Equal([("Élise Roux", "une activité"), ("Fil d’or", "un client")],
            (await UndoImport.KeptAsync(db, done.Id)).Select(k => (k.Title, k.Reason)));
        Assert.Equal(0L, await table.CountAsync("activity WHERE code = 'zoe'"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_import_that_was_stopped_goes_on_where_it_was_and_so_does_its_undoing(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        var batch = await table.HandInAsync(ImportTable.Customers(1200) + "\nA;;;;;;;");
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => table.ImportAsync(batch, new Stopper(stop), stop.Token));
        Assert.Equal(500L, await table.CountAsync("customer"));
        Assert.Equal((500L, ImportBatch.Running), (await StateAsync(table, batch.Id)));

        var done = await table.ImportAsync(batch);
        Assert.Equal((1200L, 0L, 1L), (done.Added, done.Known, done.Refused));
        Assert.Equal(1200L, await table.CountAsync("customer"));

        await table.Store.WriteAsync(w => UndoImport.BeginAsync(w, done.Id, "Claire"));
        using var again = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => UndoImport.RunAsync(table.Store,
            new HashSet<long>(), done.Id, new Stopper(again), again.Token));
        Assert.Equal(700L, await table.CountAsync("customer"));
        Assert.Equal(ImportBatch.Undone, (await table.UndoAsync(done)).State);
        Assert.Equal(0L, await table.CountAsync("customer"));
    }

    private static async Task<(long, string)> StateAsync(ImportTable table, long id)
    {
        var batch = await RunImport.FindAsync(table.Store, id);
        return (batch.NextRow, batch.State);
    }

    /// <summary>Stops the work after its first transaction.</summary>
    private sealed class Stopper(CancellationTokenSource stop) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => stop.Cancel();
    }
}
