using Essaim.App.Data;
using Essaim.Domain.Values;
using MimeKit;

namespace Essaim.App.Mail;

/// <summary>
/// A mail that came back (avis de non-remise, RFC 3464): which one, and why. Only a failure counts; a delay is left to
/// the servers.
/// </summary>
public sealed record Bounce(string MessageId, string Recipient, string Why)
{
    /// <summary>Reads a notification as it was received. Null when it tells of no failure of ours.</summary>
    public static async Task<Bounce?> ReadAsync(Stream file, CancellationToken cancel)
    {
        MimeMessage message;
        try
        {
            message = await MimeMessage.LoadAsync(file, cancel);
        }
        catch (FormatException)
        {
            throw new BrokenRuleException("Ce fichier n’est pas un courriel. Donnez l’avis tel qu’il a été reçu.");
        }
        using (message)
        {
            var status = message.BodyParts.OfType<MessageDeliveryStatus>().FirstOrDefault()
                ?? throw new BrokenRuleException(
                    "Ce courriel n’est pas un avis de non-remise : il ne dit pas ce qu’un message est devenu.");
            var failed = status.StatusGroups.FirstOrDefault(g => Is(g, "failed"));
            if (failed is null || Original(message) is not { } original)
                return null;
            return new Bounce(original.Split('@')[0], Typed(failed["Final-Recipient"]), Cause(failed));
        }
    }

    /// <summary>Marks the mail that came back, wherever it was sent from; false when none of ours is meant.</summary>
    public async Task<bool> MarkAsync(Installation installation)
    {
        var now = Outbox.Instant(installation.Time.GetUtcNow());
        foreach (var box in await MailBox.AllAsync(installation))
            if (await box.WriteAsync((c, t) => Outbox.BounceAsync(c, t, MessageId, Why, now)))
                return true;
        return false;
    }

    private static bool Is(HeaderList group, string action) =>
        string.Equals(group["Action"]?.Trim(), action, StringComparison.OrdinalIgnoreCase);

    /// <summary>From the mail sent back, whole or its head alone; else from the number of its envelope.</summary>
    private static string? Original(MimeMessage report)
    {
        foreach (var part in report.BodyParts)
            if (part is MessagePart { Message.MessageId: { Length: > 0 } whole })
                return whole;
            else if (part is TextPart text && text.ContentType.IsMimeType("text", "rfc822-headers"))
                using (var head = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.Text + "\r\n\r\n")))
                    return MimeMessage.Load(head).MessageId;
        return report.BodyParts.OfType<MessageDeliveryStatus>().First().StatusGroups
            .Select(g => g["Original-Envelope-Id"]?.Trim()).FirstOrDefault(id => id is not null);
    }

    private static string Cause(HeaderList group) =>
        string.Join(' ', new[] { group["Status"]?.Trim(), Typed(group["Diagnostic-Code"]) }
            .Where(w => w is { Length: > 0 }));

    /// <summary>"smtp; 550 no such user" without its type, on one line.</summary>
    private static string Typed(string? value) => string.Join(' ', (value ?? "").Split(';', 2)[^1]
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
