using Essaim.App.Data;
using Essaim.App.Data.Sales.Sending;
using Essaim.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Platforms;

/// <summary>
/// A platform that is reached by network. It forgets nothing of what it delivered, so the numbers of what came are kept
/// here, and everything that changed there since the last look is walked again, an hour twice, for clocks that differ.
/// </summary>
public sealed class FlowPlatform(Installation installation, HttpMessageInvoker http) : IApprovedPlatform
{
    private const int MostPages = 500;
    private const int LongestName = 200;
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PauseOfTrouble = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);
    private static readonly string[] Incoming = ["SupplierInvoice", "SupplierInvoiceLC", "CustomerInvoiceLC"];

    /// <summary>What we hand over, reports of sales and money included.</summary>
    private static readonly string[] Outgoing =
    [
        "SupplierInvoiceLC", "CustomerInvoiceLC", "CustomerInvoice", "AggregatedCustomerTransactionReport",
        "UnitaryCustomerTransactionReport", "AggregatedCustomerPaymentReport", "UnitaryCustomerPaymentReport",
        "MultiFlowReport",
    ];

    private readonly FlowTokens _tokens = new(installation.Time);

    public async Task<IReadOnlyList<PlatformFile>> WaitingAsync(string coop, int most, CancellationToken cancel)
    {
        var (store, link, state) = await OpenAsync(coop);
        if (string.CompareOrdinal(Instant(TimeSpan.Zero), state.NextAt) < 0)
            return [];
        return await LookedAfterAsync(store, async () =>
        {
            var service = Service(coop, link);
            var since = state.ReadUntil ?? new DateTimeOffset(link.FromDay, TimeOnly.MinValue, TimeSpan.Zero);
            await HearRefusalsAsync(store, service, since, cancel);
            var (fresh, latest) = await WalkAsync(store, service, since, most, cancel);
            await store.WriteAsync(w => (state with
            {
                ReadUntil = fresh.Count == 0 && latest - Overlap > since ? latest - Overlap : state.ReadUntil,
                NextAt = Instant(fresh.Count < most ? Pace : TimeSpan.Zero), AnsweredAt = w.Now, FailedAt = null,
                Failure = "",
            }).KeepAsync(w), cancel);
            return fresh;
        });
    }

    public async Task<byte[]> ReadAsync(string coop, PlatformFile file, CancellationToken cancel)
    {
        var (store, link, _) = await OpenAsync(coop);
        return await LookedAfterAsync(store, () => Service(coop, link).DownloadAsync(file.Id, cancel));
    }

    public Task TakenAsync(string coop, PlatformFile file, CancellationToken cancel) =>
        KeepAsync(coop, file, FlowOutcome.Taken, "");

    public Task UnreadAsync(string coop, PlatformFile file, string sentence, CancellationToken cancel) =>
        KeepAsync(coop, file, FlowOutcome.Unread, sentence);

    public Task<PlatformAnswer> TellAsync(
        string coop, StatusMessage message, bool isAgain, CancellationToken cancel) => HandOverAsync(coop,
        FlowInfo.Of(message), $"{message.Invoice.Number} : {message.Status}", LifeCycleXml.Write(message), isAgain,
        cancel);

    public Task<PlatformAnswer> SendAsync(string coop, OutgoingFile file, bool isAgain, CancellationToken cancel) =>
        HandOverAsync(coop, FlowInfo.Of(file), file.Name, file.Bytes, isAgain, cancel);

    /// <summary>An attempt that follows a lost answer asks first whether the platform has it.</summary>
    private async Task<PlatformAnswer> HandOverAsync(
        string coop, FlowInfo info, string name, byte[] content, bool isAgain, CancellationToken cancel)
    {
        var (_, link, _) = await OpenAsync(coop);
        var service = Service(coop, link);
        try
        {
            var known = isAgain ? await FindAsync(service, info.TrackingId, cancel) : null;
            if (known is { IsRefused: true })
                return new PlatformAnswer(Handing.Refused, $"Refusé par la plateforme. {known.Why}".Trim());
            var id = known?.FlowId ?? await service.SubmitAsync(info, content, cancel);
            await KeepAsync(coop, new PlatformFile(id ?? info.TrackingId, name), FlowOutcome.Sent, "");
            return new PlatformAnswer(Handing.Taken, "Remis à la plateforme.");
        }
        catch (PlatformTroubleException e)
        {
            return new PlatformAnswer(e.IsFinal ? Handing.Refused : Handing.Later, e.Message, e.Pause);
        }
    }

    /// <summary>Whether the platform lets us in and answers as it should; throws what it does not.</summary>
    public async Task TryAsync(string coop, CancellationToken cancel)
    {
        var (_, link, _) = await OpenAsync(coop);
        var service = Service(coop, link);
        await service.CheckAsync(cancel);
        await service.SearchAsync(new FlowSearch(new FlowFilter
        {
            UpdatedAfter = installation.Time.GetUtcNow(), FlowType = Incoming, FlowDirection = ["In"],
        }, Limit: 1), cancel);
    }

    private FlowService Service(string coop, PlatformLink link) =>
        new(http, link, installation.Keys(coop).OpenSecret(link.Secret), _tokens, installation.Time);

    private async Task<(Store Store, PlatformLink Link, PlatformState State)> OpenAsync(string coop)
    {
        var store = await installation.StoreAsync(coop);
        await using var db = store.Read();
        return (store, await db.PlatformLinks.AsNoTracking().SingleAsync(), await PlatformState.ReadAsync(db));
    }

    /// <summary>What changed there since, page by page, but what is known: oldest first.</summary>
    private static async Task<(List<PlatformFile> Fresh, DateTimeOffset Latest)> WalkAsync(
        Store store, FlowService service, DateTimeOffset since, int most, CancellationToken cancel)
    {
        var (fresh, latest) = (new List<FoundFlow>(), since);
        await foreach (var page in PagesAsync(service, new FlowFilter
        {
            UpdatedAfter = since, FlowType = Incoming, FlowDirection = ["In"], AckStatus = "Ok",
        }, cancel))
        {
            await using var db = store.Read();
            var known = await PlatformFlow.KnownAsync(db, [.. page.Select(f => f.FlowId!)]);
            fresh.AddRange(page.Where(f => !known.Contains(f.FlowId!)));
            latest = page.Select(f => f.UpdatedAt).Append(latest).Max();
            if (fresh.Count >= most)
                break;
        }
        return ([.. fresh.OrderBy(f => f.SubmittedAt).DistinctBy(f => f.FlowId).Take(most)
            .Select(f => new PlatformFile(f.FlowId!, Short(f.Name)))], latest);
    }

    /// <summary>A message that was taken may be refused once the platform has looked into it.</summary>
    private static async Task HearRefusalsAsync(
        Store store, FlowService service, DateTimeOffset since, CancellationToken cancel)
    {
        await foreach (var page in PagesAsync(service, new FlowFilter
        {
            UpdatedAfter = since, FlowType = Outgoing, FlowDirection = ["Out"], AckStatus = "Error",
        }, cancel))
            await store.WriteAsync(async w =>
            {
                foreach (var flow in page)
                {
                    await HearSent.RefusedAsync(w, flow.TrackingId ?? "", Short(flow.Why), flow.UpdatedAt);
                    await w.Connection.ExecuteAsync("UPDATE platform_flow SET outcome = 'Refused', words = @p1, "
                        + "made_at = @p2 WHERE flow_id = @p0 AND outcome = 'Sent'", w.Transaction, flow.FlowId,
                        Short(flow.Why), w.Now);
                }
            }, cancel);
    }

    private static async Task<FoundFlow?> FindAsync(FlowService service, string trackingId, CancellationToken cancel)
    {
        FoundFlow? refused = null;
        await foreach (var page in PagesAsync(service, new FlowFilter { TrackingId = trackingId }, cancel))
            foreach (var flow in page.Where(f => f.TrackingId == trackingId))
                if (flow.IsRefused)
                    refused = flow;
                else
                    return flow;
        return refused;
    }

    private static async IAsyncEnumerable<List<FoundFlow>> PagesAsync(FlowService service, FlowFilter where,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string? cursor = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await service.SearchAsync(new FlowSearch(where, Cursor: cursor), cancel);
            yield return [.. (page.Results ?? []).Where(f => f.FlowId is { Length: > 0 and <= 64 })];
            if (page.NextCursor is not { Length: > 0 } next)
                yield break;
            if (next == cursor)
                throw new PlatformTroubleException("La plateforme donne sans fin la même page.");
            cursor = next;
        }
    }

    /// <summary>What went wrong is kept for whoever looks, and the platform is left alone for a while.</summary>
    private async Task<T> LookedAfterAsync<T>(Store store, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (PlatformTroubleException e)
        {
            await store.WriteAsync(async w => await ((await PlatformState.ReadAsync(w.Db)) with
            {
                NextAt = Instant(e.Pause > PauseOfTrouble ? e.Pause.Value : PauseOfTrouble), FailedAt = w.Now,
                Failure = e.Message,
            }).KeepAsync(w));
            throw;
        }
    }

    private async Task KeepAsync(string coop, PlatformFile file, FlowOutcome outcome, string words)
    {
        var store = await installation.StoreAsync(coop);
        await store.WriteAsync(w => PlatformFlow.KeepAsync(w, file.Id, file.Name, outcome, words));
    }

    private static string Short(string? text) =>
        text is null or "" ? "facture" : text.Length <= LongestName ? text : text[..LongestName];

    private string Instant(TimeSpan after) => EntryChain.Instant((installation.Time.GetUtcNow() + after).UtcDateTime);
}
