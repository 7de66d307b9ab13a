using System.Globalization;
using System.Text;
using Essaim.App.Data;
using Essaim.App.Data.Sealing;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Api;

/// <summary>
/// Carries what programs are to be told, at least once and always under the same number; each attempt is signed anew.
/// </summary>
public sealed class WebhookCourier(Installation installation, HttpMessageInvoker http, ILogger<WebhookCourier> log)
    : Rounds(installation, TimeSpan.FromSeconds(10), log)
{
    private const int LongestAnswer = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>After the last of these pauses it is given up.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20),
    ];

    private readonly Installation _installation = installation;

    public override Task<int> RoundAsync(CancellationToken cancel) =>
        EachCoopAsync((coop, store) => CarryAllAsync(store, _installation.Keys(coop.Id), cancel));

    private async Task<int> CarryAllAsync(Store store, SealingKeys keys, CancellationToken cancel)
    {
        List<long> due;
        await using (var db = store.Read())
            due = await db.SqlAsync(r => r.GetInt64(0), "SELECT id FROM webhook_delivery WHERE state = 'waiting' "
                + $"AND next_at <= @p0 ORDER BY next_at, id LIMIT {Bag}", Instant());
        foreach (var id in due)
        {
            cancel.ThrowIfCancellationRequested();
            if (await TakeAsync(store, keys, id) is not { } taken)
                continue;
            var (taken2xx, answer) = await SendAsync(taken, cancel);
            var state = taken2xx ? "sent" : taken.Attempts >= Pauses.Length ? "given-up" : "waiting";
            await store.WriteAsync(w => w.Connection.ExecuteAsync("UPDATE webhook_delivery SET state = @p1, "
                + "answer = @p2 WHERE id = @p0 AND state = 'waiting'", w.Transaction, id, state, answer));
        }
        return due.Count;
    }

    /// <summary>The time of the next attempt is noted first: see how mails are taken.</summary>
    private Task<Telling?> TakeAsync(Store store, SealingKeys keys, long id) => store.WriteAsync(async w =>
    {
        var found = (await w.Connection.ListAsync(r => new Telling(r.GetString(0),
            keys.OpenSecret(SealedValue.Read(r.GetString(1))), r.GetString(2), r.GetString(3), r.GetInt32(4)),
            "SELECT h.url, h.secret, d.message_id, d.body, d.attempts "
            + "FROM webhook_delivery d JOIN webhook h ON h.id = d.webhook_id WHERE d.id = @p0 AND d.state = 'waiting' "
            + "AND d.next_at <= @p1", w.Transaction, id, Instant())).SingleOrDefault();
        if (found is null)
            return null;
        var next = _installation.Time.GetUtcNow() + Pauses[Math.Min(found.Attempts, Pauses.Length - 1)];
        await w.Connection.ExecuteAsync("UPDATE webhook_delivery SET attempts = attempts + 1, next_at = @p1 "
            + "WHERE id = @p0", w.Transaction, id, EntryChain.Instant(next.UtcDateTime));
        return found;
    });

    private async Task<(bool Taken, string Answer)> SendAsync(Telling telling, CancellationToken cancel)
    {
        var timestamp = _installation.Time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, telling.Url)
        {
            Content = new StringContent(telling.Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", telling.MessageId);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature",
            Webhook.Sign(telling.Secret, telling.MessageId, timestamp, telling.Body));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(Patience);
        try
        {
            using var response = await http.SendAsync(request, enough.Token);
            return (response.IsSuccessStatusCode, $"{(int)response.StatusCode} {response.ReasonPhrase}".Trim());
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || e is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            var words = e.InnerException?.Message ?? e.Message;
            return (false, words[..Math.Min(words.Length, LongestAnswer)]);
        }
    }

    private string Instant() => EntryChain.Instant(_installation.Time.GetUtcNow().UtcDateTime);

    private sealed record Telling(string Url, string Secret, string MessageId, string Body, int Attempts);
}
