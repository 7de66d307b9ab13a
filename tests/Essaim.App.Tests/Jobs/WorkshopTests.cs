using Essaim.App.Data;
using Essaim.App.Jobs;
using Essaim.Domain.Values;
using Microsoft.Data.Sqlite;

namespace Essaim.App.Tests.Jobs;

public sealed class WorkshopTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_work_told_to_stop_ends_at_its_next_batch_and_says_who_wanted_it(string engine)
    {
        await using var workshop = new Workshop();
        var store = await workshop.CoopAsync("etabli", engine);
        workshop.Work = async run =>
        {
            run.Progress.Report(new JobProgress("Lots", 3, 10));
            await Task.Delay(Timeout.Infinite, run.Stop);
            throw new InvalidOperationException();
        };
        var id = await Workshop.AskAsync(store);
        var runner = await workshop.StartAsync();
        var job = await Workshop.UntilAsync(store, id, j => j.Done == 3);
        Assert.Equal((JobQueue.Running, "Lots", 10L), (job.State, job.Message, job.Total));
        Assert.Equal("Essai 1", runner.Of("etabli", 4)!.Name);
        Assert.Null(runner.Of("etabli", 5));

        await store.WriteAsync(w => JobQueue.StopAsync(w, id, "Michel"));
        job = await Workshop.EndAsync(store, id);

        Assert.Equal(JobQueue.Cancelled, job.State);
        Assert.StartsWith("Arrêté à la demande de Michel.", job.Message);
        Assert.NotNull(job.FinishedAt);
        await Assert.ThrowsAsync<BrokenRuleException>(() =>
            store.WriteAsync(w => JobQueue.StopAsync(w, id, "Michel")));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_work_that_waits_can_be_called_off_and_is_never_begun(string engine)
    {
        await using var workshop = new Workshop();
        var store = await workshop.CoopAsync("etabli", engine);
        var (first, second) = (await Workshop.AskAsync(store), await Workshop.AskAsync(store, "2"));
        await store.WriteAsync(w => JobQueue.StopAsync(w, first, "Michel"));
        await workshop.StartAsync();
        Assert.Equal(JobQueue.Done, (await Workshop.EndAsync(store, second)).State);
        var job = await Workshop.EndAsync(store, first);
        Assert.Equal((JobQueue.Cancelled, null), (job.State, job.StartedAt));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_same_work_asked_for_twice_is_one_and_after_its_end_another(string engine)
    {
        await using var workshop = new Workshop();
        var store = await workshop.CoopAsync("etabli", engine);
        var id = await Workshop.AskAsync(store);
        Assert.Equal(id, await Workshop.AskAsync(store));
        Assert.NotEqual(id, await Workshop.AskAsync(store, "2"));
        await workshop.StartAsync();
        await Workshop.EndAsync(store, id);
        Assert.NotEqual(id, await Workshop.AskAsync(store));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_slow_co_op_does_not_hold_up_the_others_and_does_one_work_at_a_time(string engine)
    {
        await using var workshop = new Workshop();
        var slow = await workshop.CoopAsync("lente", engine);
        var quick = await workshop.CoopAsync("vive", engine);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (inside, most) = (0, 0);
        workshop.Work = async run =>
        {
            if (run.CoopId == "lente")
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await gate.Task;
                Interlocked.Decrement(ref inside);
            }
            return new JobResult("fait");
        };
        var (first, second) = (await Workshop.AskAsync(slow), await Workshop.AskAsync(slow, "2"));
        var runner = await workshop.StartAsync();
        await Workshop.UntilAsync(slow, first, j => j.State == JobQueue.Running);

        var other = await Workshop.AskAsync(quick);
        runner.Call("vive");
        runner.Call("lente");
        Assert.Equal("fait", (await Workshop.EndAsync(quick, other)).Message);
        Assert.Equal(JobQueue.Queued, (await Workshop.UntilAsync(slow, second, _ => true)).State);

        gate.SetResult();
        await Workshop.EndAsync(slow, second);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_co_op_whose_database_is_down_is_tried_again_and_the_others_work_meanwhile()
    {
        await using var workshop = new Workshop();
        var broken = await workshop.CoopAsync("brisee", "sqlite");
        var fine = await workshop.CoopAsync("saine", "sqlite");
        var (lost, done) = (await Workshop.AskAsync(broken), await Workshop.AskAsync(fine));
        var path = Path.Combine(workshop.Folder, "brisee.db");
        await workshop.ReopenAsync();
        fine = await workshop.Installation.StoreAsync("saine");
        SqliteConnection.ClearAllPools();
        File.Move(path, path + ".ailleurs");
        await File.WriteAllTextAsync(path, new string('x', 8192));

        await workshop.StartAsync();
        Assert.Equal(JobQueue.Done, (await Workshop.EndAsync(fine, done)).State);
        SqliteConnection.ClearAllPools();
        File.Move(path + ".ailleurs", path, overwrite: true);
        var store = await workshop.Installation.StoreAsync("brisee");
        for (var i = 0; i < 100 && (await Workshop.UntilAsync(store, lost, _ => true)).IsOpen(); i++)
        {
            workshop.Time.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(50);
        }
        Assert.Equal(JobQueue.Done, (await Workshop.EndAsync(store, lost)).State);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_file_that_a_work_made_is_kept_by_its_hash_and_refused_once_changed(string engine)
    {
        await using var workshop = new Workshop();
        var store = await workshop.CoopAsync("etabli", engine);
        workshop.Work = async run => new JobResult("fait",
            await run.Files.KeepAsync("../../rôle \"x\".txt", new MemoryStream([1, 2, 3]), run.Stop));
        var id = await Workshop.AskAsync(store);
        await workshop.StartAsync();
        var job = await Workshop.EndAsync(store, id);

        Assert.Equal("rôle x.txt", job.FileName);
        var files = new KeptFiles(workshop.Installation, "etabli");
        var file = new KeptFile(job.FileName!, job.FileSha256!);
        Assert.Equal("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", file.Sha256);
        Assert.StartsWith(Path.Combine(workshop.Folder, "files", "etabli"), files.PathOf(file));
        await using (var bytes = await files.OpenAsync(file, default))
            Assert.Equal(3, bytes.Length);
        await File.AppendAllTextAsync(files.PathOf(file), "x");
        await Assert.ThrowsAsync<BrokenRuleException>(() => files.OpenAsync(file, default));
    }
}
