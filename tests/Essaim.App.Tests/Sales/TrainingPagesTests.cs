using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Tests.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using static Essaim.App.Tests.Sales.KindPagesTests;
using static Essaim.App.Tests.Sales.SellingJourneyTests;

namespace Essaim.App.Tests.Sales;

/// <summary>A training from its convention to the statement of the year; a short job from its price to its contract.
/// </summary>
[Trait("Length", "Slow")]
public sealed class TrainingPagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_training_has_its_convention_its_signed_half_days_and_its_place_in_the_statement(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var jeanne = await selling.SignInAsync();
        var michel = await ManagerAsync(selling);
        await michel.PressAsync(TradesPage, TradesPage + "?handler=Training", ("TrainingNumber", "84 69 12345 67"),
            ("TrainingRegion", "Auvergne-Rhône-Alpes"), ("TrainingFrom", "01/01/2026"));
        var job = (await jeanne.SendAsync("/ventes/affaires/nouvelle", ("CustomerId", selling.Customer.ToString()),
            ("Title", "Couture en série"), ("Kind", "Training"))).Location!;
        var page = job + "/formation";
        Assert.Contains("envoyez d’abord", (await jeanne.OpenAsync(page + "?handler=Convention")).Text);
        Assert.Equal(page, (await jeanne.SendAsync(page, ("Version", "0"), ("Aims", "Coudre"),
            ("Programme", "Deux jours"),
            ("Means", "Atelier"), ("Evaluation", "Une pièce"), ("Hours", "7"), ("FirstDay", "19/11/2026"),
            ("LastDay", "20/11/2026"), ("Funds", "SkillsPlan"), ("Object", "OtherTraining"), ("Speciality", "242")))
            .Location);
        foreach (var (name, kind) in new[] { ("Ana Gil", "Employee"), ("Bao Le", "JobSeeker") })
            await jeanne.PressAsync(page, page + "?handler=Trainee", ("Name", name), ("Kind", kind));
        foreach (var afternoon in new[] { "false", "true" })
            await jeanne.PressAsync(page, page + "?handler=Session", ("Day", "19/11/2026"), ("SessionHours", "3,5"),
                ("Trainer", "Jeanne Morel"), ("IsAfternoon", afternoon));
        await jeanne.PressAsync(page, page + "?handler=Presence",
            ("Ticked", "1-1"), ("Ticked", "2-1"), ("Ticked", "1-2"));
        Assert.Contains("il reste dans le bilan",
            (await jeanne.PressAsync(page, page + "?handler=RemoveTrainee", ("RowId", "1"))).Text);

        await PapersAsync(selling, jeanne, page);
        await InvoicedAsync(jeanne);
        await CountedAsync(selling, michel);
    }

    /// <summary>The convention takes its price from the quote that was sent.</summary>
    private static async Task PapersAsync(SellingSite selling, Browser jeanne, string page)
    {
        await selling.Store.WriteAsync(async w =>
        {
            var quote = await SendQuote.StartAsync(w, new Quote
            {
                ActivityId = selling.Jeanne, CustomerId = selling.Customer, Date = SellingSite.Today,
                ValidUntil = SellingSite.Today, Subject = "Couture", Content = new SaleContent(
                    [TestCoop.Service(selling.Jeanne, 900)], Rate.Zero, ""),
            }, 1);
            await SendQuote.SendAsync(w, quote.Id, SellingSite.Today, TestCoop.Law);
        });
        foreach (var paper in new[] { "Convention", "Sheet", "Certificate&trainee=2" })
        {
            var (response, bytes) = await jeanne.FetchAsync($"{page}?handler={paper}");
            Assert.Equal("application/pdf", response.Content.Headers.ContentType!.MediaType);
            Assert.True(bytes.Length > 1000);
        }
    }

    /// <summary>Not before the convention and the sheets that were signed are there.</summary>
    private static async Task InvoicedAsync(Browser jeanne)
    {
        await jeanne.PressAsync("/ventes/devis/1", "/ventes/devis/1?handler=Accept");
        var draft = (await jeanne.PressAsync("/ventes/devis/1", "/ventes/devis/1?handler=Invoice")).Location!;
        Assert.Contains("Il manque la pièce « Convention signée »", (await IssueAsync(jeanne, draft, 108000)).Text);
        foreach (var line in new[] { 1, 2 })
            await jeanne.UploadAsync($"/documents/envoi?pour=ventes/affaires&numero=1&ligne={line}", "Document",
                $"piece{line}.txt", $"signé {line}");
        Assert.Equal("/ventes/factures/1", (await IssueAsync(jeanne, draft, 108000)).Location);
    }

    /// <summary>Ana was there for both half-days and Bao for one: 7 and 3.5 hours; Jeanne gave 7.</summary>
    private static async Task CountedAsync(SellingSite selling, Browser michel)
    {
        var csv = (await michel.OpenAsync("/formation/bilan/2026?format=csv")).Html;
        Assert.Contains("2h. Plan de développement", csv);
        Assert.All(["900,00", "F-1", "F-3", "NSF 242", "Salarié", "Demandeur d’emploi"], w => Assert.Contains(w, csv));
        await using var db = selling.Store.Read();
        var lines = TrainingStatement.Of(await KeepTraining.OfYearAsync(db,
            new DateRange(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31))));
        Assert.Equal(["C 0 0", "E 1 7.0", "F-1 1 7.0", "F-1 1 3.5", "F-3 2 10.5", "F-4 2 10.5"],
            lines.Select(l => FormattableString.Invariant($"{l.Frame} {l.People} {l.Hours}")));
        Assert.Equal(Money.Euros(900), lines[0].Income);
    }

    [Fact]
    public async Task The_price_of_a_short_job_says_the_salary_and_prepares_the_contract()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        await jeanne.SendAsync("/ventes/devis/nouveau", ("CustomerId", selling.Customer.ToString()),
            ("Subject", "Concert"), ("Kind", "ShortJob"));
        await selling.Store.WriteAsync(async w => await SendQuote.ReviseAsync(w, 1, 0, "Concert",
            new SaleContent([TestCoop.Service(selling.Jeanne, 600)], Rate.Zero, "")));
        const string page = "/ventes/affaires/1/contrat-court";
        var shown = Flat((await jeanne.OpenAsync(page + "?heures=8")).Text);
        // 600 less the contribution of 10 %.
        Assert.Contains($"Pour le salaire, cotisations comprises {Money.Euros(540)}", shown);
        Assert.Contains("spectacle", shown);
        Assert.DoesNotContain("Préparer le CDD", shown);
        Assert.Contains("ne paie pas 100 heures", (await jeanne.OpenAsync(page + "?heures=100")).Text);

        var michel = await ManagerAsync(selling);
        var made = await michel.SendAsync(page + "?heures=8", ("heures", "8"), ("PersonId", "1"),
            ("FirstDay", "01/12/2026"), ("LastDay", "01/12/2026"));
        Assert.StartsWith("/personnes/contrats/", made.Location);
        await using var db = selling.Store.Read();
        var content = (await db.ContractPapers.SingleAsync()).Content;
        Assert.Equal((new DateOnly(2026, 12, 1), 8m), (content.FirstDay, content.MonthlyHours));
        Assert.True(content.FixedPay < Money.Euros(540) && content.FixedPay > Money.Euros(300));
    }
}
