using System.Diagnostics;
using Essaim.Domain.Ledger;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// Work on a whole month in short batches, each one transaction, so that nobody waits; counts what it posts.
/// </summary>
public sealed class MonthWork(Store store)
{
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(80);

    public long Entries { get; private set; }
    public long Lines { get; private set; }

    public void Count(long entries) => Entries += entries;

    public async Task<PostedEntry> PostAsync(WriteSession w, DraftEntry entry)
    {
        Entries++;
        Lines += entry.Lines.Count;
        return await w.Ledger.PostAsync(entry);
    }

    public async Task InBatchesAsync<T>(string step, IReadOnlyList<T> items, IProgress<ClosingProgress>? progress,
        CancellationToken cancel, Func<WriteSession, T, Task> act, Func<WriteSession, Task>? finish = null)
    {
        for (var at = 0; at < items.Count;)
        {
            cancel.ThrowIfCancellationRequested();
            at = await store.WriteAsync(async w =>
            {
                var watch = Stopwatch.StartNew();
                var next = at;
                while (next < items.Count && watch.Elapsed < BatchTime)
                    await act(w, items[next++]);
                if (finish is not null)
                    await finish(w);
                return next;
            }, cancel);
            progress?.Report(new ClosingProgress(step, at, items.Count));
        }
    }
}
