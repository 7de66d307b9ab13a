using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Essaim.Domain.Ledger;

/// <summary>An entry as it stands in the books: numbered, dated, chained. It never changes (PCG art. 921-3).</summary>
/// <param name="Number">Its number in its journal, "VT-2026-000042"; imported entries keep the one they had.</param>
/// <param name="PostedAt">When it was posted, UTC, to the millisecond.</param>
public sealed record PostedEntry(EntryId Id, string Number, DateTime PostedAt, DraftEntry Content, byte[] Hash);

/// <summary>
/// The chain that makes the books tamper-evident: each entry's SHA-256 covers its own bytes and the hash before it.
/// The format is version 1 and may only ever be followed by a version 2, never changed: old entries must verify.
/// </summary>
public static class EntryChain
{
    private const char Field = '\u001f';
    private const char Row = '\u001e';

    /// <summary>The hash that the first entry of a fiscal year follows.</summary>
    public static byte[] Genesis(int fiscalYear) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"essaim-chain-1{Field}{fiscalYear}"));

    public static byte[] Hash(byte[] previous, EntryId id, string number, DateTime postedAt, DraftEntry entry)
    {
        var text = new StringBuilder(512);
        text.Append('1').Append(Field).Append(id.Value).Append(Field).Append(entry.Journal)
            .Append(Field).Append(number).Append(Field);
        AppendDate(text, entry.Date).Append(Field).Append(entry.Label).Append(Field).Append(entry.PieceRef)
            .Append(Field);
        AppendDate(text, entry.PieceDate).Append(Field);
        text.Append(entry.Document?.Kind).Append(Field).Append(entry.Document?.Id).Append(Field)
            .Append(entry.DocumentHash is null ? "" : Convert.ToHexStringLower(entry.DocumentHash)).Append(Field)
            .Append(entry.Reverses?.Value).Append(Field).Append(entry.IsOpening ? '1' : '0').Append(Field)
            .Append(Instant(postedAt));
        for (var i = 0; i < entry.Lines.Count; i++)
            AppendLine(text, i + 1, entry.Lines[i]);
        RefuseSeparators(entry.Journal, number, entry.Document?.Kind);
        return HashAfter(previous, text);
    }

    /// <summary>"2026-11-22T19:30:00.123Z": how an instant is written in the chain and in the database.</summary>
    public static string Instant(DateTime utc) =>
        utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static StringBuilder AppendDate(StringBuilder text, DateOnly date) =>
        text.Append(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}");

    private static void AppendLine(StringBuilder text, int number, EntryLine line) =>
        text.Append(Row).Append(number).Append(Field).Append(line.Account.Digits).Append(Field)
            .Append(line.Activity.Value).Append(Field).Append(line.ThirdParty?.Code).Append(Field)
            .Append(line.Debit.Cents).Append(Field).Append(line.Credit.Cents).Append(Field).Append(line.Label);

    /// <summary>A separator inside a field would let two different entries have one hash.</summary>
    private static void RefuseSeparators(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            if (text is not null && text.AsSpan().IndexOfAny(Field, Row) >= 0)
                throw new ArgumentException("A journal, a number or a kind of document holds a control sign.");
    }

    private static byte[] HashAfter(byte[] previous, StringBuilder text)
    {
        var whole = text.ToString();
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(whole.Length) + previous.Length);
        previous.CopyTo(buffer, 0);
        var used = previous.Length + Encoding.UTF8.GetBytes(whole, buffer.AsSpan(previous.Length));
        var hash = SHA256.HashData(buffer.AsSpan(0, used));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }
}
