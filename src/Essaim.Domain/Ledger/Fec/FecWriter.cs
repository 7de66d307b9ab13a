using System.Buffers;
using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger.Fec;

/// <summary>What all lines of an entry share in a FEC, as UTF-8; days as "2026-01-31".</summary>
public readonly ref struct FecEntryText
{
    /// <summary>Code and label of the journal, made by <see cref="FecWriter.Pair"/>.</summary>
    public required ReadOnlySpan<byte> Journal { get; init; }

    public required ReadOnlySpan<byte> Number { get; init; }
    public required ReadOnlySpan<byte> Date { get; init; }
    public required ReadOnlySpan<byte> PieceRef { get; init; }
    public required ReadOnlySpan<byte> PieceDate { get; init; }
    public required ReadOnlySpan<byte> ValidDate { get; init; }
}

/// <summary>One line of a FEC, as UTF-8, amounts in cents.</summary>
public readonly ref struct FecLineText
{
    /// <summary>Number and label of the account, made by <see cref="FecWriter.Pair"/>.</summary>
    public required ReadOnlySpan<byte> Account { get; init; }

    /// <summary>Code and name of the third party, made by <see cref="FecWriter.Pair"/>; empty without one.</summary>
    public required ReadOnlySpan<byte> ThirdParty { get; init; }

    public required ReadOnlySpan<byte> Label { get; init; }
    public required long Debit { get; init; }
    public required long Credit { get; init; }
    public required ReadOnlySpan<byte> Letter { get; init; }
    public required ReadOnlySpan<byte> MatchedOn { get; init; }
}

/// <summary>
/// Writes a FEC (fichier des écritures comptables): the 18 columns of LPF art. A.47 A-1, VII in its order, separated
/// by tabs, in UTF-8, amounts with a comma and days as AAAAMMJJ. What would break a line is made a space.
/// </summary>
public sealed class FecWriter(Stream file)
{
    private static readonly SearchValues<byte> Unwanted = SearchValues.Create("\t\r\n|\0"u8);

    private readonly Utf8Output _out = new(file);
    private readonly Utf8Output _head = new();
    private readonly Utf8Output _piece = new();
    private readonly Utf8Output _tail = new();

    public long Lines { get; private set; }

    /// <summary>The name that the law gives the file: 303265045FEC20261231.txt.</summary>
    public static string FileName(Siren siren, DateOnly closing) => $"{siren.Digits}FEC{closing:yyyyMMdd}.txt";

    /// <summary>A code and its label as two columns; the code stands for a label that is missing.</summary>
    public static byte[] Pair(ReadOnlySpan<byte> code, ReadOnlySpan<byte> label) =>
        new Utf8Output().AddClean(code, Unwanted).Add((byte)'\t')
            .AddClean(label.Trim(" \t\r\n"u8).Length == 0 ? code : label, Unwanted).Written.ToArray();

    public void WriteHeader() =>
        _out.Add(("JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\t"u8))
        .Add("CompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\t"u8)
        .Add("ValidDate\tMontantdevise\tIdevise\r\n"u8);

    /// <summary>
    /// Begins an entry. A piece without a reference takes the entry's number, since the law wants one.
    /// </summary>
    public void Begin(FecEntryText entry)
    {
        _head.Clear();
        _head.Add(entry.Journal).Add((byte)'\t').AddClean(entry.Number, Unwanted).Add((byte)'\t')
            .AddCompactDate(entry.Date).Add((byte)'\t');
        _piece.Clear();
        _piece.Add((byte)'\t').AddClean(entry.PieceRef.IsEmpty ? entry.Number : entry.PieceRef, Unwanted)
            .Add((byte)'\t')
            .AddCompactDate(entry.PieceDate).Add((byte)'\t');
        _tail.Clear();
        _tail.Add((byte)'\t').AddCompactDate(entry.ValidDate).Add("\t\t\r\n"u8);
    }

    public void Write(FecLineText line)
    {
        _out.Add(_head.Written).Add(line.Account).Add((byte)'\t')
            .Add(line.ThirdParty.IsEmpty ? "\t"u8 : line.ThirdParty).Add(_piece.Written)
            .AddClean(line.Label, Unwanted).Add((byte)'\t')
            .AddAmount(line.Debit, (byte)',').Add((byte)'\t').AddAmount(line.Credit, (byte)',').Add((byte)'\t')
            .AddClean(line.Letter, Unwanted).Add((byte)'\t').AddCompactDate(line.MatchedOn).Add(_tail.Written);
        Lines++;
    }

    public void Flush() => _out.Flush();
}
