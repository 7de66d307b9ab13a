using System.Collections.Concurrent;
using System.Diagnostics;
using Essaim.App.Data;
using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Victim;

/// <summary>Many writers at once, each issuing its share of invoices; one act in six fails or is called off.</summary>
public static class Writers
{
    /// <summary>The time in milliseconds that each committed invoice took, waiting included.</summary>
    public static async Task<IReadOnlyCollection<double>> IssueAsync(
        Store store, LawBook law, int writers, int each, int seed)
    {
        var latencies = new ConcurrentBag<double>();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(n => Task.Run(async () =>
        {
            var random = new Random(seed * 1000 + n);
            var trade = new Trade(store, law, random);
            await trade.ReadyAsync();
            for (var done = 0; done < each;)
            {
                if (random.Next(6) == 0)
                    await FailAsync(store, trade, random);
                var watch = Stopwatch.StartNew();
                await trade.DoAsync(trade.IssueAsync);
                latencies.Add(watch.Elapsed.TotalMilliseconds);
                done++;
            }
        })));
        return latencies;
    }

    public static double Percentile(IReadOnlyCollection<double> values, int percent) =>
        values.Order().ElementAt(Math.Min(values.Count - 1, values.Count * percent / 100));

    /// <summary>An invoice whose number was taken and which then is not: a rule, an error, a call-off.</summary>
    private static async Task FailAsync(Store store, Trade trade, Random random)
    {
        using var cancel = new CancellationTokenSource();
        var way = random.Next(4);
        if (way == 3)
            cancel.CancelAfter(random.Next(0, 5));
        try
        {
            await store.WriteAsync(async w =>
            {
                await trade.IssueAsync(w);
                await w.SaveAsync();
                if (way == 0)
                    throw new BrokenRuleException("Refusé exprès.");
                if (way == 1)
                    throw new TimeoutException("Wrong on purpose.");
                await Task.Delay(way == 3 ? 5 : 0, cancel.Token);
                cancel.Cancel();
                cancel.Token.ThrowIfCancellationRequested();
            }, cancel.Token);
        }
        catch (Exception e) when (e is BrokenRuleException or TimeoutException or OperationCanceledException)
        {
            // As meant.
        }
    }
}
