using Essaim.App.Data;
using Essaim.App.Jobs;
using MimeKit;

namespace Essaim.App.Mail;

/// <summary>
/// Carries the mails of the installation and of every co-op, and notes what came of each. At least once: killed
/// between sending and noting it sends again later, with the same Message-Id, by which mail programs know it.
/// </summary>
public sealed class Postman(Installation installation, MailSetup setup, ILogger<Postman> log)
    : Rounds(installation, TimeSpan.FromSeconds(15), log)
{
    private readonly Installation _installation = installation;

    public MailSetup Setup { get; } = setup;

    public override async Task<int> RoundAsync(CancellationToken cancel)
    {
        await using var carrier = Carrier.Of(Setup, _installation.DataFolder);
        return await EmptyAsync(new CatalogueBox(_installation), carrier, cancel)
            + await EachCoopAsync((coop, store) => EmptyAsync(new CoopBox(store, coop), carrier, cancel));
    }

    private async Task<int> EmptyAsync(MailBox box, Carrier carrier, CancellationToken cancel)
    {
        var due = await box.ReadAsync(c => Outbox.DueAsync(c, Outbox.Instant(_installation.Time.GetUtcNow()), Bag));
        foreach (var id in due)
        {
            cancel.ThrowIfCancellationRequested();
            var now = _installation.Time.GetUtcNow();
            if (await box.WriteAsync((c, t) => Outbox.TakeAsync(c, t, id, now)) is not { } taken)
                continue;
            var came = await CarryAsync(taken, box.Sender, carrier, cancel);
            var state = came.State == MailState.Waiting && taken.IsLast ? MailState.GivenUp : came.State;
            var at = Outbox.Instant(_installation.Time.GetUtcNow());
            await box.WriteAsync(async (c, t) =>
            {
                await Outbox.SettleAsync(c, t, id, state, came.Answer, at, box.Forgets);
                return true;
            });
        }
        return due.Count;
    }

    /// <summary>An address that no mail can bear is refused here, and does not stop the mails behind it.</summary>
    private async Task<Delivery> CarryAsync(Taken taken, string sender, Carrier carrier, CancellationToken cancel)
    {
        try
        {
            using var message = Message(taken, sender);
            return await carrier.CarryAsync(message, cancel);
        }
        catch (FormatException e)
        {
            return Delivery.Refused($"Cette adresse ne peut pas recevoir de courriel. {e.Message}");
        }
    }

    /// <summary>The mail as servers pass it on; the same at each attempt.</summary>
    private MimeMessage Message(Taken taken, string sender)
    {
        var mail = taken.Mail;
        var message = new MimeMessage
        {
            MessageId = $"{mail.MessageId}@{Setup.From.Text.Split('@')[1]}",
            Date = DateTimeOffset.Parse(mail.CreatedAt, System.Globalization.CultureInfo.InvariantCulture),
            Subject = mail.Subject,
        };
        message.From.Add(new MailboxAddress(sender, Setup.From.Text));
        message.To.Add(new MailboxAddress(mail.Name, mail.To));
        if (mail.ReplyTo is not null)
            message.ReplyTo.Add(new MailboxAddress("", mail.ReplyTo));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        var body = new BodyBuilder { TextBody = mail.Body };
        if (mail.EnclosedName is not null)
            body.Attachments.Add(mail.EnclosedName, taken.File ?? []);
        message.Body = body.ToMessageBody();
        return message;
    }
}
