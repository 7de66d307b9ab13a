using System.Net;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales;
using Essaim.Domain.People;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Web;

/// <summary>What all lists do alike: filters in the address, fifty rows a page, every row in the file.</summary>
public sealed class ListTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_file_holds_every_row_that_is_found_whatever_the_page(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.Store.WriteAsync(async w =>
        {
            for (var i = 0; i < 60; i++)
                await EnterPerson.EnterAsync(w, new Person
                {
                    FirstName = "Lina", LastName = $"Roux {i:00}", Email = new EmailAddress($"lina{i}@exemple.fr"),
                });
        });
        var payroll = await desk.Site.SignInAsync("payroll");

        var second = await payroll.OpenAsync("/personnes?q=roux&p=2");
        Assert.Contains("Lignes 51 à 60 sur 60", second.Text);
        Assert.DoesNotContain("Roux 49", second.Text);
        Assert.Contains("href=\"/personnes?q=roux&amp;format=csv\"", second.Html);
        Assert.Equal("roux", second.Field("q"));

        Assert.Equal(60, (await Desk.RowsAsync(payroll, "/personnes?q=roux&p=2&format=csv")).Count);
        Assert.Equal(61, (await Desk.RowsAsync(payroll, "/personnes?format=csv")).Count);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Every_list_of_the_team_gives_a_file_and_reads_any_filter(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.EntryAsync("625100", "512000", 10);
        await desk.PersonAsync("paul", Money.Euros(500));
        await desk.CloseAsync(new Month(2026, 10));
        var manager = await desk.Site.SignInAsync("manager");
        foreach (var path in new[]
        {
            "/personnes?", "/activites?", "/achats?", "/achats/a-payer?", "/journaux?", "/balance?", "/bilan?",
            "/resultat?", "/grand-livre?compte=512&", "/paie?", "/cloture?", "/avances?", "/ventes-internes?",
            "/ventes?activite=jeanne&", "/ventes/clients?activite=jeanne&", "/depenses?activite=jeanne&",
            "/compte/lignes?activite=jeanne&compte=facture&", "/coffre?",
        })
        {
            await Desk.RowsAsync(manager, path + "format=csv");
            var workbook = await manager.OpenAsync(path + "format=xlsx");
            Assert.StartsWith("application/vnd.openxml", workbook.Response.Content.Headers.ContentType!.ToString());
            var odd = await manager.OpenAsync(path + "q=%25%27&p=999999&format=pdf");
            Assert.True(odd.Status == HttpStatusCode.OK && odd.Html.Contains("</html>"), path + odd.Status);
        }
    }

    [Fact]
    public async Task Filters_that_cannot_be_read_are_said_and_give_no_file()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var accountant = await desk.Site.SignInAsync("accountant");
        foreach (var path in new[] { "/achats?du=31/11/2026&format=csv", "/balance?au=demain&format=csv" })
        {
            var answer = await accountant.OpenAsync(path);
            Assert.StartsWith("text/html", answer.Response.Content.Headers.ContentType!.ToString());
            Assert.Contains("à corriger", answer.Text);
        }
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Entrepreneurs_take_their_customers_with_them(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.Store.WriteAsync(w => EnterCustomer.EnterAsync(w, new Customer
        {
            ActivityId = desk.Jeanne, Name = "Théâtre", Street = "1 place", PostalCode = "69002", City = "Lyon",
            IsCompany = true,
        }));
        var jeanne = await desk.SignInOwnerAsync("jeanne");
        var row = Assert.Single(await Desk.RowsAsync(jeanne, "/ventes/clients?format=csv"));
        Assert.Equal(["Théâtre", "1 place", "69002", "Lyon", "", ""], row);
    }
}
