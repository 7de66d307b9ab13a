using System.Data;
using System.Data.Common;
using Essaim.App.Data;
using Microsoft.Data.Sqlite;

namespace Essaim.App.Tests.Safety;

/// <summary>Lets the k-th call to the database fail, begin and commit included.</summary>
public abstract class FaultyEngine
{
    /// <summary>The engine to write through.</summary>
    public abstract Engine Engine { get; }

    /// <summary>From now on counts, and fails call number <paramref name="call"/>.</summary>
    public abstract void Arm(int call);

    /// <summary>Stops failing; true when a call did fail.</summary>
    public abstract bool Disarm();

    public static FaultyEngine Of(Engine engine, bool lostReply) => engine is SqliteEngine sqlite
        ? new FaultySqlite(sqlite)
        : new CutPostgres((PostgresEngine)engine, lostReply);
}

/// <summary>SQLite whose k-th command throws an input/output error instead of running.</summary>
internal sealed class FaultySqlite(SqliteEngine inner) : FaultyEngine
{
    private int _left;
    private bool _failed;

    public override Engine Engine => field ??= new Wrapped(inner, this);

    public override void Arm(int call) => (_left, _failed) = (call, false);

    public override bool Disarm()
    {
        _left = 0;
        return _failed;
    }

    private void Count()
    {
        if (_left == 0 || --_left > 0)
            return;
        _failed = true;
        throw new SqliteException("disk I/O error, on purpose", SQLitePCL.raw.SQLITE_IOERR);
    }

    private sealed class Wrapped(SqliteEngine inner, FaultySqlite faults) : Engine
    {
        public override string Name => inner.Name;
        public override IReadOnlyDictionary<string, string> Words => inner.Words;
        public override string ConnectionString => inner.ConnectionString;

        public override DbConnection Create() => new Connection(inner.ConnectionString, faults);

        public override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancel) =>
            inner.BeginWriteAsync(connection, cancel);

        public override Task RefuseLossyStorageAsync(DbConnection connection) =>
            inner.RefuseLossyStorageAsync(connection);
    }

    private sealed class Connection(string connectionString, FaultySqlite faults) : SqliteConnection(connectionString)
    {
        public override SqliteCommand CreateCommand() => new Command(faults)
        {
            Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction,
        };
    }

    private sealed class Command(FaultySqlite faults) : SqliteCommand
    {
        // Every way to run a command ends here.
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            if (CommandText != "ROLLBACK;")
                faults.Count();
            return base.ExecuteReader(behavior);
        }
    }
}
