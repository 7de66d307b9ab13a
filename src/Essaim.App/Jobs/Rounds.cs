using System.Data.Common;
using System.Threading.Channels;
using Essaim.App.Data;
using Essaim.Domain.Values;

namespace Essaim.App.Jobs;

/// <summary>
/// Goes round the co-ops of the installation again and again, for what waits in their rows (tournée): at its own pace,
/// sooner when called. A round that fails is told and the next one comes; when the server stops, what waits stays.
/// </summary>
public abstract class Rounds(Installation installation, TimeSpan pace, ILogger log) : BackgroundService
{
    /// <summary>So many are taken from one co-op in one round, so that none holds up the others.</summary>
    protected const int Bag = 50;

    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that something waits; without it, it is found at the next round.</summary>
    public void Call() => _calls.Writer.TryWrite(true);

    /// <summary>Does what is due now; returns how many were tried.</summary>
    public abstract Task<int> RoundAsync(CancellationToken cancel);

    /// <summary>One co-op whose database does not answer keeps its own waiting, not those of others.</summary>
    protected async Task<int> EachCoopAsync(Func<Coop, Store, Task<int>> act)
    {
        var tried = 0;
        foreach (var coop in installation.Catalogue.Coops().Where(installation.HasBooks))
            try
            {
                tried += await AloneAsync(coop, await installation.StoreAsync(coop.Id), act);
            }
            catch (Exception e) when (e is DbException or BrokenRuleException)
            {
                log.LogWarning(e, "{Rounds}: {Coop} could not be read.", GetType().Name, coop.Id);
            }
        return tried;
    }

    /// <summary>Nothing is done where another server is going the same round now.</summary>
    private async Task<int> AloneAsync(Coop coop, Store store, Func<Coop, Store, Task<int>> act)
    {
        await using var lease = await Lease.TakeAsync(store, GetType().Name);
        return lease is null ? 0 : await act(coop, store);
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
                    if (await RoundAsync(stop) >= Bag)
                        continue;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogWarning(e, "{Rounds}: a round was cut short.", GetType().Name);
                }
                await WaitAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops; what waits is found at the next start.
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var called = _calls.Reader.ReadAsync(enough.Token).AsTask();
        await Task.WhenAny(called, Task.Delay(pace, installation.Time, enough.Token));
        await enough.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }
}
