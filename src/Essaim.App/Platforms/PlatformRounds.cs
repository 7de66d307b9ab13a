using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales.Sending;
using Essaim.App.Documents;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;
using Essaim.Domain.EInvoices;
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

    private readonly Installation _installation = installation;
    private readonly ILogger _log = log;

    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (coop, store) =>
        await FetchAsync(coop.Id, store, cancel) + await TellAllAsync(coop.Id, store, cancel));

    /// <summary>Taken here first and told to the platform after: a crash between the two brings the same bytes again.
    /// </summary>
    private async Task<int> FetchAsync(string coop, Store store, CancellationToken cancel)
    {
        IReadOnlyList<PlatformFile> waiting = [];
        try
        {
            waiting = await platform.WaitingAsync(coop, Bag, cancel);
            foreach (var file in waiting)
                await FetchAsync(coop, store, file, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.LogWarning("The platform of {Coop} could not be read; what it has waits: {Why}", coop, e.Message);
        }
        return waiting.Count;
    }

    private async Task FetchAsync(string coop, Store store, PlatformFile file, CancellationToken cancel)
    {
        try
        {
            var bytes = await platform.ReadAsync(coop, file, cancel);
            if (LifeCycleXml.Read(bytes) is { } heard)
                await store.WriteAsync(async w =>
                {
                    if (!await HearSent.HearAsync(w, heard))
                        await HearStatus.HearAsync(w, heard, By);
                }, cancel);
            else
                await TakeInvoiceAsync(store, await ReceivedFile.ReadAsync(scan, file.Name, bytes, cancel), cancel);
            await platform.TakenAsync(coop, file, cancel);
        }
        catch (BrokenRuleException rule)
        {
            await store.WriteAsync(w =>
            {
                w.Db.UnreadDeliveries.Add(new UnreadDelivery
                {
                    Name = file.Name, Sentence = rule.Message, MadeAt = w.Now,
                });
                return Task.CompletedTask;
            }, cancel);
            await platform.UnreadAsync(coop, file, rule.Message, cancel);
        }
    }

    private static Task TakeInvoiceAsync(Store store, ReceivedFile file, CancellationToken cancel) =>
        store.WriteAsync(w => TakeReceivedInvoice.TakeAsync(w, file, InvoiceOrigin.Platform, new Asker(By)), cancel);

    private async Task<int> TellAllAsync(string coop, Store store, CancellationToken cancel)
    {
        List<long> due;
        await using (var db = store.Read())
            due = await db.SqlAsync(r => r.GetInt64(0), "SELECT id FROM received_status WHERE state = 'Waiting' "
                + $"AND next_at <= @p0 ORDER BY id LIMIT {Bag}", Instant());
        foreach (var id in due)
        {
            cancel.ThrowIfCancellationRequested();
            if (await store.WriteAsync(w => StatusToTell.TakeAsync(w, id), cancel) is not { } taken)
                continue;
            var answer = await TellAsync(coop, taken, cancel);
            var state = answer.Handing == Handing.Taken ? TellingState.Sent
                : answer.Handing == Handing.Refused || Pauses.IsLast(taken.Attempts) ? TellingState.GivenUp
                : TellingState.Waiting;
            await store.WriteAsync(w => w.Connection.ExecuteAsync("UPDATE received_status SET state = @p1, "
                + "answer = @p2, sent_at = @p3 WHERE id = @p0 AND state = 'Waiting'", w.Transaction, id,
                state.ToString(), answer.Words, state == TellingState.Sent ? w.Now : null));
        }
        return due.Count;
    }

    private async Task<PlatformAnswer> TellAsync(string coop, StatusToTell taken, CancellationToken cancel)
    {
        if (taken.Message is null)
            return new PlatformAnswer(Handing.Refused, taken.Obstacle);
        try
        {
            return await platform.TellAsync(coop, taken.Message, isAgain: taken.Attempts > 0, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new PlatformAnswer(Handing.Later, e.Message);
        }
    }

    private string Instant() => EntryChain.Instant(_installation.Time.GetUtcNow().UtcDateTime);
}
