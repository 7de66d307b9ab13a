using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>
/// A line of the books that may explain a movement of the bank (candidat): an item still to be settled, or a line that
/// stands on the bank's account already and no statement has shown yet. Its amount has the sign of the movement it
/// explains: what is to be received, or came in, is positive.
/// </summary>
/// <param name="Entry">The entry of the line.</param>
/// <param name="Line">Its place in the entry, from 1.</param>
/// <param name="IsBooked">True for a line on the bank's account: nothing is left to post.</param>
/// <param name="Amount">What is left of the item, or the amount of the line.</param>
/// <param name="Date">When it is due, or the day of its entry.</param>
/// <param name="Piece">The number on the document, such as that of an invoice; may be empty.</param>
/// <param name="Party">The third party's code; null when the line names none.</param>
/// <param name="PartyName">Its name, as people write it.</param>
/// <param name="Label">What the line says in the books.</param>
public sealed record BankCandidate(EntryId Entry, int Line, bool IsBooked, AccountNumber Account, ActivityId Activity,
    Money Amount, DateOnly Date, string Piece, ThirdParty? Party, string PartyName, string Label)
{
    private PartyName? _name;
    private string? _piece;

    internal PartyName Name => _name ??= Banking.PartyName.Of(PartyName);

    /// <summary>
    /// The number of the document as a bank might repeat it, without marks; empty when it is too short to tell.
    /// </summary>
    internal string PieceInOne => _piece ??= PlainText.InOne(Piece) is { Length: >= 4 } one
        && one.Any(char.IsAsciiDigit) ? one : "";
}

/// <summary>
/// Lines on the bank's account that one order sent together (lignes d’un même virement), and what they are: the items
/// of one transfer, the salaries of an order, or all of it.
/// </summary>
public sealed record BankGroup(string Name, IReadOnlyList<BankCandidate> Lines);

/// <summary>The words by which a third party is known in the text of a bank (nom d’un tiers).</summary>
public sealed record PartyName(IReadOnlyList<string> Words)
{
    /// <summary>Words of companies that tell nobody apart.</summary>
    private static readonly HashSet<string> Common =
    [
        "sarl", "sas", "sasu", "sa", "eurl", "sci", "scop", "association", "asso", "societe", "ste", "ets", "mme", "mr",
        "monsieur", "madame", "de", "du", "des", "la", "le", "les", "et", "cie", "compagnie", "france", "d", "l",
    ];

    public static PartyName Of(string name) => new([.. PlainText.Words(name).Where(w => !Common.Contains(w))]);
}

/// <summary>
/// What is known of a movement when it is to be explained: its day and amount, all that the bank wrote of it, and who
/// was at the other end before, if that account has been seen.
/// </summary>
public sealed record BankMovement(DateOnly Date, Money Amount, string Text, ThirdParty? KnownParty = null)
{
    /// <summary>A number is written with marks and without, in so many words at most.</summary>
    private const int MostWords = 4;

    /// <summary>Written before a number without a space.</summary>
    private static readonly string[] Heads = ["facture", "fact", "fac", "fa", "num", "no", "n", "ref"];

    private List<string>? _words;
    private HashSet<string>? _numbers;

    internal IReadOnlyList<string> Words => _words ??= PlainText.Words(Text);

    /// <summary>
    /// Whether the text has every word of the name. Banks cut long names short: the beginning of a word will do from
    /// the fourth sign on.
    /// </summary>
    public bool Tells(PartyName name) => name.Words.Any(n => n.Length > 2) && name.Words.All(n => Words.Any(w => w == n
        || w.Length >= 4 && n.StartsWith(w, StringComparison.Ordinal)));

    /// <summary>Numbers in it that could be those of our invoices, as they are written there: "F2026-0042".</summary>
    public IEnumerable<string> InvoiceNumbers() => (_numbers ??= [.. Numbers()])
        .Where(n => n.Length is >= 9 and <= 14 && n[0] == 'f' && n.Skip(1).All(char.IsAsciiDigit))
        .Select(n => $"F{n[1..5]}-{n[5..]}");

    /// <summary>Whether the text repeats this number, whole: 42 is not in 1420.</summary>
    internal bool Repeats(string inOne) => (_numbers ??= [.. Numbers()]).Contains(inOne);

    private IEnumerable<string> Numbers()
    {
        for (var from = 0; from < Words.Count; from++)
            for (var count = 1; count <= MostWords && from + count <= Words.Count; count++)
            {
                var number = string.Concat(Words.Skip(from).Take(count));
                yield return number;
                foreach (var head in Heads.Where(h => number.StartsWith(h, StringComparison.Ordinal)))
                    yield return number[head.Length..];
            }
    }
}

/// <summary>
/// What the co-op decided for movements that come again (règle de rapprochement): words of the label, the sign, and
/// the account and activity that take the amount.
/// </summary>
public sealed record BankRule(long Id, string Text, bool IsIncoming, AccountNumber Account, ActivityId Activity,
    string Label)
{
    private List<string>? _words;

    /// <summary>Its words stand in the movement's text, in this order.</summary>
    public bool Fits(BankMovement movement)
    {
        if (movement.Amount.IsPositive != IsIncoming)
            return false;
        _words ??= PlainText.Words(Text);
        var at = 0;
        foreach (var word in movement.Words)
            if (at < _words.Count && word == _words[at])
                at++;
        return _words.Count > 0 && at == _words.Count;
    }

    /// <summary>
    /// The words of a label that will come again: those without digits, since days and numbers change each time.
    /// </summary>
    public static string Lasting(string text) =>
        string.Join(' ', PlainText.Words(text).Where(w => w.Length > 1 && !w.Any(char.IsAsciiDigit)).Take(6));
}
