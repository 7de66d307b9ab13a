using System.Text;
using Essaim.App.Data;
using Essaim.App.Data.Purchases.Mailed;
using Essaim.App.Jobs;
using Essaim.App.Mail;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Web;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Xunit;

namespace Essaim.App.Tests.Purchases;

/// <summary>Invoices that suppliers and members mail in.</summary>
public sealed class MailedTests
{
    private const string List = "/achats/courriels";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_suppliers_mail_lands_at_its_activity_and_its_paper_becomes_a_purchase_once(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");
        await desk.Store.WriteAsync(async w =>
        {
            var supplier = new Supplier { Name = "Fil et Compagnie", Email = new EmailAddress("fil@exemple.fr") };
            await Essaim.App.Data.Purchases.EnterSupplier.EnterAsync(w, supplier);
        });
        var mail = Mail("fil@exemple.fr", "factures+jeanne@etabli.example", ("facture.pdf", FileSamples.Pdf),
            ("electronique.xml", new SupplierFile().Bytes), ("virus.exe", "MZ"u8.ToArray()));

        Assert.NotNull(await KeepAsync(desk, mail));
        Assert.Null(await KeepAsync(desk, mail));
        await RoundAsync(desk);
        await RoundAsync(desk);

        Assert.Equal((1L, 3L, 1L), (await desk.CountAsync("mailed_message"), await desk.CountAsync("mailed_paper"),
            await desk.CountAsync("received_invoice")));
        var page = await accountant.OpenAsync(List);
        Assert.Contains("N’est ni un PDF", page.Text);
        Assert.Contains("Enseigne jeanne", page.Text);
        Assert.Equal(FileSamples.Pdf, (await accountant.FetchAsync(List + "?handler=File&id=1")).Bytes);
        var form = await accountant.OpenAsync("/achats/nouvelle?courriel=1");
        Assert.Contains("<option value=\"1\" selected>Fil et Compagnie", form.Html);
        Assert.Contains("<option value=\"jeanne\" selected=\"selected\">", form.Html);
        (string, string)[] typed =
        [
            ("SupplierId", "1"), ("Number", "F-9"), ("On", "02/11/2026"), ("Due", ""), ("act", "save"), ("Mailed", "1"),
            ("Lines[0].Activity", "jeanne"), ("Lines[0].Account", "604000"), ("Lines[0].Description", "Couture"),
            ("Lines[0].Net", "100"), ("Lines[0].Vat", "20"), ("Lines[0].When", ""),
        ];
        Assert.Equal("/achats/1", (await accountant.SendAsync("/achats/nouvelle", typed)).Location);
        Assert.Contains("a déjà son achat", (await accountant.SendAsync("/achats/nouvelle",
            [.. typed.Where(f => f.Item1 != "Number"), ("Number", "F-10")])).Text);

        await using var db = desk.Store.Read();
        Assert.Equal(desk.Jeanne, (await db.ReceivedInvoices.SingleAsync()).ActivityId);
        Assert.Equal(("purchase", 1L), await db.KeptDocuments.Where(d => d.OwnerKind == "purchase")
            .Select(d => new ValueTuple<string, long>(d.OwnerKind, d.OwnerId)).SingleAsync());
        Assert.Equal(1L, await desk.CountAsync("purchase"));
        await ReceivedPagesTests.AssertBooksAsync(desk);
    }

    [Fact]
    public async Task A_mail_of_somebody_unknown_waits_whole_until_it_is_accepted_or_put_aside()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var accountant = await desk.Site.SignInAsync("accountant");
        await KeepAsync(desk, Mail("inconnu@exemple.fr", "factures@etabli.example", ("facture.pdf", FileSamples.Pdf)));
        await KeepAsync(desk, Mail("autre@exemple.fr", "factures@etabli.example", ("facture.pdf", FileSamples.Pdf)));
        await RoundAsync(desk);
        Assert.Contains("Expéditeur inconnu", (await accountant.OpenAsync(List)).Text);
        Assert.Equal(0L, await desk.CountAsync("mailed_paper"));

        await accountant.PressAsync(List, List + "?handler=Dismiss&id=2");
        await accountant.PressAsync(List, List + "?handler=Accept&id=1");
        await RoundAsync(desk);

        await using var db = desk.Store.Read();
        Assert.Equal([MailedState.Taken, MailedState.Dismissed],
            await db.MailedMessages.OrderBy(m => m.Id).Select(m => m.State).ToListAsync());
        Assert.Equal([true, false], await db.MailedMessages.OrderBy(m => m.Id).Select(m => m.Content == null)
            .ToListAsync());
        Assert.Equal(1L, await desk.CountAsync("mailed_paper"));
    }

    [Fact]
    public async Task Hostile_mails_are_refused_with_a_sentence_and_hold_up_no_other()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var nested = string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"));
        byte[][] hostile =
        [
            [], "pas un courriel"u8.ToArray(), Encoding.UTF8.GetBytes("From: jeanne@exemple.fr\r\n" + nested),
            Mail("jeanne@exemple.fr", "a@b.fr"), new byte[MailedContent.Largest + 1],
            Mail("jeanne@exemple.fr", "a@b.fr",
                [.. Enumerable.Range(0, 100).Select(i => ($"{i}.pdf", FileSamples.Pdf))]),
            Encoding.Latin1.GetBytes("From: \u00e9\u00ff <x@>\r\nSubject: =?x-inconnu?B?!!!?=\r\n"
                + "Content-Type: text/plain; charset=martien\r\n\r\n\u00e9\u00e8"),
        ];
        foreach (var mail in hostile)
            await KeepAsync(desk, mail);
        await KeepAsync(desk, Mail("jeanne@exemple.fr", "a@b.fr", ("facture.pdf", FileSamples.Pdf)));
        await RoundAsync(desk);

        await using var db = desk.Store.Read();
        var rows = await db.MailedMessages.OrderBy(m => m.Id).ToListAsync();
        Assert.Equal(hostile.Length + 1, rows.Count);
        Assert.All(rows.SkipLast(1), r => Assert.Equal((MailedState.Refused, true), (r.State, r.Reason.Length > 20)));
        Assert.Equal(MailedState.Taken, rows[^1].State);
        Assert.Contains("100 pièces jointes", rows[5].Reason);
    }

    private static Task<MailedMessage?> KeepAsync(Desk desk, byte[] mail) =>
        desk.Store.WriteAsync(w => TakeMailed.KeepAsync(w, mail));

    private static Task RoundAsync(Desk desk) =>
        desk.Site.Services.GetRequiredService<MailedRounds>().RoundAsync(default);

    private static byte[] Mail(string from, string to, params (string Name, byte[] Bytes)[] files)
    {
        using var message = new MimeMessage { Subject = "Votre facture" };
        message.From.Add(new MailboxAddress("", from));
        message.To.Add(new MailboxAddress("", to));
        var body = new BodyBuilder { TextBody = "Bonjour" };
        foreach (var (name, bytes) in files)
            body.Attachments.Add(name, bytes);
        message.Body = body.ToMessageBody();
        using var written = new MemoryStream();
        message.WriteTo(written);
        return written.ToArray();
    }
}
