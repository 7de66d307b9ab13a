using System.Security.Cryptography;
using System.Text;
using Essaim.App.Commands;
using Essaim.App.Data;
using Essaim.App.Data.Sealing;
using Essaim.Domain.Values;

namespace Essaim.App.Api;

/// <summary>
/// A program that wants to be told of what happens in a co-op (webhook): where, of what, and the secret that signs.
/// </summary>
public sealed record Webhook(long Id, Uri Url, IReadOnlyList<string> Events, string MadeBy, string? ClosedAt)
{
    public const string QuoteAnswered = "quote.answered";
    public const string InvoiceIssued = "invoice.issued";
    public const string ReceiptRecorded = "receipt.recorded";
    public const string MonthClosed = "month.closed";
    public const string Test = "test";
    public static readonly IReadOnlyList<string> Known =
        [QuoteAnswered, InvoiceIssued, ReceiptRecorded, MonthClosed];

    private const string SecretPrefix = "whsec_";
    private const int SecretBytes = 32;

    /// <summary>Makes a webhook; its secret is shown once, for the other side to check signatures with.</summary>
    public static async Task<(long Id, string Secret)> MakeAsync(WriteSession w, SealingKeys keys, string url,
        IReadOnlyList<string> events, string by)
    {
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps
            || address.UserInfo.Length > 0)
            throw new BrokenRuleException(
                "L’adresse commence par https:// et ne porte pas de mot de passe. Corrigez-la.");
        var chosen = Known.Where(events.Contains).ToList();
        if (chosen.Count == 0)
            throw new BrokenRuleException("Cochez au moins un événement.");
        var secret = SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
        var id = await w.Connection.ScalarAsync("INSERT INTO webhook (url, secret, events, made_by, made_at) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4) RETURNING id", w.Transaction, address.ToString(),
            keys.SealSecret(secret).Text,
            string.Join(' ', chosen), by, w.Now);
        return (Convert.ToInt64(id), secret);
    }

    public static Task CloseAsync(WriteSession w, long id) => w.Connection.ExecuteAsync(
        "UPDATE webhook SET closed_at = @p1 WHERE id = @p0 AND closed_at IS NULL", w.Transaction, id, w.Now);

    public static Task<List<Webhook>> ListAsync(CoopDb db) => db.SqlAsync(r => new Webhook(r.GetInt64(0),
        new Uri(r.GetString(1)), r.GetString(2).Split(' '), r.GetString(3), r.TextOrNull(4)),
        "SELECT id, url, events, made_by, closed_at FROM webhook WHERE closed_at IS NULL ORDER BY id");

    /// <summary>
    /// Tells every program that wants to know, once the transaction is committed. What is told is as it was then.
    /// </summary>
    public static async Task TellAsync(WriteSession w, string happened, object data)
    {
        var wanting = await w.Connection.ListAsync(r => (Id: r.GetInt64(0), Events: r.GetString(1)),
            "SELECT id, events FROM webhook WHERE closed_at IS NULL", w.Transaction);
        foreach (var webhook in wanting.Where(h => h.Events.Split(' ').Contains(happened)))
            await PutAsync(w, webhook.Id, happened, data);
    }

    public static Task TryAsync(WriteSession w, long id) => PutAsync(w, id, Test, new { message = "essai" });

    /// <summary>The signature of Standard Webhooks: HMAC-SHA256 over number, moment and body.</summary>
    public static string Sign(string secret, string messageId, long timestamp, string body) => "v1,"
        + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[SecretPrefix.Length..]),
            Encoding.UTF8.GetBytes($"{messageId}.{timestamp}.{body}")));

    private static Task PutAsync(WriteSession w, long webhook, string happened, object data) =>
        w.Connection.ExecuteAsync("INSERT INTO webhook_delivery (webhook_id, message_id, event, body, state, attempts, "
            + "next_at, answer, created_at) VALUES (@p0, @p1, @p2, @p3, 'waiting', 0, @p4, '', @p4)", w.Transaction,
            webhook, "msg_" + Guid.CreateVersion7().ToString("N"), happened,
            JsonAnswer.Write(new { type = happened, timestamp = w.Now, data }), w.Now);
}

/// <summary>One telling of one program, as its log shows it.</summary>
public sealed record WebhookDelivery(long Id, string Event, string Url, string State, int Attempts, string Answer,
    string CreatedAt)
{
    public static Task<List<WebhookDelivery>> LastAsync(CoopDb db, int most) => db.SqlAsync(r => new WebhookDelivery(
        r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt32(4), r.GetString(5), r.GetString(6)),
        "SELECT d.id, d.event, h.url, d.state, d.attempts, d.answer, d.created_at FROM webhook_delivery d "
        + $"JOIN webhook h ON h.id = d.webhook_id ORDER BY d.id DESC LIMIT {most}");
}
