using System.Net;
using System.Security.Cryptography;
using Essaim.App.Data;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Sales;

/// <summary>A customer answers a quote behind its private link, and nobody sees more than that quote.</summary>
[Trait("Length", "Slow")]
public sealed class QuoteLinkTests
{
    private static readonly (string, string)[] Signed = [("Name", "Anne Tisserand"), ("Agrees", "true")];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_customer_takes_an_option_signs_and_the_proof_is_kept(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var id = (await QuoteDesk.SentAsync(selling)).Id;
        var link = await QuoteDesk.LinkAsync(await selling.SignInAsync(), id);
        var customer = selling.Site.Browse("Phone/7");
        var page = await customer.OpenAsync(link);
        Assert.Contains(Money.Euros(1800).ToString(), page.Text);
        var paper = await (await customer.OpenAsync(link.Replace("?cle", "?handler=pdf&cle"))).Response.Content
            .ReadAsByteArrayAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            QuoteDesk.PostAsync(customer, link, "accept", page, [.. Signed, ("Chosen", "2")])));

        Assert.All(answers, a => Assert.Equal(link + "&fait=accord", a.Location));
        Assert.Contains("votre accord est noté", (await customer.OpenAsync(link + "&fait=accord")).Text);
        await using var db = selling.Store.Read();
        var reply = await db.QuoteReplies.SingleAsync();
        Assert.Equal((true, true, "Anne Tisserand", "3", "Phone/7", "127.0.0.1"),
            (reply.Accepted, reply.ByLink, reply.Name, reply.Options, reply.UserAgent, reply.Address));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(paper)), reply.PaperSha256);
        Assert.Equal([OptionState.Offered],
            ValueJson.Read<SaleSnapshot>(reply.Content!).Content.Lines.Select(l => l.Option).OfType<OptionState>());
        var quote = await db.Quotes.SingleAsync();
        Assert.Equal((QuoteStatus.Accepted, Money.Euros(1920)), (quote.Status, quote.Total));
        Assert.Equal("Façade", (await db.Engagements.SingleAsync(e => e.Id == quote.EngagementId)).Title);
        Assert.Equal("Devis D2026-0001 accepté par Client de jeanne",
            await db.ScalarAsync("SELECT subject FROM mail WHERE recipient = 'jeanne@exemple.fr'"));
        Assert.Equal("Client, par le lien du devis", await db.ScalarAsync(
            "SELECT by_name FROM act WHERE kind = 'quote' ORDER BY id DESC LIMIT 1"));
        await using var owner = await selling.Store.Engine.OpenAsOwnerAsync();
        foreach (var sql in new[] { "UPDATE quote_reply SET name = 'x'", "DELETE FROM quote_reply" })
            Assert.Contains("append-only",
                (await Assert.ThrowsAnyAsync<Exception>(() => owner.ExecuteAsync(sql))).Message);
    }

    [Fact]
    public async Task A_refusal_says_why_and_nothing_can_be_accepted_after()
    {
        await using var selling = await SellingSite.StartAsync();
        var id = (await QuoteDesk.SentAsync(selling)).Id;
        var link = await QuoteDesk.LinkAsync(await selling.SignInAsync(), id);
        var customer = selling.Site.Browse();
        Assert.Contains("Dites en un mot", (await QuoteDesk.ReplyAsync(customer, link, "decline")).Text);
        var before = await customer.OpenAsync(link);
        Assert.Equal(link + "&fait=refus",
            (await QuoteDesk.ReplyAsync(customer, link, "decline", ("Word", "Trop cher"))).Location);

        var late = await QuoteDesk.PostAsync(customer, link, "accept", before, Signed);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("a été refusé", late.Text);
        var jeanne = await selling.SignInAsync();
        Assert.Contains("Trop cher", (await jeanne.OpenAsync($"/ventes/devis/{id}")).Text);
    }

    [Fact]
    public async Task Without_a_name_or_the_box_nothing_is_accepted()
    {
        await using var selling = await SellingSite.StartAsync();
        var id = (await QuoteDesk.SentAsync(selling)).Id;
        var link = await QuoteDesk.LinkAsync(await selling.SignInAsync(), id);
        var customer = selling.Site.Browse();
        Assert.Contains("Cochez la case",
            (await QuoteDesk.ReplyAsync(customer, link, "accept", ("Name", "Anne"))).Text);
        Assert.Contains("Écrivez votre nom",
            (await QuoteDesk.ReplyAsync(customer, link, "accept", ("Agrees", "true"))).Text);
        Assert.Contains("Cette option n’existe pas",
            (await QuoteDesk.ReplyAsync(customer, link, "accept", [.. Signed, ("Chosen", "0")])).Text);
        await using var db = selling.Store.Read();
        Assert.Equal(QuoteStatus.Sent, (await db.Quotes.SingleAsync()).Status);
        Assert.Empty(await db.QuoteReplies.ToListAsync());
    }

    [Fact]
    public async Task An_expired_a_withdrawn_a_replaced_and_a_changed_quote_say_so()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var id = (await QuoteDesk.SentAsync(selling)).Id;
        var page = $"/ventes/devis/{id}";
        var link = await QuoteDesk.LinkAsync(jeanne, id);
        var customer = selling.Site.Browse();
        var read = await customer.OpenAsync(link);
        await selling.Store.WriteAsync(w => w.Connection.ExecuteAsync(
            "UPDATE customer SET name = 'Autre nom' WHERE id = @p0", w.Transaction, selling.Customer));
        Assert.Contains("a changé depuis que vous l’avez ouvert",
            (await QuoteDesk.PostAsync(customer, link, "accept", read, Signed)).Text);

        var fresh = await QuoteDesk.LinkAsync(jeanne, id);
        await jeanne.PressAsync(page, page + "?handler=Revoke");
        foreach (var withdrawn in new[] { link, fresh })
        {
            var text = (await customer.OpenAsync(withdrawn)).Text;
            Assert.Contains("a été retiré par le vendeur", text);
            Assert.DoesNotContain("Dépose", text);
        }
        link = await QuoteDesk.LinkAsync(jeanne, id);
        var second = (await jeanne.PressAsync(page, page + "?handler=Edition")).Location!.Replace("/modifier", "");
        Assert.DoesNotContain("remplacé", (await customer.OpenAsync(link)).Text);
        await jeanne.PressAsync(second, second + "?handler=Send");
        Assert.Contains("D2026-0001-V2", (await jeanne.OpenAsync(second)).Text);
        Assert.Contains("remplacé par une nouvelle version", (await customer.OpenAsync(link)).Text);

        var last = await QuoteDesk.LinkAsync(jeanne, long.Parse(second.Split('/')[^1]));
        selling.Site.Time.Advance(TimeSpan.FromDays(31));
        Assert.Contains("n’était valable que jusqu’au", (await customer.OpenAsync(last)).Text);
        selling.Site.Time.Advance(TimeSpan.FromDays(60));
        Assert.Equal(HttpStatusCode.NotFound, (await customer.OpenAsync(last)).Status);
    }

    [Fact]
    public async Task A_link_that_opens_nothing_is_not_found_and_trying_many_is_slowed_down()
    {
        await using var selling = await SellingSite.StartAsync();
        var id = (await QuoteDesk.SentAsync(selling)).Id;
        var link = await QuoteDesk.LinkAsync(await selling.SignInAsync(), id);
        var customer = selling.Site.Browse();
        foreach (var wrong in new[] { link[..^1] + (link[^1] == '0' ? '1' : '0'), link.Replace("atelier", "etabli"),
            "/devis?cle=x", "/devis" })
            Assert.Equal(HttpStatusCode.NotFound, (await customer.OpenAsync(wrong)).Status);
        Assert.Equal(HttpStatusCode.OK, (await customer.OpenAsync(link)).Status);
        for (var i = 0; i < 30; i++)
            await customer.OpenAsync($"/devis?cle={i}");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await customer.OpenAsync(link)).Status);
        selling.Site.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.OK, (await customer.OpenAsync(link)).Status);
    }
}
