using System.Buffers.Binary;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// The rows of a query as the bytes that the database holds: millions of them are read without making a string or a
/// box. Texts are UTF-8, numbers are integers; a value is valid until the next row.
/// </summary>
public abstract class ByteRows : IDisposable
{
    /// <summary>The query must be complete text: on PostgreSQL it is copied out, which takes no parameters.</summary>
    public static ByteRows Of(DbConnection connection, DbTransaction? transaction, string sql) => connection switch
    {
        NpgsqlConnection npgsql => new CopiedRows(npgsql, sql),
        SqliteConnection sqlite => new SqliteRows(sqlite, (SqliteTransaction?)transaction, sql),
        _ => throw new ArgumentException("Unknown database.", nameof(connection)),
    };

    /// <summary>The words in which the two engines differ when a day is to come as "2026-01-31".</summary>
    public static string DayText(DbConnection connection, string column) =>
        connection is NpgsqlConnection ? $"to_char({column}, 'YYYY-MM-DD')" : column;

    public abstract bool Read();
    public abstract bool IsNull(int column);
    public abstract ReadOnlySpan<byte> Bytes(int column);
    public abstract long Number(int column);
    public abstract void Dispose();

    private sealed class SqliteRows : ByteRows
    {
        private readonly SqliteCommand _command;
        private readonly SqliteDataReader _reader;
        private readonly sqlite3_stmt _row;

        public SqliteRows(SqliteConnection connection, SqliteTransaction? transaction, string sql)
        {
            _command = connection.CreateCommand();
            _command.CommandText = sql;
            _command.Transaction = transaction;
            _reader = _command.ExecuteReader();
            _row = _reader.Handle!;
        }

        public override bool Read() => _reader.Read();
        public override bool IsNull(int column) => raw.sqlite3_column_type(_row, column) == raw.SQLITE_NULL;
        public override ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_row, column);
        public override long Number(int column) => raw.sqlite3_column_int64(_row, column);

        public override void Dispose()
        {
            _reader.Dispose();
            _command.Dispose();
        }
    }

    /// <summary>
    /// PostgreSQL's binary copy: for each row a count of fields, for each field its length and its bytes.
    /// </summary>
    private sealed class CopiedRows : ByteRows
    {
        private const int HeaderLength = 19;

        private readonly NpgsqlRawCopyStream _stream;
        private readonly (int Start, int Length)[] _fields = new (int, int)[40];
        private byte[] _buffer = new byte[1 << 17];
        private int _at;
        private int _end;

        public CopiedRows(NpgsqlConnection connection, string sql)
        {
            _stream = connection.BeginRawBinaryCopy($"COPY ({sql}) TO STDOUT (FORMAT BINARY)");
            Need(HeaderLength);
            _at += HeaderLength;
        }

        public override bool Read()
        {
            var start = _at;
            var count = BinaryPrimitives.ReadInt16BigEndian(Take(2, ref start));
            for (var i = 0; i < count; i++)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(Take(4, ref start));
                _fields[i] = (_at - start, length);
                Take(Math.Max(length, 0), ref start);
            }
            for (var i = 0; i < count; i++)
                _fields[i].Start += start;
            return count >= 0;
        }

        public override bool IsNull(int column) => _fields[column].Length < 0;

        public override ReadOnlySpan<byte> Bytes(int column) =>
            IsNull(column) ? [] : _buffer.AsSpan(_fields[column].Start, _fields[column].Length);

        public override long Number(int column) => Bytes(column) switch
        {
            { Length: 1 } one => one[0],
            { Length: 2 } two => BinaryPrimitives.ReadInt16BigEndian(two),
            { Length: 4 } four => BinaryPrimitives.ReadInt32BigEndian(four),
            { Length: 8 } eight => BinaryPrimitives.ReadInt64BigEndian(eight),
            _ => 0,
        };

        /// <summary>The next bytes; <paramref name="rowStart"/> follows the row when the buffer moves.</summary>
        private ReadOnlySpan<byte> Take(int count, ref int rowStart)
        {
            if (_end - _at < count)
                rowStart -= Move(rowStart, count);
            var bytes = _buffer.AsSpan(_at, count);
            _at += count;
            return bytes;
        }

        private void Need(int count) => Move(0, count);

        private int Move(int keepFrom, int count)
        {
            _buffer.AsSpan(keepFrom, _end - keepFrom).CopyTo(_buffer);
            _at -= keepFrom;
            _end -= keepFrom;
            if (_at + count > _buffer.Length)
                Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _at + count));
            while (_end - _at < count)
            {
                var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
                if (read == 0)
                    throw new EndOfStreamException("The copy ended in the middle of a row.");
                _end += read;
            }
            return keepFrom;
        }

        public override void Dispose() => _stream.Dispose();
    }
}
