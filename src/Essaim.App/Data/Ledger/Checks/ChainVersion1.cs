using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// The bytes of the chain, version 1, written from stored rows as <c>docs/field/ledger.md</c> tells them and not as
/// the posting code makes them.
/// </summary>
internal sealed class ChainVersion1
{
    private const byte Field = 0x1F;
    private const byte Row = 0x1E;

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly byte[] _previous = new byte[32];

    public ReadOnlySpan<byte> Head => _previous;

    public void StartYear(int year) =>
        SHA256.HashData(Encoding.UTF8.GetBytes("essaim-chain-1\u001f"
            + year.ToString(System.Globalization.CultureInfo.InvariantCulture)), _previous);

    /// <summary>Begins an entry with the columns of <see cref="EntryPass"/>'s query.</summary>
    public void Begin(ByteRows row)
    {
        _bytes.ResetWrittenCount();
        _bytes.Write(_previous);
        Raw("1"u8).Next().Number(row.Number(EntryPass.Id)).Next().Raw(row.Bytes(EntryPass.Journal)).Next()
            .Raw(row.Bytes(EntryPass.EntryNumber)).Next().Raw(row.Bytes(EntryPass.Date)).Next()
            .Raw(row.Bytes(EntryPass.Label)).Next().Raw(row.Bytes(EntryPass.PieceRef)).Next()
            .Raw(row.Bytes(EntryPass.PieceDate)).Next().Raw(row.Bytes(EntryPass.DocumentKind)).Next();
        if (!row.IsNull(EntryPass.DocumentId))
            Number(row.Number(EntryPass.DocumentId));
        Next().Hex(row.Bytes(EntryPass.DocumentHash)).Next();
        if (!row.IsNull(EntryPass.Reverses))
            Number(row.Number(EntryPass.Reverses));
        Next().Raw(row.Number(EntryPass.IsOpening) == 0 ? "0"u8 : "1"u8).Next().Raw(row.Bytes(EntryPass.PostedAt));
    }

    public void Line(ByteRows row)
    {
        _bytes.Write([Row]);
        Number(row.Number(EntryPass.LineNo)).Next().Raw(row.Bytes(EntryPass.Account)).Next()
            .Number(row.Number(EntryPass.Activity)).Next().Raw(row.Bytes(EntryPass.ThirdParty)).Next()
            .Number(row.Number(EntryPass.Debit)).Next().Number(row.Number(EntryPass.Credit)).Next()
            .Raw(row.Bytes(EntryPass.LineLabel));
    }

    /// <summary>Ends the entry: its hash is the head that the next one follows.</summary>
    public void End() => SHA256.HashData(_bytes.WrittenSpan, _previous);

    /// <summary>
    /// Goes on from a hash that is wrong, so that one altered entry is one finding and not all that follow.
    /// </summary>
    public void Resume(ReadOnlySpan<byte> hash) => hash.CopyTo(_previous);

    private ChainVersion1 Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    private ChainVersion1 Next()
    {
        _bytes.GetSpan(1)[0] = Field;
        _bytes.Advance(1);
        return this;
    }

    private ChainVersion1 Number(long number)
    {
        Utf8Formatter.TryFormat(number, _bytes.GetSpan(24), out var used);
        _bytes.Advance(used);
        return this;
    }

    private ChainVersion1 Hex(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0)
            Raw(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)));
        return this;
    }
}
