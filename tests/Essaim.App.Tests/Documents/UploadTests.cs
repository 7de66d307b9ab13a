using System.Net;
using System.Security.Cryptography;
using Essaim.App.Data;
using Essaim.App.Data.Documents;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Documents;

/// <summary>A photograph on its way from a telephone, over networks as they are.</summary>
[Trait("Length", "Slow")]
public sealed class UploadTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_file_cut_in_the_middle_goes_on_from_there_and_is_kept_byte_for_byte(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var (jeanne, record) = await ClaimAsync(selling);
        var handing = await Handing.AtAsync(jeanne, record);
        var photo = FileSamples.Photograph(700_001);
        var (id, at) = await handing.BeginAsync("IMG 0012.jpg", photo);
        Assert.Equal(0, at);
        Assert.Equal(256_000, await handing.AddAsync(id, 0, photo[..256_000]));

        // The network is gone and comes back; the page was loaded anew, or another piece was sent too early.
        Assert.Equal((id, 256_000), await (await Handing.AtAsync(jeanne, record)).BeginAsync("IMG 0012.jpg", photo));
        Assert.Equal(256_000, await handing.ReceivedAsync(id));
        Assert.Equal(256_000, await handing.AddAsync(id, 600_000, photo[600_000..]));
        Assert.Equal(256_000, await handing.AddAsync(id, 0, photo[..256_000]));
        Assert.Contains("Il manque la fin", Handing.Said(await handing.FinishAsync(id)));
        Assert.Equal(512_000, await handing.AddAsync(id, 256_000, photo[256_000..512_000]));
        Assert.Equal(700_001, await handing.AddAsync(id, 512_000, photo[512_000..]));
        var list = await handing.FinishAsync(id);
        Assert.Contains("IMG 0012.jpg", list.Text);
        Assert.Equal(list.Text, (await handing.FinishAsync(id)).Text);

        var (response, bytes) = await jeanne.FetchAsync("/documents/" + id);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(photo, bytes);
        await using var db = selling.Store.Read();
        var kept = await db.KeptDocuments.SingleAsync();
        Assert.Equal(SHA256.HashData(photo), kept.Sha256);
        Assert.Equal(("jeanne", "image/jpeg", selling.Jeanne), (kept.MadeBy, kept.MediaType, kept.ActivityId));
        Assert.Equal(0L, Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM document_upload")));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Two_pieces_at_once_are_one_and_two_files_at_once_are_two(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var (jeanne, record) = await ClaimAsync(selling);
        var handing = await Handing.AtAsync(jeanne, record);
        byte[][] photos = [FileSamples.Photograph(400_000), FileSamples.Photograph(400_000, 2)];
        var ids = new long[2];
        for (var i = 0; i < 2; i++)
            ids[i] = (await handing.BeginAsync("image.jpg", photos[i])).Id;
        for (var at = 0; at < 400_000; at += 100_000)
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
                handing.AddAsync(ids[i % 2], at, photos[i % 2][at..(at + 100_000)]))), r =>
                Assert.Equal(at + 100_000, r));
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 6).Select(i => handing.FinishAsync(ids[i % 2]))),
            list => Assert.Equal(HttpStatusCode.OK, list.Status));
        for (var i = 0; i < 2; i++)
            Assert.Equal(photos[i], (await jeanne.FetchAsync("/documents/" + ids[i])).Bytes);
        await using var db = selling.Store.Read();
        Assert.Equal(2, await db.KeptDocuments.CountAsync());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Without_scripts_the_form_hands_in_the_whole_file_at_once(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var (jeanne, record) = await ClaimAsync(selling);
        var handing = await Handing.AtAsync(jeanne, record);
        var photo = FileSamples.Photograph(3_000_000);
        var sent = await handing.PostAsync("reçu du train.jpg", photo);
        Assert.Equal(record + "#justificatifs", sent.Location);
        var page = await jeanne.OpenAsync(record);
        Assert.Contains("Justificatif joint.", page.Text);
        Assert.Contains("reçu du train.jpg", page.Text);
        Assert.Equal(photo, (await jeanne.FetchAsync("/documents/1")).Bytes);

        var again = await handing.PostAsync("autre nom.jpg", photo);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("Ce justificatif est déjà là.", again.Text);
        var empty = await jeanne.SendAsync(handing.Address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Contains("choisissez le fichier", empty.Text);
        var page2 = await handing.PostAsync("photo.jpg", FileSamples.Page);
        Assert.Contains("On accepte : un PDF, une photo", page2.Text.Replace('\u00a0', ' '));
        await using var db = selling.Store.Read();
        Assert.Equal(1, await db.KeptDocuments.CountAsync());
        Assert.Equal(0L, Convert.ToInt64(await db.ScalarAsync(
            "SELECT count(*) FROM document_piece WHERE document_id <> 1")));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_same_bytes_are_kept_once_on_a_record_and_said_to_be_on_two(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var (jeanne, october) = await ClaimAsync(selling, "2026-10");
        var (_, november) = await ClaimAsync(selling);
        var (first, second) = (await Handing.AtAsync(jeanne, october), await Handing.AtAsync(jeanne, november));
        Assert.DoesNotContain("Joint aussi ailleurs", (await first.SendAsync("a.jpg", FileSamples.Jpeg)).Text);
        Assert.Contains("est déjà là", Handing.Said(await first.AnnounceAsync("b.jpg", FileSamples.Jpeg.Length,
            SHA256.HashData(FileSamples.Jpeg))));
        var (id, _) = await first.BeginAsync("c.jpg", FileSamples.Jpeg, hashed: false);
        await first.AddAsync(id, 0, FileSamples.Jpeg);
        Assert.Contains("est déjà là", Handing.Said(await first.FinishAsync(id)));

        var listed = await second.SendAsync("a.jpg", FileSamples.Jpeg);
        Assert.Contains("Joint aussi ailleurs", listed.Text);
        Assert.Contains($"href=\"{october}\"", listed.Html);
        // Ali learns that these bytes are known, not whose they are.
        var (ali, his) = await ClaimAsync(selling, "2026-11", "ali");
        listed = await (await Handing.AtAsync(ali, his)).SendAsync("a.jpg", FileSamples.Jpeg);
        Assert.Contains("Joint aussi ailleurs", listed.Text);
        Assert.DoesNotContain($"href=\"{october}\"", listed.Html);
        await using var db = selling.Store.Read();
        Assert.Equal(3, await db.KeptDocuments.CountAsync());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_too_large_empty_or_not_what_was_announced_is_refused_and_leaves_nothing(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var (jeanne, record) = await ClaimAsync(selling);
        var handing = await Handing.AtAsync(jeanne, record);
        Assert.Contains("15 au plus", Handing.Said(await handing.AnnounceAsync("a.jpg", ReceiveDocument.Largest + 1)));
        Assert.Contains("est vide", Handing.Said(await handing.AnnounceAsync("a.jpg", 0)));
        var photo = FileSamples.Photograph(100_000);
        var (id, _) = await handing.BeginAsync("a.jpg", photo);
        foreach (var wrong in new[] { new byte[100_001], new byte[100], new byte[ReceiveDocument.LargestPiece + 1] })
            Assert.Contains("taille annoncée", Handing.Said(await handing.PieceAsync(id, 0, wrong)));
        Assert.Equal(0, await handing.ReceivedAsync(id));
        await handing.AddAsync(id, 0, FileSamples.Photograph(100_000, 2));
        Assert.Contains("a changé pendant l’envoi", Handing.Said(await handing.FinishAsync(id)));
        Assert.Equal(HttpStatusCode.NotFound, (await handing.PieceAsync(id, 0, photo)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await handing.FinishAsync(id)).Status);
        (id, _) = await handing.BeginAsync("photo.jpg", FileSamples.Page);
        await handing.AddAsync(id, 0, FileSamples.Page);
        Assert.Contains("On accepte", Handing.Said(await handing.FinishAsync(id)));
        foreach (var table in new[] { "document_upload", "document_piece", "kept_document" })
            Assert.Equal(0L, await CountAsync(selling.Store, table));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_nobody_went_on_with_for_two_days_goes_and_so_does_the_oldest_of_too_many(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var (jeanne, record) = await ClaimAsync(selling);
        var handing = await Handing.AtAsync(jeanne, record);
        for (var i = 0; i <= ReceiveDocument.MostOpen; i++)
        {
            var photo = FileSamples.Photograph(60_000, i);
            await handing.AddAsync((await handing.BeginAsync("a.jpg", photo)).Id, 0, photo[..50_000]);
        }
        Assert.Equal(ReceiveDocument.MostOpen, await CountAsync(selling.Store, "document_upload"));
        Assert.Equal(ReceiveDocument.MostOpen, await CountAsync(selling.Store, "document_piece"));
        selling.Site.Time.Advance(ReceiveDocument.Patience + TimeSpan.FromMinutes(1));
        jeanne = await selling.SignInAsync();
        await (await Handing.AtAsync(jeanne, record)).BeginAsync("b.jpg", FileSamples.Jpeg);
        Assert.Equal(1L, await CountAsync(selling.Store, "document_upload"));
        Assert.Equal(0L, await CountAsync(selling.Store, "document_piece"));
    }

    [Fact]
    public async Task A_full_disk_is_said_and_the_file_goes_on_once_there_is_room()
    {
        await using var selling = await SellingSite.StartAsync();
        var (jeanne, record) = await ClaimAsync(selling);
        var handing = await Handing.AtAsync(jeanne, record);
        var photo = FileSamples.Photograph(900_000);
        var (id, at) = await handing.BeginAsync("a.jpg", photo);
        at = await handing.AddAsync(id, at, photo[..300_000]);
        await LimitAsync("10");
        Assert.StartsWith("Le disque est plein", Handing.Said(await handing.PieceAsync(id, at, photo[300_000..])));
        await LimitAsync("1073741823");
        Assert.Equal(300_000, await handing.ReceivedAsync(id));
        await handing.AddAsync(id, at, photo[300_000..]);
        Assert.Contains("a.jpg", (await handing.FinishAsync(id)).Text);

        Task LimitAsync(string pages) => selling.Store.WriteAsync(w =>
            w.Connection.ExecuteAsync($"PRAGMA max_page_count = {pages}", w.Transaction));
    }

    /// <summary>A claim of this month, or the one that is there.</summary>
    internal static async Task<(Browser Browser, string Record)> ClaimAsync(
        SellingSite selling, string month = "2026-11", string login = "jeanne")
    {
        var browser = await selling.SignInAsync(login);
        return (browser, (await browser.SendAsync("/depenses", ("ForMonth", month))).Location!);
    }

    internal static async Task<long> CountAsync(Store store, string table)
    {
        await using var db = store.Read();
        return Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM " + table));
    }
}
