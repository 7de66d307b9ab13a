using System.Collections.Concurrent;
using Essaim.App.Data;
using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Sending;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Platforms;

/// <summary>
/// Hands over what waits in line (tournée des envois): issued documents, their money, reports. Never twice:
/// the number of each stays, and an attempt that follows a lost answer asks for it first. While the platform does not
/// answer, what waits stays in line.
/// </summary>
public sealed class SendingRounds(Installation installation, IApprovedPlatform platform, ILogger<SendingRounds> log)
    : Rounds(installation, TimeSpan.FromSeconds(20), log)
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(1);

    private readonly Installation _installation = installation;

    /// <summary>Until when each platform that failed is left alone, whatever else waits.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _quiet = [];

    /// <summary>The day on which each co-op was last asked for reports that are due.</summary>
    private readonly ConcurrentDictionary<string, DateOnly> _reported = [];

    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (coop, store) =>
    {
        var today = CivilDay.Today(_installation.Time);
        if (!_reported.TryGetValue(coop.Id, out var day) || day < today)
        {
            await EReports.MakeDueAsync(store, _installation.Law, today);
            _reported[coop.Id] = today;
        }
        return await SendInvoicesAsync(coop.Id, store, cancel) + await TellCashingsAsync(coop.Id, store, cancel)
            + await SendReportsAsync(coop.Id, store, cancel);
    });

    private Task<int> SendInvoicesAsync(string coop, Store store, CancellationToken cancel) =>
        EachDueAsync(coop, store, InvoiceToSend.Due, async id =>
        {
            if (await store.WriteAsync(w => InvoiceToSend.TakeAsync(w, id), cancel) is not { } taken)
                return null;
            var answer = await AskAsync(async () =>
            {
                var kept = await KeepIssuedFile.KeepAsync(store, taken.Invoice);
                return await platform.SendAsync(coop, new OutgoingFile(taken.TrackingId, kept.Name, kept.Bytes,
                    OutgoingKind.FacturX, taken.Rule), isAgain: taken.Attempts > 0, cancel);
            });
            await store.WriteAsync(w => taken.KeepAsync(w, answer), cancel);
            return answer;
        }, cancel);

    private Task<int> TellCashingsAsync(string coop, Store store, CancellationToken cancel) =>
        EachDueAsync(coop, store, CashingToTell.Due, async id =>
        {
            if (await store.WriteAsync(w => CashingToTell.TakeAsync(w, id), cancel) is not { } taken)
                return null;
            var answer = await AskAsync(() => platform.TellAsync(coop, taken.Message, isAgain: taken.Attempts > 0,
                cancel));
            await store.WriteAsync(w => taken.KeepAsync(w, answer), cancel);
            return answer;
        }, cancel);

    private Task<int> SendReportsAsync(string coop, Store store, CancellationToken cancel) =>
        EachDueAsync(coop, store, ReportToSend.Due, async id =>
        {
            if (await store.WriteAsync(w => ReportToSend.TakeAsync(w, id), cancel) is not { } taken)
                return null;
            var answer = await AskAsync(() => platform.SendAsync(coop, taken.File, isAgain: taken.Attempts > 0,
                cancel));
            await store.WriteAsync(w => taken.KeepAsync(w, answer), cancel);
            return answer;
        }, cancel);

    /// <summary>Until the platform asks to be left alone; returns how many were tried.</summary>
    private async Task<int> EachDueAsync(
        string coop, Store store, string due, Func<long, Task<PlatformAnswer?>> act, CancellationToken cancel)
    {
        var now = _installation.Time.GetUtcNow();
        if (_quiet.TryGetValue(coop, out var until) && now < until)
            return 0;
        List<long> ids;
        await using (var db = store.Read())
            ids = await db.SqlAsync(r => r.GetInt64(0), due + Bag, EntryChain.Instant(now.UtcDateTime));
        foreach (var id in ids)
        {
            cancel.ThrowIfCancellationRequested();
            if (await act(id) is not { Handing: Handing.Later } answer)
                continue;
            // What waits behind is not tried: it would only meet the same trouble.
            _quiet[coop] = now + (answer.Pause > LeastPause ? answer.Pause.Value : LeastPause);
            return 0;
        }
        return ids.Count;
    }

    private static async Task<PlatformAnswer> AskAsync(Func<Task<PlatformAnswer>> ask)
    {
        try
        {
            return await ask();
        }
        catch (BrokenRuleException rule)
        {
            return new PlatformAnswer(Handing.Refused, rule.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new PlatformAnswer(Handing.Later, e.Message);
        }
    }
}
