using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Data.Drafts;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Drafts;

[Trait("Length", "Slow")]
public sealed class BinTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_deleted_draft_comes_back_as_it_was_under_its_old_address(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var draft = $"/ventes/brouillons/{await selling.DraftAsync(selling.Jeanne, selling.Customer)}";
        var quote = $"/ventes/devis/{await QuoteAsync(selling)}";
        var jeanne = await selling.SignInAsync();
        var claim = (await jeanne.SendAsync("/depenses", ("ForMonth", "2026-11"))).Location!;
        foreach (var page in new[] { draft, quote, claim })
        {
            var before = Lasting(await jeanne.OpenAsync(page));
            var away = await jeanne.PressAsync(page, page + "?handler=Drop");
            Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync(page)).Status);
            var told = await jeanne.OpenAsync(away.Location!);
            Assert.Contains("Brouillon supprimé.", told.Text);
            var undo = WebUtility.HtmlDecode(Regex.Match(told.Html, "action=\"(/corbeille[^\"]+)\"").Groups[1].Value);
            Assert.Equal(page, (await jeanne.PressAsync("/corbeille", undo)).Location);
            Assert.Equal(page, (await jeanne.PressAsync("/ventes/clients/nouveau", undo)).Location);
            await jeanne.OpenAsync("/");
            Assert.Equal(before, Lasting(await jeanne.OpenAsync(page)));
        }
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_bin_shows_only_what_one_could_write_and_forgets_after_thirty_days(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var row = await selling.Store.WriteAsync(async w => (await DraftBin.DiscardSaleAsync(w,
            (await KeepDraft.CopyAsync(w, selling.Jeanne, selling.Customer,
                new SaleContent([TestCoop.Service(selling.Jeanne, 10m)], Rate.Zero, ""))).Id)).Id);
        var (jeanne, ali, claire) =
            (await selling.SignInAsync(), await selling.SignInAsync("ali"), await selling.SignInAsync("claire"));
        var restore = "/corbeille?handler=restore&id=" + row;
        Assert.Contains(restore, WebUtility.HtmlDecode((await jeanne.OpenAsync("/corbeille")).Html));
        Assert.Contains(restore, WebUtility.HtmlDecode((await claire.OpenAsync("/corbeille")).Html));
        Assert.DoesNotContain(restore, WebUtility.HtmlDecode((await ali.OpenAsync("/corbeille")).Html));
        Assert.Equal(HttpStatusCode.NotFound, (await ali.PressAsync("/ventes/clients/nouveau", restore)).Status);

        selling.Site.Time.Advance(TimeSpan.FromDays(31));
        jeanne = await selling.SignInAsync();
        Assert.DoesNotContain(restore, WebUtility.HtmlDecode((await jeanne.OpenAsync("/corbeille")).Html));
        var late = await jeanne.PressAsync("/ventes/clients/nouveau", restore);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("trente jours", late.Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Entries_purchases_and_claims_are_begun_again_from_an_older_one(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var entry = await desk.EntryAsync("625100", "512000", 10);
        var accountant = await desk.Site.SignInAsync("accountant");
        var copy = await accountant.OpenAsync("/journaux/nouvelle?copie=" + entry.Id);
        Assert.Equal("625100", copy.Field("Lines\\[0\\].Account"));
        Assert.Equal("10,00", copy.Field("Lines\\[1\\].Credit"));
        var dropped = await accountant.SendAsync("/journaux/nouvelle", ("act", "keep"), ("Label", "À revoir"));
        var number = dropped.Location!.Split('=')[1];
        await accountant.SendAsync(dropped.Location!, ("act", "drop"), ("Draft", number));
        Assert.Equal(0L, await desk.CountAsync("draft_entry"));
        Assert.Contains("Écriture, À revoir", (await accountant.OpenAsync("/corbeille")).Text);
        Assert.Equal(dropped.Location, (await accountant.PressAsync("/corbeille", "/corbeille?handler=restore&id=1"))
            .Location);
        Assert.Equal("À revoir", (await accountant.OpenAsync(dropped.Location!)).Field("Label"));
    }

    private static Task<long> QuoteAsync(SellingSite selling) => selling.Store.WriteAsync(async w =>
        (await SendQuote.StartAsync(w, new Quote
        {
            ActivityId = selling.Jeanne, CustomerId = selling.Customer, Date = SellingSite.Today,
            ValidUntil = SellingSite.Today, Subject = "Rideaux",
            Content = new SaleContent([TestCoop.Service(selling.Jeanne, 432.55m, 3)], Rate.Percent(5), "Un mot"),
        })).Id);

    /// <summary>The page without what is new at each drawing: the keys and tokens of its forms.</summary>
    private static string Lasting(Answer page) =>
        Regex.Replace(page.Html, "<input[^>]*name=\"(request|__RequestVerificationToken)\"[^>]*>", "");
}
