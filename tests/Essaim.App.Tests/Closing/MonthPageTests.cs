using System.Net;
using Essaim.App.Jobs;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Closing;

public sealed class MonthPageTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_page_says_what_closing_will_do_and_it_does_that(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(500));
        await desk.EntryAsync("625100", "512000", 80, new DateOnly(2026, 10, 5));
        var payroll = await desk.Site.SignInAsync("payroll");

        var preview = await payroll.OpenAsync("/cloture/2026-10");
        Assert.Contains("Voir le bulletin", preview.Text);
        Assert.Contains("Avances à ouvrir : voir l’activité", Plain(preview));
        Assert.Equal(0L, await desk.CountAsync("payslip"));

        Assert.Equal("/cloture/2026-10", (await payroll.SendAsync("/cloture/2026-10")).Location);
        Assert.Equal(JobQueue.Done, (await desk.FinishedJobAsync()).State);

        Assert.Contains("Clos par Prénom Payroll", (await payroll.OpenAsync("/cloture/2026-10")).Text);
        Assert.Equal((1L, 1L), (await desk.CountAsync("payslip"), await desk.CountAsync("cash_advance")));
        var months = await Desk.RowsAsync(payroll, "/cloture?format=csv");
        Assert.Equal([("2026-11", "Ouvert"), ("2026-10", "Clos")], months.Select(m => (m[0], m[1])));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_month_that_is_not_over_or_follows_an_open_one_is_not_closed(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.EntryAsync("625100", "512000", 80, new DateOnly(2026, 9, 5));
        var payroll = await desk.Site.SignInAsync("payroll");
        Assert.Contains("à partir du 1er décembre 2026", Plain(await payroll.OpenAsync("/cloture/2026-11")));
        Assert.Contains("Clôturez d’abord septembre 2026", Plain(await payroll.OpenAsync("/cloture/2026-10")));

        foreach (var month in new[] { "2026-11", "2026-10" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity,
                (await payroll.PressAsync("/cloture/2026-09", "/cloture/" + month)).Status);

        Assert.Equal(0L, await desk.CountAsync("job"));
        Assert.Equal(HttpStatusCode.NotFound, (await payroll.OpenAsync("/cloture/2026-13")).Status);
    }

    private static string Plain(Answer answer) => answer.Text.Replace('\u00a0', ' ');
}
