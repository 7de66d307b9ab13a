namespace Essaim.App.Data.Documents;

/// <summary>
/// The bytes of a document in the order of its pieces, one piece in memory at a time. Reads on the context it is given,
/// which must stay open as long.
/// </summary>
public sealed class PieceStream(CoopDb db, long documentId, long length) : Stream
{
    private const string PieceAt = "SELECT first_byte, bytes FROM document_piece "
        + "WHERE document_id = @p0 AND first_byte <= @p1 ORDER BY first_byte DESC LIMIT 1";

    private (long First, byte[] Bytes) _piece = (0, []);

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        if (Position >= length || buffer.IsEmpty)
            return 0;
        if (!Holds(Position))
        {
            var connection = db.OpenAsync().GetAwaiter().GetResult();
            using var command = connection.Sql(PieceAt, db.Transaction, documentId, Position);
            using var reader = command.ExecuteReader();
            Keep(reader.Read() ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : (0, []));
        }
        return Copy(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        if (Position >= length || buffer.IsEmpty)
            return 0;
        if (!Holds(Position))
            Keep((await db.SqlAsync(r => (r.GetInt64(0), r.GetFieldValue<byte[]>(1)), PieceAt, documentId, Position))
                .FirstOrDefault((0, [])));
        return Copy(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancel) =>
        ReadAsync(buffer.AsMemory(offset, count), cancel).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Holds(long at) => at >= _piece.First && at < _piece.First + _piece.Bytes.Length;

    private void Keep((long First, byte[] Bytes) piece)
    {
        _piece = piece;
        if (!Holds(Position))
            throw new InvalidDataException($"Document {documentId} has no byte {Position}.");
    }

    private int Copy(Span<byte> to)
    {
        var from = _piece.Bytes.AsSpan((int)(Position - _piece.First));
        from = from[..(int)Math.Min(Math.Min(from.Length, to.Length), length - Position)];
        from.CopyTo(to);
        Position += from.Length;
        return from.Length;
    }
}
