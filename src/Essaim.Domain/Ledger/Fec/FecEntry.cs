using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger.Fec;

/// <summary>
/// What reading a FEC gives, in the order of the file: entries to take and lines that cannot be taken.
/// </summary>
public abstract record FecItem;

/// <summary>A line that cannot be taken: its number in the file, the header being line 1, and why, in French.</summary>
public sealed record FecRejection(long Line, string Reason) : FecItem;

/// <summary>
/// One entry of another program's books: the lines that share journal, number and date, wherever they stand in the
/// file. It balances and has two lines at least, or it would not be here.
/// </summary>
public sealed record FecEntry(
    string Journal, string JournalLabel, string Number, DateOnly Date, IReadOnlyList<FecLine> Lines) : FecItem
{
    /// <summary>"VT 12 du 31/01/2025", as messages name it.</summary>
    public string Name => NameOf(Journal, Number, Date);

    internal static string NameOf(string journal, string number, DateOnly date) =>
        $"{journal} {number} du {FrenchText.Short(date)}";
}

/// <summary>A line of a FEC whose values have been read and checked.</summary>
/// <param name="Position">Its line number in the file.</param>
/// <param name="ThirdParty">The auxiliary code, or what followed the digits of an account like 411DUPONT.</param>
public sealed record FecLine(
    long Position, AccountNumber Account, string AccountLabel, string? ThirdParty, string? ThirdPartyName,
    string PieceRef, DateOnly? PieceDate, string Label, Money Debit, Money Credit, string? Letter, DateOnly? MatchedOn)
{
    public Money Amount => Debit - Credit;
}
