using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Essaim.App.Tests.Activities;

public sealed class CoverLevelTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_fall_is_told_once_to_managers_and_so_is_the_way_back(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        desk.Site.Catalogue.Grant(desk.Site.AddUser("gerante@exemple.fr", "Nadia"), "etabli", Role.Manager);
        var rounds = desk.Site.Services.GetServices<IHostedService>().OfType<CoverRounds>().Single();
        await rounds.StopAsync(CancellationToken.None);
        await CoverPagesTests.EarnAsync(desk, desk.Jeanne, 1000);
        Assert.Equal(0, await rounds.RoundAsync(CancellationToken.None)); // 1 000 held for 1 000: at the level

        await desk.EntryAsync("627000", "512000", 100); // 900 for 1 000
        Assert.Equal(1, await rounds.RoundAsync(CancellationToken.None));
        Assert.Equal(0, await rounds.RoundAsync(CancellationToken.None));
        await desk.EntryAsync("627000", "512000", 50); // lower still: told already
        desk.Site.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await rounds.RoundAsync(CancellationToken.None));
        Assert.Equal([("alerte-coffre", "gerante@exemple.fr")], await MailsAsync(desk));
        foreach (var role in new[] { "manager", "accountant" })
            Assert.Contains("Regarder le coffre", (await (await desk.Site.SignInAsync(role)).OpenAsync("/")).Text);
        Assert.DoesNotContain("Regarder le coffre",
            (await (await desk.Site.SignInAsync("advisor")).OpenAsync("/")).Text);

        await desk.EntryAsync("512000", "740000", 150); // 1 000 again
        Assert.Equal(1, await rounds.RoundAsync(CancellationToken.None));
        Assert.Equal(2, (await MailsAsync(desk)).Count);
        await using var db = desk.Store.Read();
        Assert.Equal([(true, 0.90m), (false, 1.00m)], (await db.CoverAlerts.OrderBy(a => a.Id).ToListAsync())
            .Select(a => (a.IsBelow, a.NowRatio!.Value)));
        Assert.DoesNotContain("Regarder le coffre",
            (await (await desk.Site.SignInAsync("manager")).OpenAsync("/")).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_voted_level_holds_from_its_day_and_keeps_what_was_voted_before(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await CoverPagesTests.EarnAsync(desk, desk.Jeanne, 1000);
        var manager = await desk.Site.SignInAsync("manager");
        Assert.Contains("Aucun seuil voté", (await manager.OpenAsync("/coffre/seuil")).Text);

        (string, string)[] vote = [("Level", "110"), ("From", "01/11/2026"), ("Resolution", "AG du 26 juin, n° 5")];
        Assert.Equal("/coffre/seuil", (await manager.SendAsync("/coffre/seuil", vote)).Location);
        await manager.SendAsync("/coffre/seuil", ("Level", "120"), ("From", "01/01/2027"), ("Resolution", "CA, n° 2"));

        Assert.Contains("Sous le seuil", (await manager.OpenAsync("/coffre")).Text); // 100 % under 110 %
        await using var db = desk.Store.Read();
        Assert.Null(await CoverLevels.OnAsync(db, new DateOnly(2026, 10, 31)));
        Assert.Equal(1.10m, (await CoverLevels.OnAsync(db, new DateOnly(2026, 12, 31)))!.Level);
        Assert.Equal(1.20m, (await CoverLevels.OnAsync(db, new DateOnly(2027, 1, 1)))!.Level);

        var same = await manager.SendAsync("/coffre/seuil", vote);
        var none = await manager.SendAsync("/coffre/seuil", ("Level", "20"), ("From", "01/02/2027"),
            ("Resolution", "x"));
        var unsaid = await manager.SendAsync("/coffre/seuil", ("Level", "100"), ("From", "01/03/2027"),
            ("Resolution", " "));
        Assert.All([same, none, unsaid], a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.Status));
        Assert.Contains("vaut déjà", same.Text);
        Assert.Contains("Un seuil va de", none.Text);
        Assert.Contains("résolution qui a voté", unsaid.Text);
        Assert.Equal(2L, await desk.CountAsync("cover_level"));
    }

    private static async Task<List<(string, string)>> MailsAsync(Desk desk)
    {
        await using var db = desk.Store.Read();
        return await db.SqlAsync(r => (r.GetString(0), r.GetString(1)),
            "SELECT purpose, recipient FROM mail ORDER BY id");
    }
}
