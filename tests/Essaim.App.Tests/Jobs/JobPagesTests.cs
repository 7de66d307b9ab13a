using System.Net;
using Essaim.App.Jobs;
using Essaim.App.Tests.Ledger;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;

namespace Essaim.App.Tests.Jobs;

public sealed class JobPagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_FEC_of_a_year_is_the_same_at_once_and_as_a_work(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.EntryAsync("625100", "512000", 80, new DateOnly(2026, 10, 5));
        var claire = await desk.Site.SignInAsync("accountant");
        var atOnce = await claire.OpenAsync("/cloture/exercices?handler=Fec&annee=2026");
        Assert.Contains("625100", atOnce.Html);
        Assert.Equal(HttpStatusCode.NotFound,
            (await claire.OpenAsync("/cloture/exercices?handler=Fec&annee=1999")).Status);

        var asked = await claire.PressAsync("/cloture/exercices",
            "/cloture/exercices?handler=Fec&annee=2026");
        Assert.Equal("/travaux/1", asked.Location);
        await Workshop.EndAsync(desk.Store, 1);

        Assert.Contains("Télécharger 303265045FEC20261231.txt", (await claire.OpenAsync("/travaux/1")).Text);
        Assert.Contains("FEC de 2026", (await claire.OpenAsync("/travaux")).Text);
        var file = await claire.OpenAsync("/travaux/1?handler=File");
        Assert.Equal(atOnce.Html, file.Html);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await claire.PressAsync("/cloture/exercices", "/travaux/1?handler=Stop")).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_file_handed_in_is_taken_over_and_what_is_refused_is_a_file(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var claire = await desk.Site.SignInAsync("accountant");
        string[] lines =
        [
            FecFiles.Header, .. FecFiles.Year2024, FecFiles.Line("VT", "9", "20240601", "706000", 1m),
        ];
        var asked = await claire.UploadAsync("/cloture/reprise", "Fec", "303265045FEC20241231.txt",
            string.Join("\r\n", lines) + "\r\n");
        Assert.Equal("/imports/1", asked.Location);
        var check = (await claire.OpenAsync("/imports/1")).Text;
        Assert.Matches(@"Écritures à ajouter\s+4\s+9 lignes", check);
        Assert.Matches(@"11\s+.*pas équilibrée", check);
        Assert.Equal(0L, await desk.CountAsync("posted_entry"));
        Assert.Equal("/imports/1", (await claire.PressAsync("/imports/1", "/imports/1?handler=Import")).Location);
        var job = await Workshop.EndAsync(desk.Store, 1);

        Assert.Equal((JobQueue.Done, "4 écritures et 9 lignes reprises. Une ligne refusée : le fichier dit pourquoi."),
            (job.State, job.Message.Replace('\u00a0', ' ')));
        Assert.Contains("Ligne;Raison\r\n11;", (await claire.OpenAsync("/travaux/1?handler=File")).Html);
        Assert.Equal(4L, await desk.CountAsync("posted_entry"));
        var again = await claire.UploadAsync("/cloture/reprise", "Fec", "303265045FEC20241231.txt",
            string.Join("\r\n", lines) + "\r\n");
        Assert.Equal("/imports/1", again.Location);
        Assert.DoesNotContain("Annuler cet import", (await claire.OpenAsync("/imports/1")).Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await claire.UploadAsync("/cloture/reprise", "Fec", "vide.txt", "")).Status);
    }

    [Fact]
    public async Task Works_are_seen_by_who_asked_and_by_who_could_have()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await desk.Store.WriteAsync(w => JobQueue.AskAsync(w, FecExportJob.Kind.Key, "2026", new Asker("Claire")));
        foreach (var (login, sees) in new[] { ("accountant", true), ("manager", true), ("payroll", false),
            ("entrepreneur", false), ("advisor", false) })
        {
            var browser = await desk.Site.SignInAsync(login);
            Assert.Equal(sees, (await browser.OpenAsync("/travaux")).Text.Contains("FEC de 2026"));
            Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound,
                (await browser.OpenAsync("/travaux/1")).Status);
        }
    }
}
