using Essaim.App.Data;
using Essaim.App.Jobs;
using Essaim.App.Tests.Safety;
using Essaim.Domain.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace Essaim.App.Tests.Jobs;

[Collection("Kills")]
[Trait("Length", "Slow")]
public sealed class JobKillTests
{
    private const int People = 400;

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_closing_whose_process_is_killed_goes_on_in_the_next_and_doubles_nothing(string engine)
    {
        await using var coop = await DurableCoop.NewAsync(engine, People, paid: true);
        var folder = Directory.CreateTempSubdirectory("essaim-jobs-").FullName;
        await using var installation = Installation.Open(folder, TimeProvider.System);
        installation.Catalogue.Add(new Coop("etabli", "L’Établi", "123456782", coop.StoreText));
        var id = await coop.Store.WriteAsync(w => JobQueue.AskAsync(w, ClosingJob.Kind.Key,
            new Month(2026, 1).ToIso(), new Asker("Claire")));

        using (var victim = VictimProcess.Start("jobs", coop.StoreText, folder, "etabli"))
        {
            await UntilAsync(coop, "month_closing", c => c > 0);
            Assert.True(await victim.KillAsync(), victim.Complaint);
        }
        Assert.Equal(0, await CountAsync(coop, "month_lock"));
        Assert.Equal(JobQueue.Running, (await Workshop.UntilAsync(coop.Store, id, _ => true)).State);

        using var runner = new JobRunner(installation, JobKinds.All, NullLogger<JobRunner>.Instance);
        await runner.StartAsync(CancellationToken.None);
        var job = await Workshop.EndAsync(coop.Store, id);
        await runner.StopAsync(CancellationToken.None);

        Assert.Equal((JobQueue.Done, ""), (job.State, job.State == JobQueue.Done ? "" : job.Message));
        Assert.Equal(People, await CountAsync(coop, "payslip"));
        Assert.Equal(People, await CountAsync(coop, "posted_entry WHERE document_kind = 'payslip'"));
        Assert.Equal(1, await CountAsync(coop, "month_lock"));
        await BookExamination.AssertSoundAsync(coop.Store.Engine, "after the kill");
    }

    private static async Task UntilAsync(DurableCoop coop, string table, Func<long, bool> wanted)
    {
        for (var i = 0; i < 6000; i++)
        {
            if (wanted(await CountAsync(coop, table)))
                return;
            await Task.Delay(10);
        }
        throw new TimeoutException();
    }

    private static async Task<long> CountAsync(DurableCoop coop, string table)
    {
        await using var db = coop.Store.Read();
        return Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM " + table));
    }
}
