using System.Net;
using System.Net.Http.Headers;
using Essaim.App.Identity;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Api;

public sealed class DocumentApiTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_same_receipt_sent_many_times_at_once_is_one_document(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        using var program = await OfJeanneAsync(selling);
        var claim = (await program.PostAsync("expense-claims", new { activity = "jeanne", month = "2026-11" })).Id;
        var path = $"expense-claims/{claim}/documents?file=recu.jpg";
        var first = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            program.PostAsync(path, FileSamples.Jpeg, "cle-1")));
        Assert.All(first, a => Assert.Equal((HttpStatusCode.Created, first[0].Text), (a.Status, a.Text)));
        Assert.Equal(first[0].Id, (await program.PostAsync(path, FileSamples.Jpeg, "cle-2")).Id);
        Assert.Contains("a déjà servi", (await program.PostAsync(path, FileSamples.Png, "cle-1")).Sentence);
        await using var db = selling.Store.Read();
        Assert.Equal((1, 0), (await db.KeptDocuments.CountAsync(), await db.DocumentUploads.CountAsync()));
    }

    [Fact]
    public async Task A_document_is_given_with_the_heads_of_its_page()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var token = await ApiClient.TokenAsync(jeanne, nameof(Capability.SeeOwnActivity),
            nameof(Capability.SellForActivity));
        using var program = new ApiClient(jeanne.Address, token);
        var claim = (await program.PostAsync("expense-claims", new { activity = "jeanne", month = "2026-11" })).Id;
        var document = (await program.PostAsync($"expense-claims/{claim}/documents?file=../../x.jpg",
            FileSamples.Jpeg)).Id;
        using var http = new HttpClient { BaseAddress = jeanne.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync($"/api/v1/documents/{document}");
        var page = await jeanne.OpenAsync($"/documents/{document}");
        Assert.Equal(FileSamples.Jpeg, await answer.Content.ReadAsByteArrayAsync());
        foreach (var head in new[] { "Content-Security-Policy", "X-Content-Type-Options" })
            Assert.Equal(page.Response.Headers.GetValues(head), answer.Headers.GetValues(head));
        Assert.Equal(page.Response.Content.Headers.ContentDisposition, answer.Content.Headers.ContentDisposition);
    }

    [Fact]
    public async Task A_file_that_is_too_large_says_so_and_a_booked_purchase_is_not_seen_with_a_sellers_token()
    {
        await using var selling = await SellingSite.StartAsync();
        using var program = await OfJeanneAsync(selling);
        using var books = await ApiClient.OfAsync(await ApiStory.ManagerAsync(selling), ApiStory.Everything);
        var purchase = (await books.PostAsync("purchases", new
        {
            number = "A-17", date = "2026-11-02", supplierName = "Mercerie",
            lines = new[] { new { account = "604000", activity = "jeanne", description = "Fil", net = 10, vat = 2 } },
        })).Id;
        var path = $"purchases/{purchase}/documents?file=facture.jpg";
        var kept = (await books.PostAsync(path, FileSamples.Jpeg)).Id;
        Assert.Contains("pèse", (await books.PostAsync(path, new byte[(16 << 20) + 1])).Sentence);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync($"documents/{kept}")).Status);
    }

    private static async Task<ApiClient> OfJeanneAsync(SellingSite selling) => await ApiClient.OfAsync(
        await selling.SignInAsync(), nameof(Capability.SeeOwnActivity), nameof(Capability.SellForActivity));
}
