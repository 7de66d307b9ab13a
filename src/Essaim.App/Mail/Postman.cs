using System.Data.Common;
using System.Threading.Channels;
using Essaim.App.Data;
using Essaim.Domain.Values;
using MimeKit;

namespace Essaim.App.Mail;

/// <summary>
/// Carries the mails of the installation and of every co-op, and notes what came of each. At least once: killed
/// between sending and noting it sends again later, with the same Message-Id, by which mail programs know it.
/// </summary>
public sealed class Postman(Installation installation, MailSetup setup, ILogger<Postman> log) : BackgroundService
{
    private const int Bag = 50;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public MailSetup Setup { get; } = setup;

    /// <summary>Says that a mail is waiting; without it, it leaves at the next round.</summary>
    public void Call() => _calls.Writer.TryWrite(true);

    /// <summary>Carries what is due now, of all co-ops; returns how many mails were tried.</summary>
    public async Task<int> RoundAsync(CancellationToken cancel)
    {
        await using var carrier = Carrier.Of(Setup, installation.DataFolder);
        var tried = await EmptyAsync(new CatalogueBox(installation), carrier, cancel);
        foreach (var coop in installation.Catalogue.Coops().Where(installation.HasBooks))
            try
            {
                var store = await installation.StoreAsync(coop.Id);
                tried += await EmptyAsync(new CoopBox(store, coop), carrier, cancel);
            }
            catch (Exception e) when (e is DbException or BrokenRuleException)
            {
                // One co-op whose database does not answer keeps its own mails waiting, not those of others.
                log.LogWarning(e, "The mails of {Coop} could not be read.", coop.Id);
            }
        return tried;
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                try
                {
                    await RoundAsync(stop);
                }
                catch (Exception e) when (e is DbException or BrokenRuleException or IOException)
                {
                    log.LogWarning(e, "A round of mails was cut short.");
                }
                await WaitAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops; what waits leaves at the next start.
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var called = _calls.Reader.ReadAsync(enough.Token).AsTask();
        await Task.WhenAny(called, Task.Delay(Pace, installation.Time, enough.Token));
        await enough.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    private async Task<int> EmptyAsync(MailBox box, Carrier carrier, CancellationToken cancel)
    {
        var due = await box.ReadAsync(c => Outbox.DueAsync(c, Outbox.Instant(installation.Time.GetUtcNow()), Bag));
        foreach (var id in due)
        {
            cancel.ThrowIfCancellationRequested();
            var now = installation.Time.GetUtcNow();
            if (await box.WriteAsync((c, t) => Outbox.TakeAsync(c, t, id, now)) is not { } taken)
                continue;
            using var message = Message(taken, box.Sender);
            var came = await carrier.CarryAsync(message, cancel);
            var state = came.State == MailState.Waiting && taken.IsLast ? MailState.GivenUp : came.State;
            var at = Outbox.Instant(installation.Time.GetUtcNow());
            await box.WriteAsync(async (c, t) =>
            {
                await Outbox.SettleAsync(c, t, id, state, came.Answer, at, box.Forgets);
                return true;
            });
        }
        return due.Count;
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
