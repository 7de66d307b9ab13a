using System.Text;
using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.App.Tests.Jobs;
using Essaim.App.Tests.Safety;
using Essaim.Domain.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace Essaim.App.Tests.Imports;

[Collection("Kills")]
[Trait("Length", "Slow")]
public sealed class ImportKillTests
{
    private const int Customers = 4000;

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_import_whose_process_is_killed_goes_on_in_the_next_and_doubles_nothing(string engine)
    {
        await using var coop = await DurableCoop.NewAsync(engine, 1);
        var folder = Directory.CreateTempSubdirectory("essaim-imports-").FullName;
        await using var installation = Installation.Open(folder, TimeProvider.System);
        installation.Catalogue.Add(new Coop("etabli", "L’Établi", "123456782", coop.StoreText));
        var bytes = Encoding.UTF8.GetBytes(ImportTable.Customers(Customers));
        var file = await new KeptFiles(installation, "etabli").KeepAsync("liste.csv", new MemoryStream(bytes),
            CancellationToken.None);
        var (import, id) = await coop.Store.WriteAsync(async w =>
        {
            var batch = await HandInImport.HandInAsync(w, CustomerImport.Kind, file, TableFile.Read(bytes),
                ActivityId.Structure, new Asker("Claire", 4));
            await HandInImport.BeginAsync(w, batch.Id);
            return (batch.Id, await JobQueue.AskAsync(w, ImportJob.Kind.Key, $"{batch.Id}", new Asker("Claire", 4)));
        });
        var before = await CountAsync(coop);

        using (var victim = VictimProcess.Start("jobs", coop.StoreText, folder, "etabli"))
        {
            while (await CountAsync(coop) == before)
                await Task.Delay(10);
            Assert.True(await victim.KillAsync(), victim.Complaint);
        }
        Assert.InRange((await CountAsync(coop)) - before, 1, Customers - 1);
        Assert.Equal(0, ((await CountAsync(coop)) - before) % 500);

        using var runner = new JobRunner(installation, JobKinds.All, NullLogger<JobRunner>.Instance);
        await runner.StartAsync(CancellationToken.None);
        var job = await Workshop.EndAsync(coop.Store, id);
        await runner.StopAsync(CancellationToken.None);

        Assert.Equal((JobQueue.Done, "4\u202f000 lignes ajoutées, 0 déjà là, 0 à corriger."),
            (job.State, job.Message));
        Assert.Equal(Customers, await CountAsync(coop) - before);
        Assert.Equal((long)Customers, (await RunImport.FindAsync(coop.Store, import)).Added);
        await BookExamination.AssertSoundAsync(coop.Store.Engine, "after the kill");
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task One_wrong_line_in_ten_thousand_is_named_and_the_others_come_in(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        var rows = ImportTable.Customers(10_000).Split('\n');
        rows[7_777] = "Client faux;1 rue;69001;Lyon;303265044;;30;FR";
        var batch = await table.HandInAsync(string.Join('\n', rows));
        var report = await table.CheckAsync(batch);
        var fault = Assert.Single(report.Faults);
        Assert.Equal((7_778, "SIREN ou SIRET", "303265044"), (fault.Line, fault.Column, fault.Value));
        var done = await table.ImportAsync(batch);
        Assert.Equal((9_999L, 0L, 1L), (done.Added, done.Known, done.Refused));
        Assert.Equal(9_999L, await table.CountAsync("customer"));
    }

    private static async Task<long> CountAsync(DurableCoop coop)
    {
        await using var db = coop.Store.Read();
        return Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM customer"));
    }
}
