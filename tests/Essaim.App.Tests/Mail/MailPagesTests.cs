using System.Net;
using Essaim.App.Identity;
using Essaim.App.Mail;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Essaim.App.Tests.Mail;

public sealed class MailPagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_invoice_leaves_by_mail_with_the_paper_as_it_was_issued(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var invoice = await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        var jeanne = await selling.SignInAsync();
        var page = $"/ventes/factures/{invoice.Id}";
        Assert.DoesNotContain("Envoyer le PDF", (await jeanne.OpenAsync(page)).Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await SellingSite.PressAsync(jeanne, page, page + "?handler=Mail")).Status);

        await selling.Store.WriteAsync(async w => (await w.Db.Customers.SingleAsync(c => c.Id == selling.Customer))
            .Email = new EmailAddress("client@exemple.fr"));
        Assert.Contains("Envoyer le PDF à client@exemple.fr", (await jeanne.OpenAsync(page)).Text);
        await SellingSite.PressAsync(jeanne, page, page + "?handler=Mail");

        var mail = Assert.Single(await MailsAsync(selling));
        Assert.Equal(("client@exemple.fr", "jeanne@exemple.fr", $"{invoice.Number}.pdf"),
            (mail.To, mail.ReplyTo, mail.EnclosedName));
        Assert.Equal($"Enseigne jeanne\u00a0: facture {invoice.Number}", mail.Subject);
        Assert.Contains(invoice.Total.ToString(), mail.Body);
        var pdf = await (await jeanne.OpenAsync(page + "?handler=Pdf")).Response.Content.ReadAsByteArrayAsync();
        await using var db = selling.Store.Read();
        Assert.Equal(pdf, (byte[])(await db.ScalarAsync("SELECT attachment FROM mail"))!);
        var ali = await selling.SignInAsync("ali");
        Assert.Equal(HttpStatusCode.NotFound, (await ali.OpenAsync(page)).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_list_says_why_a_mail_was_refused_and_it_can_be_sent_again(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await using var sink = new SmtpSink { Answer = _ => "550 <b>no</b> such user" };
        var manager = await desk.Site.SignInAsync("manager");
        Assert.Contains("Aucun courriel ne quitte ce serveur", (await manager.OpenAsync("/reglages/courriels")).Text);
        var id = await desk.Store.WriteAsync(w => Outbox.PutAsync(w, PostOffice.Letter()));
        using var postman = new Postman(desk.Site.Services.GetRequiredService<Data.Installation>(), new MailSetup
        {
            Server = sink.Address, From = new EmailAddress("bonjour@etabli.example"),
        }, Microsoft.Extensions.Logging.Abstractions.NullLogger<Postman>.Instance);
        await postman.RoundAsync(default);

        var page = $"/reglages/courriels/{id}";
        Assert.Contains("Refusé", (await manager.OpenAsync("/reglages/courriels?etat=ennuis")).Text);
        Assert.Contains("550 <b>no</b> such user", WebUtility.HtmlDecode((await manager.OpenAsync(page)).Html));
        Assert.Equal(page, (await SellingSite.PressAsync(manager, page, page + "?handler=Again")).Location);
        await using var db = desk.Store.Read();
        Assert.NotEqual("refused", await db.ScalarAsync("SELECT state FROM mail"));
        Assert.Equal(HttpStatusCode.NotFound, (await manager.OpenAsync("/reglages/courriels/999")).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_wording_is_shown_before_it_is_kept_and_one_with_an_unknown_field_is_refused(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var manager = await desk.Site.SignInAsync("manager");
        const string page = "/reglages/courriels/modele/facture";
        var refused = await SellingSite.PressAsync(manager, page, page + "?handler=Keep", ("Subject", "Objet"),
            ("Body", "Bonjour {{prénom}}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Le champ {{prénom}} n’existe pas", refused.Text);
        var shown = await SellingSite.PressAsync(manager, page, page + "?handler=Preview", ("Subject", "À {{client}}"),
            ("Body", "Bonjour"));
        Assert.Contains("À Théâtre des Tisserands", shown.Text);
        Assert.Equal(0L, await desk.CountAsync("mail_template"));

        await SellingSite.PressAsync(manager, page, page + "?handler=Keep", ("Subject", "À {{client}}"),
            ("Body", "Bonjour"));
        await using (var db = desk.Store.Read())
            Assert.Equal("À {{client}}", (await MailTemplate.ReadAsync(db, MailPurpose.Invoice)).Subject);
        await SellingSite.PressAsync(manager, page, page + "?handler=Forget");
        Assert.Equal(0L, await desk.CountAsync("mail_template"));
        Assert.Equal(HttpStatusCode.NotFound, (await manager.OpenAsync("/reglages/courriels/modele/inconnu")).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await desk.Site.SignInAsync(Role.Accountant.Stored())).OpenAsync(page)).Status);
    }

    private static async Task<List<KeptMail>> MailsAsync(SellingSite selling)
    {
        await using var db = selling.Store.Read();
        return await db.SqlAsync(KeptMail.Read, $"SELECT {KeptMail.Columns} FROM mail");
    }
}
