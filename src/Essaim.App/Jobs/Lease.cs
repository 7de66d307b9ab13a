using System.Data.Common;
using Essaim.App.Data;
using Essaim.Domain.Ledger;

namespace Essaim.App.Jobs;

/// <summary>
/// The right of one server to do one kind of background work of a co-op (bail): a row with an end, renewed while the
/// work lasts, so that two servers on one PostgreSQL database never do the same work at once. A server that dies loses
/// it within seconds. A SQLite file has one server; there it is always granted.
/// </summary>
/// <remarks>Asked for beside the books' own write lock: a long batch does not keep it from being renewed.</remarks>
internal sealed class Lease : IAsyncDisposable
{
    /// <summary>Clocks of two servers may differ by less than what remains after a missed renewal.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(4);

    private readonly Store _store;
    private readonly string _name;
    private readonly string _holder = Guid.CreateVersion7().ToString("N");
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _over = new();
    private DateTimeOffset _until;
    private Task _renewing = Task.CompletedTask;

    private Lease(Store store, string name) => (_store, _name) = (store, name);

    /// <summary>Cancelled once another server may have taken the work over.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Null while another server holds it.</summary>
    public static async Task<Lease?> TakeAsync(Store store, string name)
    {
        var lease = new Lease(store, name);
        if (store.Engine is SqliteEngine)
            return lease;
        var now = store.Time.GetUtcNow();
        lease._until = now + Life;
        if (await lease.WriteAsync("INSERT INTO lease (name, holder, until) VALUES (@p0, @p1, @p2) "
            + "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until "
            + "WHERE lease.until < @p3", Text(lease._until), Text(now)) == 0)
            return null;
        lease._renewing = lease.RenewAsync();
        return lease;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _renewing;
        if (_store.Engine is not SqliteEngine && !_lost.IsCancellationRequested)
            await TryAsync("DELETE FROM lease WHERE name = @p0 AND holder = @p1");
        _lost.Dispose();
        _over.Dispose();
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(Pace, _store.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                var until = _store.Time.GetUtcNow() + Life;
                var rows = await TryAsync("UPDATE lease SET until = @p2 WHERE name = @p0 AND holder = @p1",
                    Text(until));
                if (rows == 1)
                    _until = until;
                else if (rows == 0 || _store.Time.GetUtcNow() >= _until)
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    /// <summary>Null when the database did not answer: what was granted holds until its end.</summary>
    private async Task<int?> TryAsync(string sql, params object[] more)
    {
        try
        {
            return await WriteAsync(sql, more);
        }
        catch (DbException)
        {
            return null;
        }
    }

    private async Task<int> WriteAsync(string sql, params object[] more)
    {
        await using var connection = await _store.Engine.OpenAsync();
        return await connection.ExecuteAsync(sql, null, [_name, _holder, .. more]);
    }

    private static string Text(DateTimeOffset at) => EntryChain.Instant(at.UtcDateTime);
}
