using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>
/// What a bank says of one account (relevé de compte): the movements it booked and, when the file has them, the
/// balances before and after. Always in euros.
/// </summary>
public sealed record BankStatement
{
    public required StatementAccount Account { get; init; }

    /// <summary>The bank's own name for this statement; null when the format has none.</summary>
    public string? Reference { get; init; }

    public BankBalance? Opening { get; init; }
    public BankBalance? Closing { get; init; }
    public required IReadOnlyList<BankLine> Lines { get; init; }
}

/// <summary>
/// The account of a statement: its IBAN, or the French RIB turned into one, and always the text that the file gave, to
/// show when there is no IBAN.
/// </summary>
public sealed record StatementAccount(string Text, Iban? Iban)
{
    internal static StatementAccount Of(string text) => new(text, BankText.ToIban(text));

    internal static StatementAccount OfRib(string bank, string branch, string account)
    {
        var text = string.Join(' ', new[] { bank, branch, account }.Where(p => p.Length > 0));
        return new StatementAccount(text, BankText.ToIban(account) ?? Values.Iban.OfRib(bank, branch, account));
    }

    /// <summary>What tells two accounts of one file apart.</summary>
    internal string Identity => Iban?.Text ?? Text;
}

/// <summary>
/// What the account holds (solde), positive for the co-op, at the end of a day when the file says it.
/// </summary>
public sealed record BankBalance(Money Amount, DateOnly? Date);

/// <summary>
/// One movement on the account (ligne de relevé, mouvement), as the bank booked it. A transfer of several payments that
/// the bank booked at once is one line, with its <see cref="Details"/>: the line is what the balance counts and what
/// the books must show; the details help to find what it pays.
/// </summary>
public sealed record BankLine
{
    /// <summary>Tells the line from every other of its account, in this file and others: see
    /// <see cref="BankLineKeys"/>.</summary>
    public string Key { get; init; } = "";

    public required DateOnly BookedOn { get; init; }

    /// <summary>From when interest counts; null when the file does not say it.</summary>
    public DateOnly? ValueDate { get; init; }

    /// <summary>Positive when money comes in, never zero.</summary>
    public required Money Amount { get; init; }

    /// <summary>What the bank wrote, its pieces joined by spaces, without control signs; may be empty.</summary>
    public required string Label { get; init; }

    public string? CounterpartyName { get; init; }
    public Iban? CounterpartyIban { get; init; }

    /// <summary>What whoever ordered the payment called it (référence de bout en bout).</summary>
    public string? EndToEndId { get; init; }

    /// <summary>What the bank calls this movement (FITID, AcctSvcrRef, REF).</summary>
    public string? BankReference { get; init; }

    /// <summary>True when the format promises that the reference belongs to this movement alone.</summary>
    public bool HasOwnReference { get; init; }

    /// <summary>The kind in the bank's code: "PMNT/RCDT/ESCT", "B1", "DEBIT".</summary>
    public string? Kind { get; init; }

    /// <summary>The cheque's number, or the bank's number for the entry.</summary>
    public string? EntryNumber { get; init; }

    /// <summary>The block of our own order that was booked at once; see <see cref="PaymentBlock"/>.</summary>
    public string? PaymentBlockId { get; init; }

    /// <summary>The payments in it when there are several; empty for a line that is one payment.</summary>
    public IReadOnlyList<BankLineDetail> Details { get; init; } = [];
}

/// <summary>
/// One payment of a line that the bank booked for several (détail d’un mouvement). Its amount is signed as the line's;
/// null when the bank gave none.
/// </summary>
public sealed record BankLineDetail(
    Money? Amount, string Label, string? CounterpartyName, Iban? CounterpartyIban, string? EndToEndId,
    string? BankReference);

/// <summary>
/// What in a file could not be taken, or does not agree: where, and why, in French. The rest is kept.
/// </summary>
public sealed record BankFault(string Place, string Reason)
{
    public override string ToString() => $"{Place} : {Reason}";
}
