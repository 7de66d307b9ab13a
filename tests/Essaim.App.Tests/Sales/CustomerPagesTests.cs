using System.Net;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Sales;

/// <summary>Public bodies, twins, archives: what a file of customers asks besides names and addresses.</summary>
[Trait("Length", "Slow")]
public sealed class CustomerPagesTests
{
    private static readonly (string, string)[] Town =
    [
        ("Kind", "public"), ("Name", "Ville de Lyon"), ("Number", "732829320"), ("Vat", ""), ("ServiceCode", "CULT-02"),
        ("ElectronicAddress", "732829320_CULT"), ("DeliveryAddress", "12 quai des Arts\n69001 Lyon"),
        ("Street", "1 place de la Comédie"), ("PostalCode", "69001"), ("City", "Lyon"), ("Country", "FR"),
        ("Email", ""), ("Days", "30"),
    ];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_public_body_is_invoiced_with_its_service_and_its_order(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var jeanne = await selling.SignInAsync();
        Assert.Equal("/ventes/clients", (await jeanne.SendAsync("/ventes/clients/nouveau", Town)).Location);

        await using var db = selling.Store.Read();
        var town = await db.Customers.SingleAsync(c => c.Name == "Ville de Lyon");
        Assert.Equal((true, true, "CULT-02"), (town.IsPublic, town.IsCompany, town.ServiceCode));
        var invoice = await selling.Store.WriteAsync(async w => await IssueInvoice.IssueAsync(w,
            new IssueInvoice.Order(SaleDocumentKind.Invoice, selling.Jeanne, town,
                new SaleContent([TestCoop.Service(selling.Jeanne, 100)], Rate.Zero, "") { OrderNumber = "EJ-77" },
                SellingSite.Today), await SellerData.ReadAsync(w.Db, selling.Jeanne, TestCoop.Law, SellingSite.Today)));
        Assert.Equal(("CULT-02", "732829320_CULT", "EJ-77"), (invoice.Content.Customer.ServiceCode,
            invoice.Content.Customer.ElectronicAddress, invoice.Content.Content.OrderNumber));
        var text = Documents.PaperReader.Text(App.Documents.SalePdf.Draw(KeepIssuedFile.PageOf(invoice)));
        Assert.All(new[] { "EJ-77", "CULT-02", "12 quai des Arts" }, said => Assert.Contains(said, text));
    }

    [Theory]
    [InlineData("ville de LYON", "", "")]
    [InlineData("Mairie", "732829320", "")]
    public async Task Somebody_who_looks_like_a_known_customer_is_asked_about(string name, string siren, string email)
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        await jeanne.SendAsync("/ventes/clients/nouveau", Town);
        (string, string)[] twin = [.. Town.Where(f => f.Item1 is not ("Name" or "Number" or "Email")),
            ("Name", name), ("Number", siren), ("Email", email)];

        var asked = await jeanne.SendAsync("/ventes/clients/nouveau", twin);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains("ressemble à Ville de Lyon, Lyon", asked.Text);
        Assert.Equal("/ventes/clients",
            (await jeanne.SendAsync("/ventes/clients/nouveau", [.. twin, ("IsAnother", "true")])).Location);
    }

    [Fact]
    public async Task An_archived_customer_is_no_longer_offered()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var page = $"/ventes/clients/{selling.Customer}";
        await jeanne.PressAsync(page, page + "?handler=Archive");
        Assert.DoesNotContain("Client de jeanne", (await jeanne.OpenAsync("/ventes/devis/nouveau")).Text);
        Assert.Contains("Client de jeanne", (await jeanne.OpenAsync("/ventes/clients?archives=true")).Text);
        await jeanne.PressAsync(page, page + "?handler=Archive");
        Assert.Contains("Client de jeanne", (await jeanne.OpenAsync("/ventes/devis/nouveau")).Text);
    }

    [Fact]
    public async Task An_address_of_e_invoices_that_is_none_is_refused()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var answer = await jeanne.SendAsync("/ventes/clients/nouveau",
            [.. Town.Where(f => f.Item1 != "ElectronicAddress"), ("ElectronicAddress", "mairie@lyon.fr")]);
        Assert.Contains("commence par le SIREN du client", answer.Text);
    }
}
