using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>
/// One expense that a person advanced (dépense), or kilometres with their own vehicle. <see cref="Vat"/> is what the
/// co-op may deduct; what the receipt shows beside it is a cost, and in <see cref="Net"/>.
/// </summary>
/// <param name="Kind">What was bought, by the key of an <see cref="ExpenseKind"/>; empty in claims of before.</param>
/// <param name="Count">How many meals or nights the amount is for: ceilings are for one.</param>
/// <param name="No">The number of the line in its claim, from 1; it stays when others go. 0: not numbered yet.</param>
/// <param name="ReceiptVat">The VAT that the receipt shows; zero in claims of before.</param>
/// <param name="TakenFrom">The refused line that is asked for again, as "claim-line"; empty for a new one.</param>
public sealed record ExpenseLine(DateOnly Date, AccountNumber Account, string Description, Money Net, Money Vat,
    string Kind = "", int Count = 1, int No = 0, Money ReceiptVat = default, string TakenFrom = "")
{
    public Money Total => Net + Vat;
}

/// <summary>A trip with one's own vehicle (déplacement): the scale of the year gives its allowance.</summary>
/// <param name="HorsePower">The vehicle's as it was, with whether it is electric: what the scale was asked.</param>
/// <param name="Vehicle">Which vehicle; null in claims of before vehicles were kept.</param>
public sealed record MileageTrip(DateOnly Date, string From, string To, decimal Kilometres, int HorsePower,
    bool Electric, long? Vehicle = null, int No = 0, string TakenFrom = "")
{
    public string Description => $"{From} – {To}, {FrenchText.Decimal(Kilometres, 1)} km";
}

/// <summary>What a claim asks for: expenses with their receipts, and trips.</summary>
/// <param name="LastNo">The highest number ever given to a line, so that none is given twice.</param>
public sealed record ExpenseClaimContent(
    IReadOnlyList<ExpenseLine> Expenses, IReadOnlyList<MileageTrip> Trips, int LastNo = 0)
{
    public static readonly ExpenseClaimContent Empty = new([], []);

    /// <summary>
    /// The same, each line with its number: those that have none get the next ones, expenses first. On content that
    /// no longer changes the numbers are the same each time.
    /// </summary>
    public ExpenseClaimContent Numbered()
    {
        var taken = new HashSet<int>();
        var last = Math.Max(LastNo, Expenses.Select(e => e.No).Concat(Trips.Select(t => t.No)).DefaultIfEmpty(0).Max());
        int Next(int no) => no > 0 && taken.Add(no) ? no : ++last;
        List<ExpenseLine> expenses = [.. Expenses.Select(e => e with { No = Next(e.No) })];
        List<MileageTrip> trips = [.. Trips.Select(t => t with { No = Next(t.No) })];
        return new ExpenseClaimContent(expenses, trips, last);
    }
}

/// <summary>
/// One line as it was accepted and booked (ligne accordée): it never changes. Kilometres are those that count for the
/// year of the vehicle; zero for an expense.
/// </summary>
public sealed record GrantedLine(ExpenseLine Line, string Vehicle = "", decimal Kilometres = 0);

/// <summary>
/// A month's expense claim (note de frais) of a person for an activity; posted once it is sent and accepted.
/// </summary>
public sealed class ExpenseClaim
{
    public long Id { get; init; }
    public required long PersonId { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required Month Month { get; init; }

    /// <summary>What is asked for; once accepted, what is paid back.</summary>
    public Money Total { get; set; }
    public required ExpenseClaimContent Content { get; set; }
    public string? SentAt { get; set; }
    public EntryId? EntryId { get; set; }

    /// <summary>What was booked; null until then, and in claims accepted before lines were checked.</summary>
    public IReadOnlyList<GrantedLine>? Granted { get; set; }

    /// <summary>When the check was over: with no entry, every line was refused.</summary>
    public string? CheckedAt { get; set; }
    public string? CheckedBy { get; set; }
    public int Version { get; set; }

    public bool IsDraft => SentAt is null && EntryId is null;

    /// <summary>Sent, and nobody has decided yet.</summary>
    public bool Waits => SentAt is not null && EntryId is null && CheckedAt is null;

    public const string DocumentKind = "expense-claim";
}
