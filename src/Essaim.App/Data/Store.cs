using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Acts;
using Essaim.App.Data.Ledger;
using Essaim.App.Web;
using System.Data.Common;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data;

/// <summary>
/// One co-op's database. Reading is free; writing goes through <see cref="WriteAsync{T}"/>, one at a time, in one
/// transaction that holds the co-op's write lock from its first statement to its commit.
/// </summary>
public sealed class Store(Engine engine, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The answer of an act that makes nothing to name.</summary>
    internal const string Done = "fait";

    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _writer = new(1, 1);
    private (DbConnection Connection, RowWriter Rows)? _kept;
    private int _closed;

    public Engine Engine { get; } = engine;
    public TimeProvider Time { get; } = time;

    /// <summary>A context for reading: nothing it loads is tracked.</summary>
    public CoopDb Read() => new(Engine.CreateForReading(), owns: true, tracking: false);

    /// <summary>
    /// Runs <paramref name="work"/> and commits what it wrote, documents and entries together, or nothing.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> work, CancellationToken cancel = default)
    {
        await _writer.WaitAsync(cancel);
        try
        {
            var (connection, rows, begun) = await BeginAsync(cancel);
            await using var transaction = begun;
            await using var session = new WriteSession(connection, transaction, rows, Time);
            var result = await work(session);
            await RepayAdvances.FromReceiptsAsync(session);
            await session.SaveAsync();
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (Exception e) when (e is not BrokenRuleException)
        {
            await DropAsync();
            if (StorageRefusal.Of(e) is { } refusal)
                throw refusal;
            throw;
        }
        finally
        {
            _writer.Release();
        }
    }

    public Task WriteAsync(Func<WriteSession, Task> work, CancellationToken cancel = default) =>
        WriteAsync(async session =>
        {
            await work(session);
            return true;
        }, cancel);

    /// <summary>
    /// As <see cref="WriteAsync{T}"/>, once for a key: a double click, a resent form or a repeated command gets the
    /// first result and has no second effect. An act that makes nothing to name is kept as done, because an empty
    /// answer in the rows is one that somebody took away.
    /// </summary>
    public Task<string> WriteOnceAsync(Guid key, Func<WriteSession, Task<string>> work, CancellationToken cancel =
        default) =>
        WriteAsync(async session =>
        {
            var known = await session.Connection.ScalarAsync(
                "SELECT result FROM request WHERE key = @p0", session.Transaction, key.ToString());
            if (known is string result)
                return result;
            result = await work(session);
            if (result.Length == 0)
                result = Done;
            await session.Connection.ExecuteAsync("INSERT INTO request (key, result, made_at) VALUES (@p0, @p1, @p2)",
                session.Transaction, key.ToString(), result, EntryChain.Instant(Time.GetUtcNow().UtcDateTime));
            return result;
        }, cancel);

    /// <summary>
    /// A server that restarted has cut the kept connection: nothing is lost yet, so a new one is tried once.
    /// </summary>
    private async Task<(DbConnection, RowWriter, DbTransaction)> BeginAsync(CancellationToken cancel)
    {
        if (_kept is { } kept)
            try
            {
                return (kept.Connection, kept.Rows, await Engine.BeginWriteAsync(kept.Connection, cancel));
            }
            catch (DbException e) when (StorageRefusal.IsCut(e))
            {
                await DropAsync();
            }
        var (connection, rows) = await KeptAsync(cancel);
        return (connection, rows, await Engine.BeginWriteAsync(connection, cancel));
    }

    private async Task<(DbConnection Connection, RowWriter Rows)> KeptAsync(CancellationToken cancel)
    {
        var connection = await Engine.OpenAsync(cancel);
        _kept = (connection, new RowWriter(connection));
        return _kept.Value;
    }

    private async Task DropAsync()
    {
        if (_kept is not { } kept)
            return;
        _kept = null;
        await kept.Connection.DisposeAsync();
    }

    /// <summary>Whoever writes now ends first: a connection does not close under them.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
            return;
        await _writer.WaitAsync(LastWrite);
        await DropAsync();
        _writer.Dispose();
    }
}

/// <summary>
/// One write transaction: the context for documents and the ledger for their entries, on one connection.
/// </summary>
public sealed class WriteSession : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private CoopDb? _db;

    internal WriteSession(DbConnection connection, DbTransaction transaction, RowWriter rows, TimeProvider time)
    {
        (Connection, Transaction, Rows, _time) = (connection, transaction, rows, time);
        Ledger = new LedgerWriter(connection, transaction, rows, time);
    }

    public DbConnection Connection { get; }
    public DbTransaction Transaction { get; }
    internal RowWriter Rows { get; }
    public LedgerWriter Ledger { get; }

    /// <summary>Made at the first use: posting alone needs no context.</summary>
    public CoopDb Db
    {
        get
        {
            if (_db is null)
            {
                _db = new CoopDb(Connection, owns: false, tracking: true);
                _db.Database.UseTransaction(Transaction);
            }
            return _db;
        }
    }

    public LedgerReader Books => new(Connection, Transaction);

    /// <summary>Now, as the books write instants.</summary>
    public string Now => EntryChain.Instant(UtcNow);

    public DateTime UtcNow => _time.GetUtcNow().UtcDateTime;

    /// <summary>The civil day in France.</summary>
    public DateOnly Today => CivilDay.Today(_time);

    /// <summary>
    /// Writes what the context and the ledger hold, and what the log tells of it. The ledger goes first: documents name
    /// their entries.
    /// </summary>
    public async Task SaveAsync()
    {
        await Ledger.FlushAsync();
        if (_db is null)
            return;
        var acts = RecordedChanges.Of(_db.ChangeTracker);
        await _db.SaveChangesAsync();
        await ActLog.KeepAsync(Connection, Transaction, Now, [.. acts.Select(make => make())]);
    }

    /// <summary>Keeps an act that no saved row tells by itself.</summary>
    public Task TellAsync(NewAct act) => ActLog.KeepAsync(Connection, Transaction, Now, [act]);

    public async ValueTask DisposeAsync()
    {
        if (_db is not null)
            await _db.DisposeAsync();
    }
}
