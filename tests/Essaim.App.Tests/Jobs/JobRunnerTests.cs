using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Jobs;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Essaim.App.Tests.Jobs;

public sealed class JobRunnerTests
{
    private static readonly Month October = new(2026, 10);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_closing_asked_for_twice_runs_once_and_the_page_says_so(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.EntryAsync("625100", "512000", 80, new DateOnly(2026, 10, 5));
        var browser = await desk.Site.SignInAsync("payroll");
        Assert.Contains("Clore octobre 2026", (await browser.OpenAsync("/cloture/2026-10")).Text);

        var page = await browser.OpenAsync("/cloture/2026-10");
        (string, string)[] form =
        [
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
            ("request", page.Field("request")),
        ];
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/cloture/2026-10", form)).Status);
        await browser.PostAsync("/cloture/2026-10", form);

        var job = await desk.FinishedJobAsync();
        Assert.Equal(JobQueue.Done, job.State);
        Assert.Equal(1L, await desk.CountAsync("job"));
        Assert.Contains("Le mois d’octobre 2026 est clos", (await browser.OpenAsync("/cloture/2026-10")).Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/cloture/2026-10",
            [form[0], ("request", Guid.NewGuid().ToString())])).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_closing_killed_in_the_middle_goes_on_at_the_next_start_and_doubles_nothing(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        for (var i = 0; i < 40; i++)
            await desk.PersonAsync("p-" + i, Money.Euros(500));
        var installation = desk.Site.Services.GetRequiredService<Installation>();
        await KilledAsync(desk, installation);
        Assert.InRange(await desk.CountAsync("payslip"), 1, 40);
        Assert.Equal(0L, await desk.CountAsync("cash_advance"));
        Assert.Equal(0L, await desk.CountAsync("month_lock"));

        using var runner = new JobRunner(installation, JobKinds.All, NullLogger<JobRunner>.Instance);
        await runner.StartAsync(CancellationToken.None);
        runner.Call("etabli");
        var job = await desk.FinishedJobAsync();
        await runner.StopAsync(CancellationToken.None);

        Assert.Equal((JobQueue.Done, ""), (job.State, job.State == JobQueue.Failed ? job.Message : ""));
        Assert.Equal(40L, await desk.CountAsync("payslip"));
        Assert.Equal(40L, await desk.CountAsync("posted_entry WHERE document_kind = 'payslip'"));
        Assert.Equal(40L, await desk.CountAsync("cash_advance"));
        Assert.Equal(1L, await desk.CountAsync("month_lock"));
    }

    [Fact]
    public async Task What_a_rule_refuses_is_kept_with_its_sentence()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await desk.EntryAsync("625100", "512000", 80, new DateOnly(2026, 9, 5));
        await desk.Store.WriteAsync(w =>
            JobQueue.AskAsync(w, ClosingJob.Kind.Key, October.ToIso(), new Asker("Essai")));
        desk.Site.Services.GetRequiredService<JobRunner>().Call("etabli");

        var job = await desk.FinishedJobAsync();

        Assert.Equal(JobQueue.Failed, job.State);
        Assert.Contains("Clôturez d’abord septembre 2026", job.Message);
        var browser = await desk.Site.SignInAsync("accountant");
        Assert.Contains("Clôturez d’abord septembre 2026", (await browser.OpenAsync("/cloture/2026-10")).Text);
    }

    /// <summary>A job noted as running, and a closing cut off after its first batch of payslips.</summary>
    private static async Task KilledAsync(Desk desk, Installation installation)
    {
        await desk.Store.WriteAsync(w =>
            JobQueue.AskAsync(w, ClosingJob.Kind.Key, October.ToIso(), new Asker("Essai")));
        await desk.Store.WriteAsync(w => w.Connection.ExecuteAsync("UPDATE job SET state = 'running'", w.Transaction));
        using var kill = new CancellationTokenSource();
        var closing = new CloseMonth(desk.Store, installation.Calculator, installation.Law.LastPayMonth);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            closing.RunAsync(October, "Essai", new Killer(kill), kill.Token));
    }

    private sealed class Killer(CancellationTokenSource kill) : IProgress<ClosingProgress>
    {
        public void Report(ClosingProgress value) => kill.Cancel();
    }
}
