using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Essaim.App.Data;
using Essaim.App.Data.Calendars;
using Essaim.App.Identity;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Essaim.App.Web;

namespace Essaim.App.Tests.Calendars;

public sealed class CalendarTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_calendar_reads_the_dates_of_its_owner_and_nothing_that_strangers_should_not_know(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var invoice = await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        var others = await selling.InvoiceAsync(selling.Ali, selling.AlisCustomer);
        var link = await LinkAsync(await selling.SignInAsync());

        var answer = await selling.Site.Browse().OpenAsync(link);

        Assert.Equal("text/calendar", answer.Response.Content.Headers.ContentType!.MediaType);
        var dated = Assert.Single(Events(answer.Html));
        Assert.Equal($"Échéance de la facture {invoice.Number}", dated["SUMMARY"]);
        Assert.Equal($"{invoice.Due:yyyyMMdd}", dated["DTSTART;VALUE=DATE"]);
        Assert.Equal($"{invoice.Due.AddDays(1):yyyyMMdd}", dated["DTEND;VALUE=DATE"]);
        Assert.Equal($"https://essaim.example/ventes/factures/{invoice.Id}", dated["URL"]);
        foreach (var hidden in new[] { others.Number, "Client de", "1200", "1440", "1 440" })
            Assert.DoesNotContain(hidden, answer.Html);
        Assert.Contains("Lu par un agenda", (await (await selling.SignInAsync()).OpenAsync("/profil/agenda")).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_accountant_sees_months_and_payments_but_no_contract(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        var claire = await selling.SignInAsync("claire");
        var titles = Events((await selling.Site.Browse().OpenAsync(await LinkAsync(claire))).Html)
            .Select(e => e["SUMMARY"]).ToList();
        await using var db = selling.Store.Read();
        Assert.Equal((await Essaim.App.Data.Payroll.MonthStanding.ToCloseAsync(db, SellingSite.Today))
            .Select(m => $"Clore {m}"), titles.Where(t => t.StartsWith("Clore", StringComparison.Ordinal)));
        Assert.DoesNotContain(titles, t => t.Contains("contrat") || t.Contains("facture"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_link_that_was_replaced_taken_away_or_lost_its_role_opens_nothing(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var jeanne = await selling.SignInAsync();
        var anybody = selling.Site.Browse();
        var first = await LinkAsync(jeanne);
        var second = await LinkAsync(jeanne);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.OpenAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await anybody.OpenAsync(second)).Status);

        await jeanne.PressAsync("/profil/agenda", "/profil/agenda?handler=Remove");
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.OpenAsync(second)).Status);

        var ali = await LinkAsync(await selling.SignInAsync("ali"));
        Assert.Equal(HttpStatusCode.OK, (await anybody.OpenAsync(ali)).Status);
        var user = selling.Site.Catalogue.UsersOf("atelier").Single(u => u.Login == "ali").Id;
        selling.Site.Catalogue.Revoke(user, "atelier", Role.Entrepreneur);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.OpenAsync(ali)).Status);
        foreach (var guess in new[] { "", "x", "agenda_atelier_x", ali[..^1] + "0", ali.Replace("atelier", "etabli") })
            Assert.Equal(HttpStatusCode.NotFound,
                (await anybody.OpenAsync(guess.Contains('?') ? guess : $"/agenda.ics?cle={guess}")).Status);
    }

    [Fact]
    public void Lines_are_short_whole_letters_and_marks_that_mean_something_are_escaped()
    {
        var title = "Échéance ; « virgule, barre \\ » " + new string('é', 100) + "🐝";
        var text = CalendarFeed.Write([new CalendarDate("a", new DateOnly(2026, 12, 31), title, "/x")],
            new Coop("etabli", "L’Établi", "123456782", "sqlite:x"), new Uri("https://essaim.example"),
            new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        Assert.EndsWith("END:VCALENDAR\r\n", text);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        var read = Assert.Single(Events(text));
        Assert.Equal(title, Regex.Replace(read["SUMMARY"], @"\\(.)", "$1"));
        Assert.Equal("20270101", read["DTEND;VALUE=DATE"]);
        Assert.Equal("20261123T090000Z", read["DTSTAMP"]);
    }

    /// <summary>The events as a calendar reads them: long lines put together again.</summary>
    private static List<Dictionary<string, string>> Events(string text) =>
    [
        .. Regex.Matches(text.Replace("\r\n ", ""), "BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", RegexOptions.Singleline)
            .Select(m => m.Groups[1].Value.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split(':', 2)).ToDictionary(l => l[0], l => l[1])),
    ];

    /// <summary>What the page shows once, without the server's name.</summary>
    private static async Task<string> LinkAsync(Browser browser)
    {
        var page = await browser.PressAsync("/profil/agenda", "/profil/agenda?handler=Make");
        return new Uri(Regex.Match(page.Html, "<strong class=\"code\">([^<]+)</strong>").Groups[1].Value).PathAndQuery;
    }
}
