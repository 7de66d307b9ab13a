using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Banking;

/// <summary>A line of the books that a movement was found to be, and whether its entry was posted for it.</summary>
public sealed record MatchedLine(
    EntryId Entry, string Number, DateOnly Date, string Label, Money Amount, bool Made)
{
    public static Task<List<MatchedLine>> OfAsync(CoopDb db, long movement) => db.SqlAsync(
        r => new MatchedLine(new EntryId(r.GetInt64(0)), r.GetString(1), r.Date(2), r.GetString(3),
            LedgerReader.Cents(r, 4), r.GetBoolean(5)),
        "SELECT e.id, e.number, e.date, coalesce(l.label, e.label), m.amount, m.made FROM bank_match m "
        + "JOIN posted_entry e ON e.id = m.entry_id "
        + "JOIN posted_line l ON l.entry_id = m.entry_id AND l.line_no = m.line_no "
        + "WHERE m.bank_line_id = @p0 ORDER BY m.entry_id, m.line_no", movement);
}
