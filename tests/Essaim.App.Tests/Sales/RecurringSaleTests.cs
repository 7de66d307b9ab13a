using System.Net;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Sales;

/// <summary>An invoice that comes again each month; today is 23 November 2026.</summary>
public sealed class RecurringSaleTests
{
    private const string Page = "/ventes/recurrentes/1";
    private const string Begin = "/ventes/recurrentes/nouvelle?facture=1";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_draft_is_ready_on_each_day_once_until_it_is_stopped(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        var (jeanne, ali) = (await selling.SignInAsync(), await selling.SignInAsync("ali"));
        Assert.Equal(HttpStatusCode.NotFound, (await ali.OpenAsync(Begin)).Status);
        Assert.Contains("Corrigez l’un des deux", (await BeginAsync(jeanne, "31/12/2026", "01/12/2026")).Text);
        Assert.Contains("à plus d’un an", (await BeginAsync(jeanne, "31/12/2016")).Text);
        Assert.Equal(Page, (await BeginAsync(jeanne, "31/12/2026", "28/02/2027")).Location);

        Assert.Equal(0, await RecurringSales.PrepareDueAsync(selling.Store, new DateOnly(2026, 12, 30)));
        Assert.Equal(1, await RecurringSales.PrepareDueAsync(selling.Store, new DateOnly(2026, 12, 31)));
        Assert.Equal(0, await RecurringSales.PrepareDueAsync(selling.Store, new DateOnly(2026, 12, 31)));
        Assert.Equal(2, await RecurringSales.PrepareDueAsync(selling.Store, new DateOnly(2027, 6, 1)));
        await using var db = selling.Store.Read();
        var drafts = await db.SaleDrafts.AsNoTracking().OrderBy(d => d.Id).ToListAsync();
        Assert.All(drafts, d => Assert.Equal((Money.Euros(1440), selling.Customer), (d.Total, d.CustomerId)));
        Assert.All(drafts.Zip(["31 décembre 2026", "31 janvier 2027", "28 février 2027"]),
            d => Assert.Contains(d.Second, d.First.Remark.Replace('\u00a0', ' ')));
        Assert.Contains("vérifiez-les", (await jeanne.OpenAsync("/ventes/brouillons/1")).Text);
        Assert.Null((await db.RecurringSales.AsNoTracking().SingleAsync()).NextDay);
        Assert.Equal(HttpStatusCode.NotFound, (await ali.OpenAsync(Page)).Status);
    }

    [Fact]
    public async Task One_that_is_stopped_prepares_nothing_and_goes_on_from_the_day_it_is_begun_again()
    {
        await using var selling = await SellingSite.StartAsync();
        await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        var jeanne = await selling.SignInAsync();
        await BeginAsync(jeanne, "23/11/2026");
        await StopAsync(jeanne, true);
        Assert.Contains("Arrêtée", (await jeanne.OpenAsync(Page)).Text);
        Assert.Equal(0, await RecurringSales.PrepareDueAsync(selling.Store, new DateOnly(2027, 3, 1)));
        await StopAsync(jeanne, false);
        Assert.Equal(1, await RecurringSales.PrepareDueAsync(selling.Store, new DateOnly(2026, 11, 23)));
        var changed = await jeanne.SendAsync(Page, ("Version", "3"), ("Name", "Loyer"),
            ("Rhythm", nameof(Recurrence.Yearly)), ("First", "23/11/2026"), ("Until", ""));
        Assert.True(changed.Location == Page, changed.Text);
        await using var db = selling.Store.Read();
        Assert.Equal(new DateOnly(2027, 11, 23), (await db.RecurringSales.SingleAsync()).NextDay);
        Assert.Contains("a changé ailleurs", (await jeanne.SendAsync(Page, ("Version", "3"), ("Name", "Loyer"),
            ("Rhythm", nameof(Recurrence.Yearly)), ("First", "23/11/2026"), ("Until", ""))).Text);
    }

    [Fact]
    public void The_words_of_a_period_become_those_of_the_day() => Assert.Equal(
        "Entretien, décembre 2026 (4e\u00a0trimestre 2026, 2026)",
        RecurringWords.Fill("Entretien, {{mois}} ({{trimestre}}, {{année}})", new DateOnly(2026, 12, 31)));

    private static Task<Answer> BeginAsync(Browser browser, string first, string until = "") => browser.PressAsync(
        Begin, Begin, ("Name", "Entretien"), ("Rhythm", nameof(Recurrence.Monthly)), ("First", first), ("Until", until),
        ("AsksQuantities", "true"));

    private static Task<Answer> StopAsync(Browser browser, bool stopped) =>
        browser.PressAsync(Page, Page + "?handler=Stop", ("stopped", stopped ? "true" : "false"));
}
