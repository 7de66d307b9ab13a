using System.Net;
using System.Security.Cryptography;
using Essaim.App.Documents;
using Essaim.App.Tests.Sales;
using Microsoft.Extensions.DependencyInjection;

namespace Essaim.App.Tests.Documents;

/// <summary>V5.4.3: where there is a scanner, nothing is shown before it has looked.</summary>
[Trait("Length", "Slow")]
public sealed class VirusScanTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_the_scanner_finds_clean_is_kept_and_what_it_finds_infected_loses_its_bytes(string engine)
    {
        await using var scanner = new ScannerSink();
        await using var selling = await SellingSite.StartAsync(engine, o => o with { VirusScanner = scanner.Place });
        var (jeanne, record) = await UploadTests.ClaimAsync(selling);
        var handing = await Handing.AtAsync(jeanne, record);
        var photo = FileSamples.Photograph(350_000);
        await handing.SendAsync("a.jpg", photo);
        Assert.Equal(photo, Assert.Single(scanner.Seen));
        Assert.Equal(photo, (await jeanne.FetchAsync("/documents/1")).Bytes);

        byte[] infected = [.. FileSamples.Jpeg, .. ScannerSink.Eicar];
        var said = Handing.Said(await handing.SendAsync("b.jpg", infected));
        Assert.Contains("Eicar-Test-Signature", said);
        Assert.Contains("n’a pas été gardé", said);
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/documents/2")).Status);
        Assert.Contains("Refusé", (await jeanne.OpenAsync(record)).Text);
        Assert.Equal(4L, await UploadTests.CountAsync(selling.Store, "document_piece"));
        // Sent again it is refused again; taken off, its row goes too.
        Assert.Contains("Eicar", Handing.Said(await handing.SendAsync("c.jpg", infected)));
        await handing.ChangeAsync(2, "Remove");
        Assert.Contains("est déjà là", Handing.Said(await handing.AnnounceAsync("a.jpg", photo.Length,
            SHA256.HashData(photo))));
        Assert.Equal(4L, await UploadTests.CountAsync(selling.Store, "document_piece"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task While_the_scanner_does_not_answer_a_document_waits_unseen_and_is_asked_about_again(string engine)
    {
        await using var scanner = new ScannerSink { Answer = _ => null };
        await using var selling = await SellingSite.StartAsync(engine, o => o with { VirusScanner = scanner.Place });
        var (jeanne, record) = await UploadTests.ClaimAsync(selling);
        var handing = await Handing.AtAsync(jeanne, record);
        Assert.Contains("En attente de vérification", (await handing.SendAsync("a.jpg", FileSamples.Jpeg)).Text);
        await handing.SendAsync("b.jpg", [.. FileSamples.Jpeg, .. ScannerSink.Eicar]);
        await handing.SendAsync("c.png", FileSamples.Png);
        var rounds = selling.Site.Services.GetRequiredService<DocumentRounds>();
        foreach (var answer in new[] { null, "", "stream: INSTREAM size limit exceeded. ERROR", "oui" })
        {
            scanner.Answer = _ => answer;
            Assert.Equal(0, await rounds.RoundAsync(default));
            foreach (var id in new[] { 1, 2, 3 })
                Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/documents/" + id)).Status);
        }

        // One that the scanner never answers for holds up no other.
        scanner.Answer = bytes => bytes.AsSpan().SequenceEqual(FileSamples.Jpeg) ? null
            : bytes.AsSpan().IndexOf(ScannerSink.Eicar) >= 0 ? "stream: Eicar FOUND" : "stream: OK";
        Assert.Equal(2, await rounds.RoundAsync(default));
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/documents/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/documents/2")).Status);
        Assert.Equal(FileSamples.Png, (await jeanne.FetchAsync("/documents/3")).Bytes);
        var page = (await jeanne.OpenAsync(record)).Text;
        Assert.Contains("En attente de vérification", page);
        Assert.Contains("Refusé", page);
    }

    [Fact]
    public async Task A_scanner_that_is_not_there_keeps_documents_waiting()
    {
        DnsEndPoint place;
        await using (var gone = new ScannerSink())
            place = gone.Place;
        await using var selling = await SellingSite.StartAsync("sqlite", o => o with { VirusScanner = place });
        var (jeanne, record) = await UploadTests.ClaimAsync(selling);
        var list = await (await Handing.AtAsync(jeanne, record)).SendAsync("a.jpg", FileSamples.Jpeg);
        Assert.Contains("En attente de vérification", list.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/documents/1")).Status);
    }
}
