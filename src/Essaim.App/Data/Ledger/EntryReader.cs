using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>One line that settles another: which, and how much.</summary>
public sealed record SettlementLink(OpenItemId Item, OpenItemId By, string Number, DateOnly Date, Money Amount);

/// <summary>What stands at the head of a posted entry.</summary>
public sealed record EntryHead(EntryId Id, string Journal, string Number, DateOnly Date, string PostedAt, string Label,
    string PieceRef, DocumentRef? Document, EntryId? Reverses, bool IsOpening, EntryId? ReversedBy, DateOnly PieceDate);

/// <summary>Reads one posted entry: its head, what it settles and what settles it.</summary>
public static class EntryReader
{
    public static async Task<EntryHead?> HeadAsync(CoopDb db, EntryId id) =>
        (await db.SqlAsync(r => new EntryHead(new EntryId(r.GetInt64(0)), r.GetString(1), r.GetString(2), r.Date(3),
                r.GetString(4), r.GetString(5), r.GetString(6),
                r.TextOrNull(7) is { } kind ? new DocumentRef(kind, r.GetInt64(8)) : null, Id(r, 9), r.GetBoolean(10),
                Id(r, 11), r.Date(12)),
            "SELECT e.id, e.journal, e.number, e.date, e.posted_at, e.label, e.piece_ref, e.document_kind, "
            + "e.document_id, e.reverses, e.is_opening, b.id, e.piece_date FROM posted_entry e "
            + "LEFT JOIN posted_entry b ON b.reverses = e.id WHERE e.id = @p0", id.Value)).SingleOrDefault();

    /// <summary>What the entry's lines settle elsewhere, and what settles its lines.</summary>
    public static Task<List<SettlementLink>> LinksAsync(CoopDb db, EntryId id) =>
        db.SqlAsync(r => new SettlementLink(new OpenItemId(new EntryId(r.GetInt64(0)), r.GetInt32(1)),
                new OpenItemId(new EntryId(r.GetInt64(2)), r.GetInt32(3)), r.GetString(4), r.Date(5),
                    new Money(r.GetInt64(6))),
            "SELECT s.item_entry_id, s.item_line_no, s.entry_id, s.line_no, e.number, e.date, s.paid + s.credited "
            + "FROM item_settlement s JOIN posted_entry e "
            + "ON e.id = CASE WHEN s.entry_id = @p0 THEN s.item_entry_id ELSE s.entry_id END "
            + "WHERE s.entry_id = @p0 OR s.item_entry_id = @p0 ORDER BY s.item_entry_id, s.item_line_no, s.entry_id",
                id.Value);

    /// <summary>
    /// The entry as it was posted, with what its lines opened and settled. What a payment moved of an item's deferred
    /// movements is read from the lines that follow it, as <see cref="OpenItem.Clear"/> writes them.
    /// </summary>
    public static async Task<PostedEntry> PostedAsync(WriteSession w, EntryHead head)
    {
        var lines = await w.Connection.ListAsync(r => EntryLine.Signed(new AccountNumber(r.GetString(0)),
                new ActivityId(r.GetInt32(1)), new Money(r.GetInt64(3) - r.GetInt64(4))) with
            {
                ThirdParty = r.TextOrNull(2) is { } code ? new ThirdParty(code) : null, Label = r.TextOrNull(5),
            }, "SELECT account, activity_id, third_party, debit, credit, label FROM posted_line WHERE entry_id = @p0 "
            + "ORDER BY line_no", w.Transaction, head.Id.Value);
        var settled = (await w.Connection.ListAsync(r => (Line: r.GetInt32(0),
                Item: new OpenItemId(new EntryId(r.GetInt64(1)), r.GetInt32(2)), Paid: new Money(r.GetInt64(3)),
                Credited: new Money(r.GetInt64(4))),
            "SELECT line_no, item_entry_id, item_line_no, paid, credited FROM item_settlement WHERE entry_id = @p0",
            w.Transaction, head.Id.Value)).ToDictionary(s => s.Line);
        foreach (var opened in await w.Books.Items.OfEntryAsync(head.Id))
            lines[opened.Id.Line - 1] =
                lines[opened.Id.Line - 1] with { Opens = new OpenItemTerms(opened.Due, opened.Deferred) };
        foreach (var (line, item, paid, credited) in settled.Values)
        {
            var next = settled.Keys.Where(k => k > line).DefaultIfEmpty(lines.Count + 1).Min();
            var deferred = (await w.Books.Items.FindAsync(item))!.Deferred;
            lines[line - 1] = lines[line - 1] with
            {
                Settles = new ItemSettlement(item, paid, credited, Changes(deferred, [.. lines[line..(next - 1)]])),
            };
        }
        var content = new DraftEntry(head.Journal, head.Date, head.Label, lines)
        {
            PieceRef = head.PieceRef, PieceDate = head.PieceDate, Document = head.Document, IsOpening = head.IsOpening,
            Reverses = head.Reverses,
        };
        return new PostedEntry(head.Id, head.Number, DateTime.UnixEpoch, content, []);
    }

    private static List<DeferredChange> Changes(IReadOnlyList<DeferredPosting> deferred, List<EntryLine> after)
    {
        var changes = new List<DeferredChange>();
        foreach (var posting in deferred)
        {
            var at = after.FindIndex(l => l.Account == posting.DebitAccount && l.Activity == posting.DebitActivity);
            if (at < 0)
                continue;
            changes.Add(new DeferredChange(posting.Kind, after[at].Amount, Money.Zero));
            after.RemoveAt(at);
        }
        return changes;
    }

    private static EntryId? Id(System.Data.Common.DbDataReader r, int column) =>
        r.IsDBNull(column) ? null : new EntryId(r.GetInt64(column));
}
