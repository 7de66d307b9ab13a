using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases;
using Essaim.App.Documents;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.App.Platforms;

/// <summary>
/// Fetches what the platform delivers into the inbox of each co-op, and carries out the statuses that were set
/// (courrier de la plateforme): at least once, always under the same number.
/// </summary>
public sealed class PlatformRounds(
    Installation installation, IApprovedPlatform platform, VirusScan scan, ILogger<PlatformRounds> log)
    : Rounds(installation, TimeSpan.FromSeconds(20), log)
{
    private const string By = "Plateforme";
    private const int LongestAnswer = 200;

    /// <summary>After the last of these pauses it is given up, and somebody is to look at it.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(5),
        TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];

    private readonly Installation _installation = installation;
    private readonly ILogger _log = log;

    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (coop, store) =>
        await FetchAsync(coop.Id, store, cancel) + await TellAllAsync(coop.Id, store, cancel));

    /// <summary>Taken here first and told to the platform after: a crash between the two brings the same bytes again.
    /// </summary>
    private async Task<int> FetchAsync(string coop, Store store, CancellationToken cancel)
    {
        var waiting = await platform.WaitingAsync(coop, Bag, cancel);
        foreach (var name in waiting)
            try
            {
                var file = await ReceivedFile.ReadAsync(
                    scan, name, await platform.ReadAsync(coop, name, cancel), cancel);
                await store.WriteAsync(w => TakeReceivedInvoice.TakeAsync(w, file, InvoiceOrigin.Platform,
                    new Asker(By)), cancel);
                await platform.TakenAsync(coop, name, cancel);
            }
            catch (BrokenRuleException rule)
            {
                await store.WriteAsync(w =>
                {
                    w.Db.UnreadDeliveries.Add(new UnreadDelivery
                    {
                        Name = name, Sentence = rule.Message, MadeAt = w.Now,
                    });
                    return Task.CompletedTask;
                }, cancel);
                await platform.UnreadAsync(coop, name, rule.Message, cancel);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _log.LogWarning(e, "{Name} could not be fetched for {Coop}; it waits.", name, coop);
            }
        return waiting.Count;
    }

    private async Task<int> TellAllAsync(string coop, Store store, CancellationToken cancel)
    {
        List<long> due;
        await using (var db = store.Read())
            due = await db.SqlAsync(r => r.GetInt64(0), "SELECT id FROM received_status WHERE state = 'Waiting' "
                + $"AND next_at <= @p0 ORDER BY id LIMIT {Bag}", Instant());
        foreach (var id in due)
        {
            cancel.ThrowIfCancellationRequested();
            if (await TakeAsync(store, id) is not { } taken)
                continue;
            var answer = await TellAsync(coop, taken.Message, cancel);
            var state = answer.IsTaken ? TellingState.Sent
                : taken.Attempts >= Pauses.Length ? TellingState.GivenUp : TellingState.Waiting;
            await store.WriteAsync(w => w.Connection.ExecuteAsync("UPDATE received_status SET state = @p1, "
                + "answer = @p2, sent_at = @p3 WHERE id = @p0 AND state = 'Waiting'", w.Transaction, id,
                state.ToString(), answer.Words, answer.IsTaken ? w.Now : null));
        }
        return due.Count;
    }

    /// <summary>
    /// The time of the next attempt is noted first. A status waits for the ones before it of the same invoice, so that
    /// the seller hears them in the order in which they were set.
    /// </summary>
    private Task<Telling?> TakeAsync(Store store, long id) => store.WriteAsync(async w =>
    {
        var found = (await w.Connection.ListAsync(r => new Telling(new StatusMessage(r.GetString(0),
            r.GetString(1), r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetFieldValue<DateOnly>(4),
            r.GetInt32(5), ReceivedInvoiceStatus.Of(r.GetInt32(5)).Name, r.TextOrNull(6), r.GetString(7),
            r.GetString(8)), r.GetInt32(9)),
            "SELECT s.message_id, i.seller_identity, i.seller, i.number, i.date, s.status, s.reason, s.words, "
            + "s.made_at, s.attempts FROM received_status s JOIN received_invoice i ON i.id = s.received_invoice_id "
            + "WHERE s.id = @p0 AND s.state = 'Waiting' AND s.next_at <= @p1 AND NOT EXISTS (SELECT 1 FROM "
            + "received_status b WHERE b.received_invoice_id = s.received_invoice_id AND b.id < s.id "
            + "AND b.state = 'Waiting')", w.Transaction, id, Instant())).SingleOrDefault();
        if (found is null)
            return null;
        var next = _installation.Time.GetUtcNow() + Pauses[Math.Min(found.Attempts, Pauses.Length - 1)];
        await w.Connection.ExecuteAsync("UPDATE received_status SET attempts = attempts + 1, next_at = @p1 "
            + "WHERE id = @p0", w.Transaction, id, EntryChain.Instant(next.UtcDateTime));
        return found;
    });

    private async Task<PlatformAnswer> TellAsync(string coop, StatusMessage message, CancellationToken cancel)
    {
        try
        {
            return await platform.TellAsync(coop, message, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException
            || e is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return new PlatformAnswer(false, e.Message[..Math.Min(e.Message.Length, LongestAnswer)]);
        }
    }

    private sealed record Telling(StatusMessage Message, int Attempts);

    private string Instant() => EntryChain.Instant(_installation.Time.GetUtcNow().UtcDateTime);
}
