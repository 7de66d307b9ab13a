using System.Net;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Activities;

public sealed class InternalSalesPageTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_internal_sale_is_booked_listed_and_exported(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("ali", Money.Zero);
        var accountant = await desk.Site.SignInAsync("accountant");

        var sold = await accountant.SendAsync("/ventes-internes", ("Seller", "jeanne"), ("Buyer", "ali"),
            ("What", "Retouche d’un décor"), ("Amount", "150,50"), ("On", "12/11/2026"));

        Assert.Equal("/ventes-internes", sold.Location);
        var row = Assert.Single(await Desk.RowsAsync(accountant, "/ventes-internes?format=csv"));
        Assert.Equal(["12/11/2026", "Enseigne jeanne", "Enseigne ali", "Retouche d’un décor", "150,50"], row);
        Assert.Equal(1L, await desk.CountAsync("posted_entry WHERE document_kind = 'internal-sale'"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_activity_does_not_sell_to_itself_nor_to_nobody(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");

        var itself = await accountant.SendAsync("/ventes-internes", ("Seller", "jeanne"), ("Buyer", "jeanne"),
            ("What", "Retouche"), ("Amount", "150"), ("On", "12/11/2026"));
        var nobody = await accountant.SendAsync("/ventes-internes", ("Seller", "jeanne"), ("Buyer", "personne"),
            ("What", ""), ("Amount", "cent"), ("On", "12/11/2026"));

        Assert.All([itself, nobody], a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.Status));
        Assert.Contains("Choisissez une activité", nobody.Text);
        Assert.Contains("Dites ce qui est vendu", nobody.Text);
        Assert.Equal("cent", nobody.Field("Amount"));
        Assert.Equal(0L, await desk.CountAsync("posted_entry"));
    }
}
