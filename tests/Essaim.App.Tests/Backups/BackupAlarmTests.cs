using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Backups;
using Essaim.App.Tests.Commands;
using Essaim.App.Tests.Identity;
using Essaim.App.Tests.Web;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Essaim.App.Tests.Backups;

/// <summary>A backup that did not come is told: to whoever watches the server, and on the first page.</summary>
[Trait("Length", "Slow")]
public sealed class BackupAlarmTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_late_backup_is_told_on_the_first_page_and_counted_for_whoever_watches(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var site = desk.Site;
        var administrator = await site.SignInAsync("administrator");
        var accountant = await site.SignInAsync("accountant");
        // A demonstration needs no backup.
        Assert.DoesNotContain("Faire une sauvegarde", (await administrator.OpenAsync("/")).Text);

        Real(site);
        Assert.Contains("Il n’y en a encore aucune", (await administrator.OpenAsync("/")).Text);
        Assert.DoesNotContain("Faire une sauvegarde", (await accountant.OpenAsync("/")).Text);
        Assert.Equal(HttpStatusCode.OK, (await administrator.OpenAsync("/aide/sauvegardes")).Status);

        site.Catalogue.NoteBackup(["etabli"], site.Time.GetUtcNow() - TimeSpan.FromHours(25));
        Assert.DoesNotContain("Faire une sauvegarde", (await administrator.OpenAsync("/")).Text);
        Assert.Contains("\"backupsLate\":0", (await site.Browse().OpenAsync("/sante")).Html);

        site.Catalogue.ChangeBackupHours(24);
        Assert.Contains("La dernière date du 22/11/2026 à 9", (await administrator.OpenAsync("/")).Text);
        Assert.Equal(1, BackupAge.Of(site.Catalogue, site.Time.GetUtcNow()).Count(b => b.IsLate));
    }

    [Fact]
    public async Task A_keeper_sees_what_is_late_and_changes_after_how_many_hours()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var site = desk.Site;
        site.Catalogue.NameKeeper("administrator", keeps: true);
        site.Catalogue.Add(new Coop("ruche", "La Ruche", "552100554", Coop.FileStore("ruche")));
        site.Catalogue.NoteBackup(["ruche", "partie"], site.Time.GetUtcNow() - TimeSpan.FromHours(25));
        var keeper = await site.SignInAsync("administrator");
        Assert.DoesNotContain("En retard", (await keeper.OpenAsync("/cooperatives")).Text);

        foreach (var wrong in new[] { "0", "24,5", "9000", "99999999999", "beaucoup" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ChangeAsync(keeper, wrong)).Status);
        Assert.Equal(26, site.Catalogue.BackupHours());
        Assert.Equal("/cooperatives", (await ChangeAsync(keeper, "24")).Location);

        var page = (await keeper.OpenAsync("/cooperatives")).Text;
        Assert.Contains("En retard", page);
        Assert.Contains("24 heures", page);
    }

    [Fact]
    public async Task A_backup_written_by_the_command_is_noted_and_a_drill_is_not()
    {
        using var terminal = new Terminal();
        await terminal.JsonAsync("coop create --coop ruche --name Ruche --siren 552100554");
        Assert.True(await LateAsync(terminal));
        Assert.Equal(0, (await terminal.JsonAsync("backup --drill")).Status);
        Assert.True(await LateAsync(terminal));
        Assert.Equal(0, (await terminal.JsonAsync("backup --out copie.essaim --unencrypted")).Status);
        Assert.False(await LateAsync(terminal));
        Assert.Single(Catalogue.Open(terminal.Data).LastBackups());
        SqliteConnection.ClearAllPools();
    }

    private static async Task<bool> LateAsync(Terminal terminal) => (await terminal.JsonAsync("check")).Json
        .GetProperty("coops")[0].GetProperty("backup").GetProperty("late").GetBoolean();

    private static Task<Answer> ChangeAsync(Browser keeper, string hours) =>
        keeper.PressAsync("/cooperatives", "/cooperatives?handler=Alarm", ("Hours", hours));

    /// <summary>No demonstration any more for the catalogue; who signed in has a second factor to show.</summary>
    private static void Real(Site site)
    {
        foreach (var user in site.Catalogue.UsersOf("etabli"))
            site.Catalogue.KeepCodeSecret(user.Id, "secret", 1);
        CatalogueMails.Ask(site, "UPDATE coops SET demonstration = 0");
    }
}
