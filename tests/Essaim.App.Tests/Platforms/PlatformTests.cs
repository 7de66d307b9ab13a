using Essaim.App.Data.Activities;
using Essaim.App.Data.Purchases;
using Essaim.App.Platforms;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Mail;
using Essaim.App.Tests.Purchases;
using Essaim.App.Tests.Web;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Essaim.App.Tests.Platforms;

/// <summary>What the approved platform delivers, and what it is told.</summary>
public sealed class PlatformTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_lies_in_the_folder_is_taken_once_and_what_is_no_invoice_is_put_aside_with_the_reason(
        string engine)
    {
        await using var office = await OpenAsync(engine);
        var (folder, rounds) = Begin(office, out _);
        using var running = rounds;
        var bytes = new SupplierFile().Bytes;
        await File.WriteAllBytesAsync(Path.Combine(folder, "inbox", "a.xml"), bytes);
        await File.WriteAllBytesAsync(Path.Combine(folder, "inbox", "b.xml"), bytes);
        await File.WriteAllTextAsync(Path.Combine(folder, "inbox", "c.xml"), "<rien/>");
        await File.WriteAllTextAsync(Path.Combine(folder, "inbox", "d.xml.part"), "pas fini");

        await rounds.RoundAsync(default);
        await rounds.RoundAsync(default);

        await using var db = office.Store.Read();
        Assert.Equal(InvoiceOrigin.Platform, (await db.ReceivedInvoices.SingleAsync()).Origin);
        Assert.Equal(["d.xml.part"], Names(folder, "inbox"));
        Assert.Equal(["a.xml", "b.xml"], Names(folder, "taken"));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(folder, "taken", "a.xml")));
        Assert.Equal(["c.xml", "c.xml.txt"], Names(folder, "unread"));
        var unread = await db.UnreadDeliveries.SingleAsync();
        Assert.Equal("c.xml", unread.Name);
        Assert.Equal(unread.Sentence, await File.ReadAllTextAsync(Path.Combine(folder, "unread", "c.xml.txt")));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_status_of_a_delivered_invoice_is_told_once_it_is_stored_and_in_order(string engine)
    {
        await using var office = await OpenAsync(engine);
        var (folder, rounds) = Begin(office, out var platform);
        using var running = rounds;
        await File.WriteAllBytesAsync(Path.Combine(folder, "inbox", "a.xml"), new SupplierFile().Bytes);
        await rounds.RoundAsync(default);
        await SetAsync(office, ReceivedInvoiceStatus.TakenOn, null);
        await SetAsync(office, ReceivedInvoiceStatus.Disputed, "QTE_ERR");

        platform.Failing = 1;
        await rounds.RoundAsync(default);
        await rounds.RoundAsync(default);
        Assert.Empty(platform.Told);
        for (var minute = 0; minute < 3; minute++)
        {
            office.Time.Advance(TimeSpan.FromMinutes(2));
            await rounds.RoundAsync(default);
        }

        Assert.Equal([204, 207], platform.Told);
        var files = Directory.GetFiles(Path.Combine(folder, "outbox"), "*.xml").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, files.Count);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "outbox"), "*.new"));
        var message = LifeCycleXml.Read(await File.ReadAllBytesAsync(files[1]))!;
        Assert.Equal((207, "QTE_ERR", "F-77", new Siren("303265045"), new DateOnly(2026, 11, 2)),
            (message.Status, message.Reason, message.Invoice, message.Seller!.Value, message.InvoiceDate!.Value));
        await using var db = office.Store.Read();
        Assert.Equal([TellingState.Kept, TellingState.Sent, TellingState.Sent],
            (await db.ReceivedStatuses.OrderBy(s => s.Id).ToListAsync()).Select(s => s.State));
    }

    [Fact]
    public async Task An_invoice_that_came_by_hand_tells_the_platform_nothing()
    {
        await using var office = await OpenAsync("sqlite");
        var (_, rounds) = Begin(office, out var platform);
        using var running = rounds;
        await office.Store.WriteAsync(w => TakeReceivedInvoice.TakeAsync(w, ReceivedFile.Read("facture.xml",
            new SupplierFile().Bytes), InvoiceOrigin.Page, new("Claire", 1)));
        await SetAsync(office, ReceivedInvoiceStatus.TakenOn, null);
        await rounds.RoundAsync(default);
        Assert.Empty(platform.Told);
    }

    [Theory]
    [InlineData("../../../ailleurs.xml")]
    [InlineData("/etc/ailleurs.xml")]
    public async Task A_name_leads_nowhere_else(string name)
    {
        var folder = Directory.CreateTempSubdirectory("essaim-platform-").FullName;
        var platform = new FolderPlatform(folder);
        await platform.WaitingAsync("etabli", 10, default);
        await platform.UnreadAsync("etabli", new PlatformFile(name, name), "Non.", default);
        Assert.Equal(["ailleurs.xml.txt"], Names(Path.Combine(folder, "platform", "etabli"), "unread"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_could_not_be_read_is_told_on_the_page()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await desk.Store.WriteAsync(async w =>
        {
            w.Db.UnreadDeliveries.Add(new UnreadDelivery { Name = "c.xml", Sentence = "Illisible.", MadeAt = w.Now });
            await w.SaveAsync();
        });
        var list = await (await desk.Site.SignInAsync("accountant")).OpenAsync("/achats/recues");
        Assert.Contains("La plateforme a livré un fichier illisible.", list.Text);
        Assert.Contains("c.xml", list.Text);
    }

    private static async Task<PostOffice> OpenAsync(string engine)
    {
        var office = await PostOffice.OpenAsync(engine);
        await CoopSetup.CreateAsync(office.Store, TestCoop.SomeCoop(), new DateOnly(2026, 1, 1));
        return office;
    }

    private static (string Folder, PlatformRounds Rounds) Begin(PostOffice office, out Listening platform)
    {
        var installation = office.Installation;
        platform = new Listening(new FolderPlatform(installation.DataFolder));
        var folder = Path.Combine(installation.DataFolder, "platform", "etabli");
        Directory.CreateDirectory(Path.Combine(folder, "inbox"));
        return (folder, new PlatformRounds(installation, platform, KeptSamples.NoScan,
            NullLogger<PlatformRounds>.Instance));
    }

    private static Task SetAsync(PostOffice office, ReceivedInvoiceStatus status, string? reason) =>
        office.Store.WriteAsync(w => SetReceivedStatus.SetAsync(w, 1, status,
            status.Reasons.FirstOrDefault(r => r.Code == reason), "", "Claire"));

    private static string[] Names(string folder, string part) =>
        [.. Directory.GetFiles(Path.Combine(folder, part)).Select(f => Path.GetFileName(f)).Order(
            StringComparer.Ordinal)];

    /// <summary>The folder, and what it was told; it fails as often as a test says.</summary>
    private sealed class Listening(FolderPlatform folder) : IApprovedPlatform
    {
        public int Failing { get; set; }
        public List<int> Told { get; } = [];

        public Task<IReadOnlyList<PlatformFile>> WaitingAsync(string coop, int most, CancellationToken cancel) =>
            folder.WaitingAsync(coop, most, cancel);

        public Task<byte[]> ReadAsync(string coop, PlatformFile file, CancellationToken cancel) =>
            folder.ReadAsync(coop, file, cancel);

        public Task TakenAsync(string coop, PlatformFile file, CancellationToken cancel) =>
            folder.TakenAsync(coop, file, cancel);

        public Task UnreadAsync(string coop, PlatformFile file, string sentence, CancellationToken cancel) =>
            folder.UnreadAsync(coop, file, sentence, cancel);

        public Task<PlatformAnswer> SendAsync(string coop, OutgoingFile file, bool isAgain, CancellationToken cancel) =>
            folder.SendAsync(coop, file, isAgain, cancel);

        public async Task<PlatformAnswer> TellAsync(
            string coop, StatusMessage message, bool isAgain, CancellationToken cancel)
        {
            if (Failing-- > 0)
                throw new IOException("Le disque est plein.");
            Told.Add(message.Status.Code);
            return await folder.TellAsync(coop, message, isAgain, cancel);
        }
    }
}
