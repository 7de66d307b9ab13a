using Essaim.App.Mail;
using Essaim.Domain.Values;
using MimeKit;

namespace Essaim.App.Tests.Mail;

[Trait("Length", "Slow")]
public sealed class PostmanTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_mail_leaves_once_with_its_file_and_the_name_of_the_co_op(string engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await using var sink = new SmtpSink();
        using var postman = office.Postman(sink.Address);
        var id = await office.PutAsync(PostOffice.Letter() with
        {
            ReplyTo = new EmailAddress("jeanne@exemple.fr"), Enclosed = new Enclosure("F2026-0158.pdf", [37, 80, 68]),
        });

        await postman.RoundAsync(default);
        await postman.RoundAsync(default);

        var mail = await office.MailAsync(id);
        Assert.Equal((MailState.Sent, 1), (mail.State, mail.Attempts));
        var message = await Parsed(sink.Only);
        Assert.Equal(mail.MessageId + "@etabli.example", message.MessageId);
        Assert.Equal("\"L’Établi\" <bonjour@etabli.example>", message.From.ToString());
        Assert.Equal("\"Théâtre des Tisserands\" <client@exemple.fr>", message.To.ToString());
        Assert.Equal(("jeanne@exemple.fr", "Votre facture"), (message.ReplyTo.ToString(), message.Subject));
        Assert.Equal("Bonjour,\n\nvoici.\n", message.TextBody!.ReplaceLineEndings("\n"));
        var file = Assert.IsType<MimePart>(Assert.Single(message.Attachments));
        Assert.Equal("F2026-0158.pdf", file.FileName);
        Assert.Equal(office.Time.GetUtcNow(), message.Date);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_mail_of_a_write_that_fails_does_not_exist(string engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await using var sink = new SmtpSink();
        using var postman = office.Postman(sink.Address);
        await Assert.ThrowsAsync<BrokenRuleException>(() => office.Store.WriteAsync(async w =>
        {
            await Outbox.PutAsync(w, PostOffice.Letter());
            throw new BrokenRuleException("Non.");
        }));
        Assert.Equal(0, await postman.RoundAsync(default));
        Assert.Empty(sink.Messages);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_refused_recipient_is_final_and_keeps_the_words_of_the_server_and_the_next_mail_still_leaves(
        string engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await using var sink = new SmtpSink
        {
            Answer = to => to.StartsWith("parti", StringComparison.Ordinal) ? "550 no such user here" : "250 ok",
        };
        using var postman = office.Postman(sink.Address);
        var gone = await office.PutAsync(PostOffice.Letter("parti@exemple.fr"));
        var here = await office.PutAsync();

        await postman.RoundAsync(default);
        office.Time.Advance(TimeSpan.FromDays(1));
        await postman.RoundAsync(default);

        var mail = await office.MailAsync(gone);
        Assert.Equal((MailState.Refused, 1, "550 no such user here"), (mail.State, mail.Attempts, mail.Answer));
        Assert.Equal(MailState.Sent, (await office.MailAsync(here)).State);
        Assert.Single(sink.Recipients, r => r == "parti@exemple.fr");
        sink.Answer = _ => "250 ok";
        Assert.True(await office.Store.WriteAsync(w => Outbox.AgainAsync(w, gone)));
        Assert.False(await office.Store.WriteAsync(w => Outbox.AgainAsync(w, here)));
        await postman.RoundAsync(default);
        Assert.Equal(MailState.Sent, (await office.MailAsync(gone)).State);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Greylisted_it_is_tried_again_after_each_pause_and_given_up_after_three_days(string engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await using var sink = new SmtpSink { Answer = _ => "451 come back later" };
        using var postman = office.Postman(sink.Address);
        var id = await office.PutAsync();
        var start = office.Time.GetUtcNow();
        List<double> minutes = [];
        while (office.Time.GetUtcNow() < start.AddDays(4))
        {
            if (await postman.RoundAsync(default) > 0)
                minutes.Add((office.Time.GetUtcNow() - start).TotalMinutes);
            office.Time.Advance(TimeSpan.FromSeconds(60));
        }
        Assert.Equal([0, 1, 6, 36, 156, 516, 876], minutes.Take(7));
        Assert.InRange(minutes[^1], 2.5 * 1440, 3 * 1440);
        var mail = await office.MailAsync(id);
        Assert.Equal((MailState.GivenUp, "451 come back later"), (mail.State, mail.Answer));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_server_that_is_down_keeps_the_mail_waiting(string engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        var sink = new SmtpSink();
        var address = sink.Address;
        await sink.DisposeAsync();
        using var postman = office.Postman(address);
        var id = await office.PutAsync();
        await office.PutAsync();

        Assert.Equal(2, await postman.RoundAsync(default));

        var mail = await office.MailAsync(id);
        Assert.Equal((MailState.Waiting, 1), (mail.State, mail.Attempts));
        Assert.StartsWith("Le serveur de courriel ne répond pas.", mail.Answer);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Two_postmen_at_once_send_each_mail_once(string engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await using var sink = new SmtpSink();
        await using var other = new SmtpSink();
        using var first = office.Postman(sink.Address);
        using var second = office.Postman(other.Address);
        for (var i = 0; i < 20; i++)
            await office.PutAsync(PostOffice.Letter($"c{i}@exemple.fr"));
        await Task.WhenAll(first.RoundAsync(default), second.RoundAsync(default));
        Assert.Equal(20, sink.Recipients.Concat(other.Recipients).Distinct().Count());
        Assert.Equal(20, sink.Messages.Count + other.Messages.Count);
    }

    [Fact]
    public async Task An_address_that_no_mail_can_bear_is_refused_and_the_next_mail_still_leaves()
    {
        await using var office = await PostOffice.OpenAsync("sqlite");
        await using var sink = new SmtpSink();
        using var postman = office.Postman(sink.Address);
        var odd = await office.PutAsync(PostOffice.Letter("a(b@exemple.fr"));
        await office.PutAsync();
        await postman.RoundAsync(default);
        Assert.Equal(MailState.Refused, (await office.MailAsync(odd)).State);
        Assert.Single(sink.Messages);
    }

    [Fact]
    public async Task Without_a_server_mails_are_laid_in_a_folder()
    {
        await using var office = await PostOffice.OpenAsync("sqlite");
        using var postman = office.Postman(null);
        var id = await office.PutAsync();
        await postman.RoundAsync(default);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(office.Folder, "mail")));
        Assert.Equal((await office.MailAsync(id)).MessageId + ".eml", Path.GetFileName(file));
        Assert.Equal("Votre facture", (await MimeMessage.LoadAsync(file)).Subject);
    }

    [Fact]
    public async Task A_mail_of_no_co_op_leaves_and_its_text_is_forgotten()
    {
        await using var office = await PostOffice.OpenAsync("sqlite");
        await using var sink = new SmtpSink();
        using var postman = office.Postman(sink.Address);
        await Outbox.PutAsync(office.Installation.Catalogue, PostOffice.Letter(), office.Time);
        await postman.RoundAsync(default);
        Assert.Contains("voici.", sink.Only);
        var kept = await office.Installation.Catalogue.ReadAsync(c =>
            Data.SqlCommands.ListAsync(c, KeptMail.Read, $"SELECT {KeptMail.Columns} FROM mail"));
        Assert.Equal((MailState.Sent, ""), (Assert.Single(kept).State, kept[0].Body));
    }

    private static Task<MimeMessage> Parsed(string text) =>
        MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(text)));
}
