using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Sending;
using Essaim.App.Platforms;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using static Essaim.App.Tests.Platforms.SendingOffice;

namespace Essaim.App.Tests.Platforms;

/// <summary>What is issued leaves through the approved platform, once, however it fails, and lives its life there.
/// </summary>
public sealed class SendingTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_the_law_sends_leaves_once_through_a_day_of_trouble_and_nothing_else_leaves(string engine)
    {
        await using var office = await OpenAsync(engine);
        var first = await office.IssueAsync(office.Company, office.Line(100));
        await office.IssueAsync(office.Person, office.Line(50));
        var training = TestCoop.Service(office.Activity, 80) with
        {
            Vat = new VatTreatment("formation", "Formation", Rate.Zero, "E", "VATEX-FR-CGI261-4", "TVA non applicable"),
        };
        await office.IssueAsync(office.Company, training);
        var second = await office.IssueAsync(office.Company, office.Line(200));
        foreach (var fault in new[] { "503", "503", "429", "503", "lost", "nonsense", "cut" })
            office.Server.Faults.Enqueue(fault);

        // The token ends in the middle, and the platform is down most of a day.
        await office.RoundsAsync(3, TimeSpan.FromHours(6));
        office.Server.Revoke();
        await office.RoundsAsync(30, TimeSpan.FromHours(6));

        Assert.Equal([first.Number + ".pdf", second.Number + ".pdf"],
            office.Server.Out("CustomerInvoice").Select(f => f.Name).Order());
        var kept = await KeepIssuedFile.KeepAsync(office.Store, first);
        Assert.Equal(kept.Bytes, office.Server.Out("CustomerInvoice").Single(f => f.Name == kept.Name).Content);
        await using var db = office.Store.Read();
        Assert.All(await db.SentInvoices.ToListAsync(), s => Assert.Equal(SendingState.Sent, s.State));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_refused_invoice_is_cancelled_inside_and_made_again_under_another_number(string engine)
    {
        await using var office = await OpenAsync(engine);
        var invoice = await office.IssueAsync(office.Company, office.Line(100));
        await office.RoundsAsync(1);
        // Late, twice, in disorder, and about an invoice that nobody knows.
        office.Server.Put(Heard(210, invoice, "d", "20261123140000"), At(4), "CustomerInvoiceLC");
        office.Server.Put(Heard(203, invoice, "b", "20261123120000"), At(5), "CustomerInvoiceLC");
        office.Server.Put(Heard(204, invoice, "c", "20261123130000"), At(6), "CustomerInvoiceLC");
        office.Server.Put(Heard(210, invoice, "d", "20261123140000"), At(7), "CustomerInvoiceLC");
        office.Server.Put(Heard(200, invoice, "e", "20261123110000", "F2026-0999"), At(8), "CustomerInvoiceLC");
        await office.RoundsAsync(2);

        await using (var db = office.Store.Read())
        {
            Assert.Equal([203, 204, 210], (await db.SentStatuses.ToListAsync()).Select(s => s.Status.Code).Order());
            Assert.Equal(210, (await db.SentInvoices.SingleAsync()).Status);
            Assert.Equal(
                "Ce message parle de la facture F2026-0999, qui n’est pas dans ce que la coopérative a envoyé.",
                (await db.UnreadDeliveries.SingleAsync()).Sentence);
        }
        var draft = await office.Store.WriteAsync(w => RedoInvoice.RedoAsync(w, invoice, TestCoop.Law, Today));
        await Assert.ThrowsAsync<BrokenRuleException>(() => office.Store.WriteAsync(w =>
            RedoInvoice.RedoAsync(w, invoice, TestCoop.Law, Today)));
        var again = await office.Store.WriteAsync(w => IssueDraft.IssueAsync(w, draft.Id, invoice.Total, TestCoop.Law,
            Today));
        await office.RoundsAsync(2);

        Assert.Equal(("F2026-0001", "F2026-0002"), (invoice.Number, again.Number));
        // The credit note is in the books and on no platform.
        Assert.Equal(["F2026-0001.pdf", "F2026-0002.pdf"],
            office.Server.Out("CustomerInvoice").Select(f => f.Name).Order());
        await using var after = office.Store.Read();
        Assert.Equal("AV2026-0001", (await after.Invoices.SingleAsync(i => i.CreditsInvoiceId == invoice.Id)).Number);
        Assert.Equal(Money.Euros(120), (await (await after.BooksAsync()).Items.OpenAsync(office.Activity,
            Domain.Ledger.Accounts.Customers)).Sum(i => i.Remaining));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Money_of_services_is_told_by_rate_and_undone_money_below_zero(string engine)
    {
        await using var office = await OpenAsync(engine);
        // 100 at 20 % and 200 at 10 % of services, 50 at 20 % of goods: 120, 220 and 60.
        var invoice = await office.IssueAsync(office.Company, office.Line(100), office.Line(200, 10),
            office.Line(50, 20, SupplyKind.Goods));
        var goods = await office.IssueAsync(office.Company, office.Line(30, 20, SupplyKind.Goods));
        var part = await office.Store.WriteAsync(w =>
            RecordReceipt.RecordAsync(w, invoice.Id, Money.Euros(100), Today, "virement"));
        await office.Store.WriteAsync(w => ReverseEntry.ReverseAsync(w, part.EntryId, Today, "chèque impayé"));
        await office.Store.WriteAsync(w =>
            RecordReceipt.RecordAsync(w, invoice.Id, Money.Euros(400), Today, "virement"));
        await office.Store.WriteAsync(w =>
            RecordReceipt.RecordAsync(w, goods.Id, Money.Euros(36), Today, "virement"));
        await office.RoundsAsync(3);

        var told = office.Server.Out("CustomerInvoiceLC").Select(f => Cashed(f.Content)).ToList();
        // 100 of 400: 30 of the services at 20 %, 55 of those at 10 %, the rest is goods.
        Assert.Equal(["10=55.00 20=30.00", "10=-55.00 20=-30.00", "10=220.00 20=120.00"], told);
        await using var db = office.Store.Read();
        Assert.All(await db.SentStatuses.ToListAsync(), s => Assert.Equal(TellingState.Sent, s.State));
        // The part that was told of goods is kept too: all of the invoice came.
        Assert.Equal(Money.Euros(436), (await db.Cashings.ToListAsync()).Sum(c => c.Amount));
    }

    [Fact]
    public async Task An_invoice_issued_before_leaves_by_hand_and_what_was_paid_of_it_is_told_then()
    {
        await using var office = await OpenAsync("sqlite", sends: false);
        var invoice = await office.IssueAsync(office.Company, office.Line(100));
        var person = await office.IssueAsync(office.Person, office.Line(50));
        await office.Store.WriteAsync(w =>
            RecordReceipt.RecordAsync(w, invoice.Id, Money.Euros(120), Today, "virement"));
        await office.RoundsAsync(1);
        Assert.Empty(office.Server.Flows);

        await office.Store.WriteAsync(w => QueueInvoice.ByHandAsync(w, invoice, "Jeanne"));
        await Assert.ThrowsAsync<BrokenRuleException>(() =>
            office.Store.WriteAsync(w => QueueInvoice.ByHandAsync(w, invoice, "Jeanne")));
        await Assert.ThrowsAsync<BrokenRuleException>(() =>
            office.Store.WriteAsync(w => QueueInvoice.ByHandAsync(w, person, "Jeanne")));
        await office.RoundsAsync(2);
        Assert.Single(office.Server.Out("CustomerInvoice"));
        Assert.Equal("20=120.00", Cashed(Assert.Single(office.Server.Out("CustomerInvoiceLC")).Content));
    }

    [Fact]
    public async Task A_file_that_the_platform_would_not_have_is_told_and_leaves_again_under_its_number()
    {
        await using var office = await OpenAsync("sqlite");
        var invoice = await office.IssueAsync(office.Company, office.Line(100));
        await office.RoundsAsync(1);
        office.Server.Out("CustomerInvoice").Single().Ack = "Error";
        await office.RoundsAsync(1);
        await using (var db = office.Store.Read())
            Assert.Equal((SendingState.Refused, "Refusé par la plateforme. InvoiceLCInvalidStatus : statut inattendu"),
                (await db.SentInvoices.Select(s => new ValueTuple<SendingState, string>(s.State, s.Answer))
                    .SingleAsync()));
        await office.Store.WriteAsync(w => QueueInvoice.AgainAsync(w, invoice.Id));
        await office.RoundsAsync(3);
        var tracked = office.Server.Out("CustomerInvoice").ToList();
        Assert.Equal(2, tracked.Count);
        Assert.Equal(tracked[0].TrackingId, tracked[1].TrackingId);
        await using var after = office.Store.Read();
        Assert.Equal(SendingState.Sent, (await after.SentInvoices.SingleAsync()).State);
    }

    [Fact]
    public async Task An_invoice_paid_at_once_says_so_and_its_money_is_told_by_the_invoice_itself()
    {
        await using var office = await OpenAsync("sqlite");
        await office.Store.WriteAsync(async w => (await w.Db.Customers.SingleAsync(c => c.Id == office.Company.Id))
            .DeliveryAddress = "Atelier du fond\n3 cour des Voraces");
        var draft = await office.Store.WriteAsync(w => KeepDraft.CopyAsync(w, office.Activity, office.Company.Id,
            new SaleContent([office.Line(100)], Rate.Zero, "")));
        var invoice = await office.Store.WriteAsync(w => IssueDraft.IssueAsync(w, draft.Id, Money.Euros(120),
            TestCoop.Law, Today, "carte"));
        await office.RoundsAsync(2);

        foreach (var format in new[] { EInvoiceFormat.Cii, EInvoiceFormat.Ubl })
        {
            var file = await IssuedEInvoice.FileAsync(office.Store, invoice, format);
            var said = EInvoiceReader.Read(file.Bytes).Invoice;
            Assert.Equal(("S2", 120m, 0m, Today), (said.BusinessProcess, said.Totals.Prepaid, said.Totals.Due,
                said.DueDate));
            Assert.Equal(["Atelier du fond", "3 cour des Voraces", "FR"],
                [.. said.DeliveryLines, said.DeliveryCountry]);
        }
        Assert.Single(office.Server.Out("CustomerInvoice"));
        Assert.Empty(office.Server.Out("CustomerInvoiceLC"));
        await using var db = office.Store.Read();
        Assert.Equal("carte", (await db.Receipts.SingleAsync()).Method);
        Assert.Equal(Money.Zero, (await InvoiceStory.ReadAsync(db, invoice)).Open);
        var text = Documents.PaperReader.Text((await KeepIssuedFile.KeepAsync(office.Store, invoice)).Bytes);
        Assert.Contains(Documents.PaperReader.AsRead("Payée le 23 novembre 2026, par carte."), text);
        Assert.DoesNotContain("IBAN", text);
    }

    /// <summary>Whatever the order of issues, rounds, faults and crashes: each invoice is there exactly once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Any_interleaving_of_issues_rounds_and_cuts_hands_each_invoice_over_exactly_once(int seed)
    {
        await using var office = await OpenAsync("sqlite");
        var (random, issued) = (new Random(seed), new List<string>());
        string[] faults = ["503", "429", "lost", "lost", "cut", "nonsense", "401"];
        for (var step = 0; step < 40; step++)
            switch (random.Next(6))
            {
                case 0 or 1:
                    issued.Add((await office.IssueAsync(office.Company, office.Line(random.Next(1, 900)))).Number);
                    break;
                case 2:
                    office.Server.Faults.Enqueue(faults[random.Next(faults.Length)]);
                    break;
                case 3:
                    // Killed after the platform took it and before the row says so.
                    office.Restart(new Dying(new ChosenPlatform(office.Office.Installation,
                        new FlowPlatform(office.Office.Installation, office.Server.Client()))));
                    try
                    {
                        await office.RoundsAsync(1);
                    }
                    catch (Killed)
                    {
                        // The next start finds the row waiting, and asks the platform.
                    }
                    office.Restart();
                    break;
                default:
                    await office.RoundsAsync(1);
                    break;
            }
        office.Server.Faults.Clear();
        await office.RoundsAsync(12, TimeSpan.FromHours(13));
        Assert.NotEmpty(issued);
        Assert.Equal(issued.Select(n => n + ".pdf"),
            office.Server.Out("CustomerInvoice").Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    private static string Cashed(byte[] message) => string.Join(' ', System.Xml.Linq.XElement.Load(
        new MemoryStream(message)).Descendants().Where(e => e.Name.LocalName == "SpecifiedDocumentCharacteristic")
        .Select(e => $"{Of(e, "ValuePercent")}={Of(e, "ValueAmount")}").Order());

    private static string Of(System.Xml.Linq.XElement part, string name) =>
        part.Elements().Single(e => e.Name.LocalName == name).Value;

    private static DateTimeOffset At(int minutes) => new(2026, 11, 23, 10, minutes, 0, TimeSpan.Zero);

    private static byte[] Heard(int status, Invoice invoice, string id, string at, string? number = null)
    {
        var set = ReceivedInvoiceStatus.Of(status);
        var moment = $"{at[..4]}-{at[4..6]}-{at[6..8]}T{at[8..10]}:00:00.000Z";
        return LifeCycleXml.Write(new StatusMessage(id, new StatusParty(new Siren(BuyerSiren), "Théâtre", null),
            new StatusParty(new Siren("303265045"), "L’Établi", null),
            new StatusInvoice(number ?? invoice.Number, "380", invoice.Date, "2026-11-23T09:30:00.000Z"), set,
            set.Reasons.FirstOrDefault(), "", moment));
    }

    private sealed class Killed : Exception;

    /// <summary>The process ends once the platform has the file.</summary>
    private sealed class Dying(IApprovedPlatform platform) : IApprovedPlatform
    {
        public Task<IReadOnlyList<PlatformFile>> WaitingAsync(string coop, int most, CancellationToken cancel) =>
            platform.WaitingAsync(coop, most, cancel);

        public Task<byte[]> ReadAsync(string coop, PlatformFile file, CancellationToken cancel) =>
            platform.ReadAsync(coop, file, cancel);

        public Task TakenAsync(string coop, PlatformFile file, CancellationToken cancel) =>
            platform.TakenAsync(coop, file, cancel);

        public Task UnreadAsync(string coop, PlatformFile file, string sentence, CancellationToken cancel) =>
            platform.UnreadAsync(coop, file, sentence, cancel);

        public async Task<PlatformAnswer> SendAsync(
            string coop, OutgoingFile file, bool isAgain, CancellationToken cancel)
        {
            await platform.SendAsync(coop, file, isAgain, cancel);
            throw new Killed();
        }

        public Task<PlatformAnswer> TellAsync(
            string coop, StatusMessage message, bool isAgain, CancellationToken cancel) =>
            platform.TellAsync(coop, message, isAgain, cancel);
    }
}
