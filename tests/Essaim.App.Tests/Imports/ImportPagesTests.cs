using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Identity;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.App.Tests.Jobs;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Essaim.App.Tests.Imports;

[Trait("Length", "Slow")]
public sealed class ImportPagesTests
{
    private const string New = "/imports/nouveau/clients";

    private static readonly string[] Usual =
        ["nom", "rue", "code-postal", "ville", "siren", "courriel", "delai", "pays"];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Customers_are_sent_matched_checked_imported_and_taken_back(string engine)
    {
        await using var site = await SellingSite.StartAsync(engine);
        var jeanne = await site.SignInAsync();
        var model = await jeanne.OpenAsync(New + "?handler=Model&format=csv");
        Assert.Contains("Nom;Professionnel ou particulier;SIREN ou SIRET", model.Html);
        Assert.DoesNotContain("Activité", model.Html);

        var text = ImportTable.Customers(2) + "\nFaux;1 rue;69001;Lyon;123;;;";
        var sent = await jeanne.UploadAsync(New, "Table", "mes clients.csv", text);
        Assert.Equal("/imports/1/colonnes", sent.Location);
        var columns = await jeanne.OpenAsync("/imports/1/colonnes");
        Assert.Equal(Usual, Regex.Matches(columns.Html, "<option value=\"([^\"]*)\" selected")
            .Select(m => m.Groups[1].Value));
        Assert.Contains("Client 1 · Client 2 · Faux", columns.Text);
        var before = await EveryRow.OfAsync(site.Store);
        var check = await jeanne.OpenAsync("/imports/1");
        Assert.Matches(@"À ajouter\s+2\s", check.Text);
        Assert.Matches(@"4\s+SIREN ou SIRET\s+123\s+Le SIREN a 9 chiffres", check.Text);
        Assert.Contains("\r\nFaux;1 rue;69001;Lyon;123;;;;\"SIREN ou SIRET",
            (await jeanne.OpenAsync("/imports/1?handler=Wrong")).Html);
        Assert.Equal(before, await EveryRow.OfAsync(site.Store));

        Assert.Equal("/imports/1", (await ChooseAsync(jeanne, 1, Usual)).Location);
        Assert.Equal("/imports/1", (await jeanne.PressAsync("/imports/1", "/imports/1?handler=Import")).Location);
        var done = (await jeanne.OpenAsync("/imports/1")).Text;
        Assert.Contains("2 lignes ajoutées, 0 déjà là, 1 à corriger.", done);
        Assert.Contains("Client 2", (await jeanne.OpenAsync("/ventes/clients")).Text);
        Assert.Contains("Faux;", (await jeanne.OpenAsync("/imports/1?handler=Wrong")).Html);
        Assert.False(Directory.EnumerateFiles(site.Folder, "mes clients.csv", SearchOption.AllDirectories).Any());

        Assert.Equal("/imports/1", (await jeanne.UploadAsync(New, "Table", "autre.csv", text)).Location);
        Assert.Contains("déjà été importé", (await jeanne.OpenAsync("/imports/1")).Text);
        Assert.Equal("/imports/1", (await jeanne.PressAsync("/imports/1", "/imports/1?handler=Undo")).Location);
        Assert.Contains("Tout ce que cet import avait ajouté est retiré.", (await jeanne.OpenAsync("/imports/1")).Text);
        Assert.DoesNotContain("Client 2", (await jeanne.OpenAsync("/ventes/clients")).Text);
        Assert.Contains("Annulé", (await jeanne.OpenAsync("/imports")).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Entrepreneurs_import_into_their_own_activity_and_see_no_import_of_others(string engine)
    {
        await using var site = await SellingSite.StartAsync(engine);
        var (jeanne, ali) = (await site.SignInAsync(), await site.SignInAsync("ali"));
        var claire = await site.SignInAsync("claire");
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.UploadAsync(New, "Table", "a.csv",
            Encoding.UTF8.GetBytes(ImportTable.Customers(1)), ("ActivityCode", "ali"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await jeanne.OpenAsync("/imports/nouveau/fournisseurs")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await jeanne.OpenAsync("/imports/nouveau/personnes")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await claire.OpenAsync("/imports/nouveau/rien")).Status);

        await jeanne.UploadAsync(New, "Table", "a-jeanne.csv", ImportTable.Customers(1));
        await claire.UploadAsync(New, "Table", "a-ali.csv", Encoding.UTF8.GetBytes(ImportTable.Customers(2)),
            ("ActivityCode", "ali"));
        Assert.Contains("name=\"ActivityCode\"", (await claire.OpenAsync(New)).Html);
        Assert.Contains("a-ali.csv", (await ali.OpenAsync("/imports")).Text);
        Assert.DoesNotContain("a-jeanne.csv", (await ali.OpenAsync("/imports")).Text);
        foreach (var path in new[] { "/imports/1", "/imports/1/colonnes", "/imports/1?handler=Wrong" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await ali.OpenAsync(path)).Status);
            Assert.Equal(HttpStatusCode.OK, (await jeanne.OpenAsync(path)).Status);
            Assert.Equal(HttpStatusCode.OK, (await claire.OpenAsync(path)).Status);
        }
        foreach (var act in new[] { "Import", "Undo", "GiveUp" })
            Assert.Equal(HttpStatusCode.NotFound,
                (await ali.PressAsync("/imports/2", "/imports/1?handler=" + act)).Status);
        Assert.Equal("/imports/2", (await ali.PressAsync("/imports/2", "/imports/2?handler=Import")).Location);
        await using var db = site.Store.Read();
        Assert.Equal([site.Ali, site.Ali],
            await db.Customers.Where(c => c.Name.StartsWith("Client 1") || c.Name.StartsWith("Client 2"))
                .Select(c => c.ActivityId).ToListAsync());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_team_imports_for_several_activities_by_a_column(string engine)
    {
        await using var site = await SellingSite.StartAsync(engine);
        var claire = await site.SignInAsync("claire");
        await claire.UploadAsync(New, "Table", "tous.csv",
            "Nom;Rue;Code postal;Ville;Activité\nA;1 rue;69001;Lyon;ali\nB;1 rue;69001;Lyon;jeanne\n"
            + "C;1 rue;69001;Lyon;personne\nD;1 rue;69001;Lyon;");
        var check = (await claire.OpenAsync("/imports/1")).Text;
        Assert.Matches(@"4\s+Activité\s+personne\s+Aucune activité ouverte", check);
        Assert.Matches(@"5\s+Activité\s+rien\s+Dites pour quelle activité", check);
        await claire.PressAsync("/imports/1", "/imports/1?handler=Import");
        await using var db = site.Store.Read();
        Assert.Equal(site.Ali, (await db.Customers.SingleAsync(c => c.Name == "A")).ActivityId);
        Assert.Equal(site.Jeanne, (await db.Customers.SingleAsync(c => c.Name == "B")).ActivityId);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_long_import_is_a_work_that_one_may_leave(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var claire = await desk.Site.SignInAsync("accountant");
        await claire.UploadAsync("/imports/nouveau/fournisseurs", "Table", "tous.csv",
            "Nom\n" + string.Join('\n', Enumerable.Range(1, 700).Select(i => "Fournisseur " + i)));
        await claire.PressAsync("/imports/1", "/imports/1?handler=Import");
        var job = await Workshop.EndAsync(desk.Store, 1);
        Assert.Equal((JobQueue.Done, "700 lignes ajoutées, 0 déjà là, 0 à corriger."), (job.State, job.Message));
        Assert.Contains("700", (await claire.OpenAsync("/imports/1")).Text);
        await claire.PressAsync("/imports/1", "/imports/1?handler=Undo");
        Assert.Equal(JobQueue.Done, (await Workshop.EndAsync(desk.Store, 2)).State);
        Assert.Equal(0L, await desk.CountAsync("supplier"));
    }

    [Fact]
    public async Task What_cannot_be_read_goes_back_to_the_form_and_a_file_may_be_given_up()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var claire = await desk.Site.SignInAsync("accountant");
        var page = "/imports/nouveau/fournisseurs";
        foreach (var (text, says) in new[] { ("", "Choisissez le fichier"), ("Nom", "pas de lignes") })
        {
            var answer = await claire.UploadAsync(page, "Table", "a.csv", text);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains(says, answer.Text);
        }
        await claire.UploadAsync(page, "Table", "a.csv", "Nom\nA");
        Assert.Contains("« Nom »", (await ChooseAsync(claire, 1, "")).Text.Replace('\u00a0', ' '));
        Assert.Equal("/imports", (await claire.PressAsync("/imports/1", "/imports/1?handler=GiveUp")).Location);
        Assert.Contains("Abandonné", (await claire.OpenAsync("/imports/1")).Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await claire.PressAsync(page, "/imports/1?handler=Import")).Status);
    }

    [Fact]
    public async Task Files_left_for_a_week_and_lines_to_correct_after_a_month_are_taken_away()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var claire = await desk.Site.SignInAsync("accountant");
        await claire.UploadAsync("/imports/nouveau/fournisseurs", "Table", "laisse.csv", "Nom\nA");
        await claire.UploadAsync("/imports/nouveau/fournisseurs", "Table", "fait.csv", "Nom;SIREN\nB;\nC;12");
        await claire.PressAsync("/imports/2", "/imports/2?handler=Import");
        var rounds = desk.Site.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>()
            .OfType<ImportRounds>().Single();
        await rounds.StopAsync(CancellationToken.None);
        Assert.Equal(0, await rounds.RoundAsync(CancellationToken.None));
        desk.Site.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, await rounds.RoundAsync(CancellationToken.None));
        Assert.Equal(ImportBatch.Expired, (await RunImport.FindAsync(desk.Store, 1)).State);
        desk.Site.Time.Advance(TimeSpan.FromDays(23));
        Assert.Equal(1, await rounds.RoundAsync(CancellationToken.None));
        Assert.Equal(0, await rounds.RoundAsync(CancellationToken.None));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(
            desk.Site.Services.GetRequiredService<Installation>().DataFolder, "files"), "*",
            SearchOption.AllDirectories));
        var again = await desk.Site.SignInAsync("accountant");
        Assert.DoesNotContain("Annuler cet import", (await again.OpenAsync("/imports/2")).Text);
    }

    private const string Paid = " cumuls-paie resultat-paie";
    private const string Taken = "factures-a-encaisser factures-a-payer soldes immobilisations";

    [Fact]
    public async Task Each_role_sees_what_it_may_import()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        foreach (var (role, kinds) in new[]
        {
            (Role.Entrepreneur, "clients"), (Role.Advisor, "clients personnes"),
            (Role.Accountant, "clients fournisseurs releves reprise " + Taken), (Role.Payroll, "personnes" + Paid),
            (Role.Manager, "clients fournisseurs personnes releves reprise " + Taken + Paid),
        })
        {
            var page = await (await desk.Site.SignInAsync(role.Stored())).OpenAsync("/imports");
            Assert.Equal(kinds, string.Join(' ', Regex.Matches(page.Html,
                "<li><a href=\"/(?:imports/nouveau|cloture)/([a-z-]+)\"").Select(m => m.Groups[1].Value)));
        }
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await desk.Site.SignInAsync("administrator")).OpenAsync("/imports")).Status);
    }

    private static Task<Answer> ChooseAsync(Browser browser, long id, params string[] places) => browser.PressAsync(
        $"/imports/{id}/colonnes", $"/imports/{id}/colonnes", [.. places.Select(p => ("Places", p))]);
}
