using System.Net;
using System.Text;
using Essaim.App.Data;
using Essaim.App.Data.Backups;
using Essaim.App.Data.Sealing;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Essaim.App.Tests.People;

/// <summary>A person's IBAN and number for social security: sealed, and shown to whoever says why.</summary>
public sealed class SealedNumberTests
{
    private const string Iban = "FR1420041010050500013M02606";
    private const string Nir = "185057800608491";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_number_is_masked_on_every_page_and_shown_once_to_whoever_says_why(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var payroll = await desk.Site.SignInAsync("payroll");
        await EnterAsync(payroll);
        foreach (var path in new[] { "/personnes/1", "/personnes/nouvelle?id=1", "/personnes" })
            AssertHidden((await payroll.OpenAsync(path)).Html);
        Assert.Contains("FR14\u00a0••••\u00a0••••\u00a0••06", (await payroll.OpenAsync("/personnes/1")).Text);

        var silent = await payroll.PressAsync("/personnes/1", "/personnes/1?handler=Reveal", ("What", "IBAN"),
            ("Why", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        AssertHidden(silent.Html);
        Assert.Equal(0, await desk.CountAsync("act WHERE verb = 'seen'"));

        var shown = await payroll.PressAsync("/personnes/1", "/personnes/1?handler=Reveal", ("What", "IBAN"),
            ("Why", "virement refusé"));
        Assert.Contains("FR14 2004 1010 0505 0001 3M02 606", shown.Text);
        AssertHidden((await payroll.OpenAsync("/personnes/1")).Html);
        var log = (await (await desk.Site.SignInAsync("manager")).OpenAsync("/journal-actes")).Text;
        foreach (var word in new[] { "Prénom Payroll", "IBAN : virement refusé", "jeanne Durand", "23/11/2026 à" })
            Assert.Contains(word, log);
        Assert.Equal(HttpStatusCode.Forbidden, (await payroll.OpenAsync("/journal-actes")).Status);
        Assert.True((await Data.Ledger.Checks.BooksCheck.RunAsync(desk.Store.Engine)).Ok);
        await Assert.ThrowsAnyAsync<Exception>(() => desk.Store.WriteAsync(w =>
            w.Connection.ExecuteAsync("UPDATE act SET by_name = 'rien'", w.Transaction)));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task No_row_of_the_database_holds_a_number_in_clear(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await EnterAsync(await desk.Site.SignInAsync("payroll"));
        var rows = await Backups.BackedUpCoop.RowsAsync(desk.Store.Engine);
        Assert.Contains(rows, r => r.Contains(SealedValue.Mark, StringComparison.Ordinal));
        Assert.All(rows, AssertHidden);
        await using var db = desk.Store.Read();
        var person = await db.People.SingleAsync(p => p.Id == 1);
        var keys = desk.Site.Services.GetRequiredService<Installation>().Keys("etabli");
        Assert.Equal(Iban, keys.OpenIban(person.Iban!).Text);
        Assert.Equal(Nir, keys.OpenNir(person.Nir!).Text);
        Assert.DoesNotContain(Iban, $"{person.Iban} {new Nir(Nir)}");
    }

    [Fact]
    public async Task The_same_number_for_social_security_is_refused_and_a_shared_account_is_told()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await desk.PersonAsync("paul", Money.Zero);
        var payroll = await desk.Site.SignInAsync("payroll");
        await EnterAsync(payroll);
        var twice = await EnterAsync(payroll, 2, "paul");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Contains("déjà celui de jeanne Durand", twice.Text);
        Assert.Equal(HttpStatusCode.Redirect, (await EnterAsync(payroll, 2, "paul", nir: "")).Status);
        Assert.Contains("aussi celui de jeanne Durand", (await payroll.OpenAsync("/personnes/2")).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_an_older_version_kept_in_clear_is_sealed_when_the_coop_is_opened(string engine)
    {
        await using var coop = await Backups.BackedUpCoop.NewAsync(engine);
        await coop.Store.WriteAsync(w =>
            w.Connection.ExecuteAsync("UPDATE person SET iban = @p0 WHERE id < 4", w.Transaction, Iban));
        var data = coop.Installation.DataFolder;
        await coop.Installation.DisposeAsync();
        await using var again = Installation.Open(data, TimeProvider.System);
        var store = await again.StoreAsync(Backups.BackedUpCoop.Id);
        await using var db = store.Read();
        var ibans = (await db.People.ToListAsync()).Where(p => p.Iban is not null).Select(p => p.Iban!).ToList();
        Assert.Equal(3, ibans.Count);
        Assert.All(ibans, i => Assert.Equal(Iban, again.Keys(Backups.BackedUpCoop.Id).OpenIban(i).Text));
        // Equal numbers are found by their index, though no two envelopes are equal.
        Assert.Single(ibans.Select(i => i.Index).Distinct());
        Assert.Equal(3, ibans.Select(i => i.Envelope).Distinct().Count());
        if (store.Engine is SqliteEngine { Path: var path })
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!))
                Assert.Equal(-1, (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Iban)));
    }

    [Fact, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Numbers_open_after_a_restore_and_after_an_import_under_another_name_and_not_with_another_key()
    {
        await using var coop = await Backups.BackedUpCoop.NewAsync("sqlite");
        var value = coop.Installation.Keys(Backups.BackedUpCoop.Id).Seal(new Iban(Iban));
        var made = await TakeBackup.RunAsync(coop.Installation, coop.Out, BackupKey.None);
        await RestoreBackup.RunAsync(made.File, coop.Elsewhere, BackupKey.None);
        await using var there = Installation.Open(coop.Elsewhere, TimeProvider.System);
        Assert.Equal(Iban, there.Keys(Backups.BackedUpCoop.Id).OpenIban(value).Text);
        Assert.Throws<BrokenRuleException>(() => there.Keys("autre").OpenIban(value));
        Assert.Throws<BrokenRuleException>(() => there.Keys(Backups.BackedUpCoop.Id).OpenNir(value));

        var alone = await TakeBackup.ExportAsync(coop.Installation,
            coop.Installation.Catalogue.Find(Backups.BackedUpCoop.Id)!, coop.Out, BackupKey.None);
        await RestoreBackup.ImportAsync(there, alone.File, "venue", null, BackupKey.None);
        Assert.Equal(Iban, there.Keys("venue").OpenIban(value).Text);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(coop.Elsewhere, SealingKeys.FileOf("venue"))));
    }

    private static Task<Answer> EnterAsync(Browser browser, int id = 1, string name = "jeanne", string nir = Nir) =>
        browser.PressAsync($"/personnes/nouvelle?id={id}", $"/personnes/nouvelle?id={id}", ("FirstName", name),
            ("LastName", "Durand"), ("Email", name + "@exemple.fr"), ("Iban", Iban), ("Nir", nir), ("MemberSince", ""));

    private static void AssertHidden(string text)
    {
        var bare = text.Replace("\u00a0", "").Replace(" ", "");
        Assert.DoesNotContain(Iban[6..22], bare);
        Assert.DoesNotContain(Nir[5..13], bare);
    }
}
