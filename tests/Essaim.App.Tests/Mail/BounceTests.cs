using System.Text;
using Essaim.App.Mail;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Mail;

public sealed class BounceTests
{
    [Theory]
    [InlineData("sqlite", "message/rfc822")]
    [InlineData("sqlite", "text/rfc822-headers")]
    [InlineData("postgres", "message/rfc822")]
    public async Task A_mail_that_came_back_is_marked_with_the_reason(string engine, string kind)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        using var postman = office.Postman(null);
        var id = await office.PutAsync();
        await postman.RoundAsync(default);
        var number = (await office.MailAsync(id)).MessageId;

        var bounce = await ReadAsync(Notification(number, "failed", kind));

        Assert.Equal("client@exemple.fr", bounce!.Recipient);
        Assert.True(await bounce.MarkAsync(office.Installation));
        var mail = await office.MailAsync(id);
        Assert.Equal((MailState.Bounced, "5.1.1 550 5.1.1 no such user"), (mail.State, mail.Answer));
    }

    [Fact]
    public async Task A_delay_is_not_a_bounce() =>
        Assert.Null(await ReadAsync(Notification("0123", "delayed", "message/rfc822")));

    [Fact]
    public async Task A_bounce_of_somebody_else_marks_nothing()
    {
        await using var office = await PostOffice.OpenAsync("sqlite");
        var bounce = await ReadAsync(Notification("0123", "failed", "message/rfc822"));
        Assert.False(await bounce!.MarkAsync(office.Installation));
    }

    [Theory]
    [InlineData("Subject: Bonjour\r\n\r\nJe suis absente.\r\n")]
    [InlineData("")]
    public async Task What_is_no_notification_is_refused(string text) =>
        await Assert.ThrowsAsync<BrokenRuleException>(() => ReadAsync(text));

    private static Task<Bounce?> ReadAsync(string text) =>
        Bounce.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), default);

    /// <summary>As Postfix writes it (RFC 3464, RFC 6522).</summary>
    private static string Notification(string number, string action, string kind) => $"""
        From: MAILER-DAEMON@mail.example
        To: bonjour@etabli.example
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example
        Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0000

        Final-Recipient: rfc822; client@exemple.fr
        Action: {action}
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1
            no such user

        --b
        Content-Type: {kind}

        Message-ID: <{number}@etabli.example>
        From: bonjour@etabli.example
        Subject: Votre facture

        --b--
        """.ReplaceLineEndings("\r\n");
}
