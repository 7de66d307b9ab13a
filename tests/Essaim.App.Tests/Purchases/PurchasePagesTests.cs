using System.Net;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Purchases;

public sealed class PurchasePagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_purchase_is_booked_listed_to_pay_and_paid_in_part_then_whole(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");

        var booked = await browser.SendAsync("/achats/nouvelle", Invoice("F-77"));
        Assert.Equal("/achats/1", booked.Location);
        Assert.Contains("120,00", (await browser.OpenAsync("/achats/1")).Text);
        var row = Assert.Single(await Desk.RowsAsync(browser, "/achats/a-payer?format=csv"));
        Assert.Equal(Money.Euros(120), Desk.Amount(row[6]));

        var key = await KeyAsync(desk);
        await browser.SendAsync("/achats/a-payer", ("Chosen", key), ("On", "20/11/2026"), ("Amount", "50"),
            ("which", "chosen"));
        row = Assert.Single(await Desk.RowsAsync(browser, "/achats/a-payer?format=csv"));
        Assert.Equal(Money.Euros(70), Desk.Amount(row[6]));

        await browser.SendAsync("/achats/a-payer", ("On", "21/11/2026"), ("Expected", "1:7000"), ("which", "all"));
        Assert.Empty(await Desk.RowsAsync(browser, "/achats/a-payer?format=csv"));
        Assert.Equal(2L, await desk.CountAsync("payment"));
    }

    [Fact]
    public async Task Paying_the_whole_list_is_refused_when_the_list_has_changed()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var browser = await desk.Site.SignInAsync("accountant");
        await browser.SendAsync("/achats/nouvelle", Invoice("F-77"));

        var answer =
            await browser.SendAsync("/achats/a-payer", ("On", "21/11/2026"), ("Expected", "0:0"), ("which", "all"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("La liste a changé", answer.Text);
        Assert.Equal(0L, await desk.CountAsync("payment"));
    }

    [Fact]
    public async Task The_same_invoice_is_not_booked_twice_and_a_form_sent_twice_has_one_effect()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var browser = await desk.Site.SignInAsync("accountant");
        var page = await browser.OpenAsync("/achats/nouvelle");
        (string, string)[] form =
        [
            .. Invoice("F-77"), ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
            ("request", page.Field("request")),
        ];
        await browser.PostAsync("/achats/nouvelle", form);
        Assert.Equal("/achats/1", (await browser.PostAsync("/achats/nouvelle", form)).Location);
        Assert.Equal(1L, await desk.CountAsync("supplier"));

        var again = await browser.SendAsync("/achats/nouvelle",
            [.. Invoice("F-77").Where(f => f.Item1 != "SupplierName"), ("SupplierId", "1")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("est déjà enregistrée", again.Text);
        Assert.Equal(1L, await desk.CountAsync("purchase"));
    }

    private static (string, string)[] Invoice(string number) =>
    [
        ("SupplierName", "Fil et Compagnie"), ("Number", number), ("On", "02/11/2026"), ("Due", ""), ("act", "save"),
        ("Lines[0].Activity", "jeanne"), ("Lines[0].Account", "604000"), ("Lines[0].Description", "Couture"),
        ("Lines[0].Net", "100"), ("Lines[0].Vat", "20"), ("Lines[0].When", ""),
    ];

    private static async Task<string> KeyAsync(Desk desk)
    {
        await using var db = desk.Store.Read();
        var item = (await (await db.BooksAsync()).Items.OpenAsync(null, Accounts.Suppliers)).Single();
        return $"{item.Id.Entry}-{item.Id.Line}";
    }
}
