using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Fec;
using NpgsqlTypes;
using static NpgsqlTypes.NpgsqlDbType;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// Matches the imported lines whose letters hold (lettrage), once all of them are posted: a group is written whole in
/// one transaction, so that the books never hold half of one.
/// </summary>
internal sealed class ImportMatchings(Store store)
{
    private const int LinesInBatch = 5_000;

    private static readonly BulkTable Matching =
        new("matching", ("id", Bigint), ("letter", Text), ("matched_on", NpgsqlDbType.Date));

    private readonly Dictionary<ulong, int> _groups = [];
    private readonly List<(int Group, int Line, long Entry, long Cents, int Day, ImportedLine State)> _lines = [];

    public void Add(ulong group, EntryId entry, int line, FecEntry source, FecLine sourceLine, ImportedLine state)
    {
        if (!_groups.TryGetValue(group, out var number))
            _groups.Add(group, number = _groups.Count);
        _lines.Add((number, line, entry.Value, sourceLine.Amount.Cents, (sourceLine.MatchedOn ?? source.Date)
            .DayNumber, state));
    }

    public async Task WriteAsync(CancellationToken cancel)
    {
        _lines.Sort();
        for (var next = 0; next < _lines.Count;)
            next = await store.WriteAsync(w => WriteBatchAsync(w, next), cancel);
    }

    /// <summary>
    /// Items of imported entries before <paramref name="opening"/> are no longer open: the opening entry of the later
    /// year carries them, and its own lines are the items now.
    /// </summary>
    public static Task SettleCarriedItemsAsync(Store store, DateOnly opening) => store.WriteAsync(async w =>
    {
        const string carried = "FROM open_item i JOIN posted_entry e ON e.id = i.entry_id "
            + "WHERE e.import_id IS NOT NULL AND e.date < @p0 AND i.amount - i.credited <> i.settled";
        var settled = await w.Connection.ExecuteAsync(
            "INSERT INTO item_settlement (entry_id, line_no, item_entry_id, item_line_no, paid, credited) "
            + "SELECT i.entry_id, i.line_no, i.entry_id, i.line_no, i.amount - i.credited - i.settled, 0 " + carried,
            w.Transaction, opening);
        if (settled > 0)
            await w.Connection.ExecuteAsync(
                "UPDATE open_item SET settled = amount - credited WHERE amount - credited <> settled "
                + "AND EXISTS (SELECT 1 FROM item_settlement s WHERE s.entry_id = open_item.entry_id "
                + "AND s.line_no = open_item.line_no AND s.item_entry_id = s.entry_id AND s.item_line_no = s.line_no)",
                w.Transaction);
    });

    /// <summary>Opens the item of a line that was posted earlier.</summary>
    public static Task OpenLateAsync(WriteSession w, EntryId id, int number, EntryLine line, DateOnly due) =>
        w.Rows.WriteAsync(LedgerTables.OpenItem, w.Transaction,
        [
            [id.Value, number, line.Account.Digits, line.Activity.Value, line.ThirdParty?.Code, due, false,
                line.Amount.Cents, 0L, 0L],
        ]);

    /// <summary>Writes whole groups from <paramref name="from"/> on and says where the next begin.</summary>
    private async Task<int> WriteBatchAsync(WriteSession w, int from)
    {
        var (matchings, lines) = (new List<object?[]>(), new List<object?[]>());
        var at = from;
        while (at < _lines.Count && lines.Count < LinesInBatch)
        {
            var end = at;
            while (end < _lines.Count && _lines[end].Group == _lines[at].Group)
                end++;
            var group = _lines.GetRange(at, end - at);
            at = end;
            // Part of the group may have been refused since its letter was weighed: it is then left unmatched.
            if (group.Count < 2 || group.Sum(l => l.Cents) != 0)
                continue;
            var id = await w.Ledger.NextNumberAsync("matching");
            matchings.Add([id, OpenItemWriter.Letter(id), DateOnly.FromDayNumber(group.Max(l => l.Day))]);
            foreach (var line in group)
            {
                lines.Add([line.Entry, line.Line, id]);
                if (line.State == ImportedLine.Open)
                    await SettleByItselfAsync(w, line.Entry, line.Line);
            }
        }
        await w.Rows.WriteAsync(Matching, w.Transaction, matchings);
        await w.Rows.WriteAsync(LedgerTables.Matched, w.Transaction, lines);
        return at;
    }

    /// <summary>An item of an earlier import that a longer file shows matched: its own matching settles it.</summary>
    private static async Task SettleByItselfAsync(WriteSession w, long entry, int line)
    {
        await w.Rows.Prepared(
            "INSERT INTO item_settlement (entry_id, line_no, item_entry_id, item_line_no, paid, credited) "
            + "SELECT entry_id, line_no, entry_id, line_no, amount, 0 FROM open_item WHERE entry_id = @p0 AND "
            + "line_no = @p1",
            w.Transaction, entry, line).ExecuteNonQueryAsync();
        await w.Rows.Prepared("UPDATE open_item SET settled = amount WHERE entry_id = @p0 AND line_no = @p1",
            w.Transaction, entry, line).ExecuteNonQueryAsync();
    }
}
