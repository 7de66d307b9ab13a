using System.Buffers;

namespace Essaim.Domain.Ledger.Fec;

/// <summary>
/// Writes the ledger as a journal that hledger reads: one transaction for each entry, each line on the account
/// "number:activity", in EUR. Anybody can so recompute every figure with a program that is not ours.
/// </summary>
public sealed class HledgerWriter(Stream file)
{
    private static readonly SearchValues<byte> UnwantedInText = SearchValues.Create("\t\r\n\0;|"u8);
    private static readonly SearchValues<byte> UnwantedInCode = SearchValues.Create("\t\r\n\0;|()"u8);

    private readonly Utf8Output _out = new(file);

    public long Entries { get; private set; }

    /// <summary>Says the currency and the decimal mark, so that 1.234 is never read as a thousand.</summary>
    public void WriteHeader(ReadOnlySpan<byte> title) =>
        _out.Add("; "u8).AddClean(title, UnwantedInText).Add("\ndecimal-mark .\ncommodity 1000.00 EUR\n"u8);

    /// <summary>Begins a transaction; the day as "2026-01-31".</summary>
    public void Begin(ReadOnlySpan<byte> date, ReadOnlySpan<byte> number, ReadOnlySpan<byte> label)
    {
        _out.Add((byte)'\n').Add(date).Add(" * ("u8).AddClean(number, UnwantedInCode).Add(") "u8)
            .AddClean(label, UnwantedInText).Add((byte)'\n');
        Entries++;
    }

    /// <summary>Adds a posting; a debit is positive.</summary>
    public void Write(ReadOnlySpan<byte> account, ReadOnlySpan<byte> activity, long cents) =>
        _out.Add("    "u8).Add(account).Add((byte)':').Add(activity).Add("  "u8).AddAmount(cents, (byte)'.')
            .Add(" EUR\n"u8);

    public void Flush() => _out.Flush();
}
