using System.Net;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Sales;

[Trait("Length", "Slow")]
public sealed class OtherActivityTests
{
    [Fact]
    public async Task Everything_of_another_activity_is_not_found()
    {
        await using var selling = await SellingSite.StartAsync();
        var invoice = await selling.InvoiceAsync(selling.Ali, selling.AlisCustomer);
        var draft = await selling.DraftAsync(selling.Ali, selling.AlisCustomer);
        var (quote, claim) = await selling.Store.WriteAsync(async w => (await SendQuote.StartAsync(w, new Quote
        {
            ActivityId = selling.Ali, CustomerId = selling.AlisCustomer, Date = SellingSite.Today,
            ValidUntil = SellingSite.Today, Subject = "Stores", Content = SaleContent.Empty,
        }), await KeepExpenseClaim.StartAsync(w, new ExpenseClaim
        {
            PersonId = (await w.Db.Activities.SingleAsync(a => a.Id == selling.Ali)).PersonId!.Value,
            ActivityId = selling.Ali, Month = new Month(2026, 11), Content = ExpenseClaimContent.Empty,
        })));
        var jeanne = await selling.SignInAsync();
        var ali = await selling.SignInAsync("ali");
        string[] own =
        [
            $"/ventes/factures/{invoice.Id}", $"/ventes/factures/{invoice.Id}?handler=Pdf",
                $"/ventes/brouillons/{draft}",
            $"/ventes/brouillons/{draft}?handler=Pdf", $"/ventes/brouillons/{draft}/verifier",
                $"/ventes/devis/{quote.Id}",
            $"/ventes/devis/{quote.Id}?handler=Pdf", $"/ventes/devis/{quote.Id}/modifier", $"/depenses/{claim.Id}",
            $"/ventes/clients/{selling.AlisCustomer}",
        ];
        string[] lists =
        [
            "/ventes", "/ventes/clients", "/ventes/clients/nouveau", "/ventes/factures/nouvelle",
            "/ventes/devis/nouveau",
            "/compte", "/compte/lignes?compte=facture", "/compte/lignes?compte=facture&format=csv", "/depenses",
            "/salaire", "/salaire/lissage", "/salaire/proposer",
        ];
        var named = lists.Select(l => l + (l.Contains('?') ? "&" : "?") + "activite=ali").ToList();

        foreach (var path in own.Concat(named))
        {
            Assert.Equal(HttpStatusCode.OK, (await ali.OpenAsync(path)).Status);
            Assert.True((await jeanne.OpenAsync(path)).Status == HttpStatusCode.NotFound, path);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/salaire/bulletins/2026-10?activite=ali"))
            .Status);
    }

    [Fact]
    public async Task Nothing_of_another_activity_can_be_done_by_its_address()
    {
        await using var selling = await SellingSite.StartAsync();
        var invoice = await selling.InvoiceAsync(selling.Ali, selling.AlisCustomer);
        var draft = await selling.DraftAsync(selling.Ali, selling.AlisCustomer);
        var jeanne = await selling.SignInAsync();
        string[] acts =
        [
            $"/ventes/factures/{invoice.Id}?handler=Receive", $"/ventes/factures/{invoice.Id}?handler=Credit",
            $"/ventes/brouillons/{draft}", $"/ventes/brouillons/{draft}?handler=Drop",
            $"/ventes/brouillons/{draft}/verifier", $"/ventes/clients/{selling.AlisCustomer}",
        ];

        foreach (var act in acts)
            Assert.Equal(HttpStatusCode.NotFound,
                (await jeanne.PressAsync("/ventes/clients/nouveau", act, ("Amount", "1"))).Status);
        var stolen = await jeanne.PressAsync("/ventes/clients/nouveau", "/ventes/factures/nouvelle",
            ("CustomerId", selling.AlisCustomer.ToString()));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, stolen.Status);
        await using var db = selling.Store.Read();
        Assert.Equal(1, await db.SaleDrafts.CountAsync());
    }

    [Fact]
    public async Task The_team_reaches_any_activity_by_its_code()
    {
        await using var selling = await SellingSite.StartAsync();
        await selling.InvoiceAsync(selling.Ali, selling.AlisCustomer);
        var claire = await selling.SignInAsync("claire");

        Assert.Contains("F2026-0001", (await claire.OpenAsync("/ventes?activite=ali")).Text);
        Assert.DoesNotContain("F2026-0001", (await claire.OpenAsync("/ventes?activite=jeanne")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await claire.OpenAsync("/ventes?activite=personne")).Status);
    }
}
