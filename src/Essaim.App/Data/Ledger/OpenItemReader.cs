using System.Data.Common;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>Reads open items with what they defer: as they stand now, or as they stood at the end of a day.</summary>
public sealed class OpenItemReader(DbConnection connection, DbTransaction? transaction)
{
    private const string Columns = "SELECT o.entry_id, o.line_no, o.account, o.activity_id, o.third_party, o.due, "
        + "o.disputed, o.amount, o.credited, o.settled, l.date FROM open_item o "
        + "JOIN posted_line l ON l.entry_id = o.entry_id AND l.line_no = o.line_no ";

    private const string Unsettled = "o.amount - o.credited <> o.settled";

    /// <summary>Items not settled, of one activity, of one account or of both, the earliest due first.</summary>
    public async Task<List<OpenItem>> OpenAsync(ActivityId? activity = null, AccountNumber? account = null) =>
        await WithDeferredAsync(await ReadAsync($"WHERE {Unsettled}{Filter("o", activity, account)} "
            + "ORDER BY o.due, o.entry_id, o.line_no", activity?.Value ?? 0, account?.Digits ?? ""));

    /// <summary>All items that the entries of a document opened, settled or not.</summary>
    public async Task<List<OpenItem>> OfDocumentAsync(DocumentRef document) =>
        await WithDeferredAsync(await ReadAsync(
            "WHERE o.entry_id IN (SELECT id FROM posted_entry WHERE document_kind = @p0 AND document_id = @p1) "
            + "ORDER BY o.entry_id, o.line_no", document.Kind, document.Id));

    /// <summary>All items that one entry opened, settled or not.</summary>
    public async Task<List<OpenItem>> OfEntryAsync(EntryId entry) =>
        await WithDeferredAsync(await ReadAsync("WHERE o.entry_id = @p0 ORDER BY o.line_no", entry.Value));

    public async Task<OpenItem?> FindAsync(OpenItemId id) =>
        (await WithDeferredAsync(await ReadAsync("WHERE o.entry_id = @p0 AND o.line_no = @p1", id.Entry.Value,
            id.Line)))
        .FirstOrDefault();

    /// <summary>
    /// Items that were not settled at the end of the day, with what was left then: what is open now, and what was
    /// settled only after. Deferred movements follow in proportion, as settling posts them.
    /// </summary>
    public async Task<List<OpenItem>> OpenAtAsync(DateOnly day, ActivityId? activity = null, AccountNumber? account =
        null)
    {
        var later = (await connection.ListAsync(r =>
            (Item: Id(r), Paid: LedgerReader.Cents(r, 2), Credited: LedgerReader.Cents(r, 3)),
            "SELECT s.item_entry_id, s.item_line_no, sum(s.paid), sum(s.credited) FROM posted_line l "
            + "JOIN item_settlement s ON s.entry_id = l.entry_id AND s.line_no = l.line_no "
            + $"WHERE l.date > @p2{Filter("l", activity, account)} GROUP BY s.item_entry_id, s.item_line_no",
            transaction, activity?.Value ?? 0, account?.Digits ?? "", day)).ToDictionary(s => s.Item);
        var items = await ReadAsync($"WHERE {Unsettled} AND l.date <= @p2{Filter("o", activity, account)}",
            activity?.Value ?? 0, account?.Digits ?? "", day);
        var missing = later.Keys.Except(items.Select(i => i.Id)).Select(i => i.Entry.Value).Distinct().ToList();
        foreach (var chunk in missing.Chunk(500))
            items.AddRange((await ReadAsync($"WHERE l.date <= @p0 AND o.entry_id IN ({string.Join(",", chunk)})", day))
                .Where(i => later.ContainsKey(i.Id)));
        return [.. (await WithDeferredAsync(items))
            .Select(i => later.TryGetValue(i.Id, out var s) ? Before(i, s.Paid, s.Credited) : i)
            .Where(i => !i.IsSettled).OrderBy(i => i.Due).ThenBy(i => i.Id.Entry)];
    }

    /// <summary>What the items that these entries opened on an account have left, by entry.</summary>
    public async Task<Dictionary<EntryId, Money>> RemainingAsync(IEnumerable<EntryId> entries, AccountNumber account)
    {
        var left = new Dictionary<EntryId, Money>();
        foreach (var chunk in entries.Distinct().Chunk(500))
            foreach (var (entry, amount) in await connection.ListAsync(
                r => (new EntryId(r.GetInt64(0)), LedgerReader.Cents(r, 1)),
                "SELECT entry_id, sum(amount - credited - settled) FROM open_item WHERE account = @p0 AND entry_id IN "
                + $"({string.Join(",", chunk.Select(e => e.Value))}) GROUP BY entry_id", transaction, account.Digits))
                left[entry] = amount;
        return left;
    }

    /// <summary>
    /// Of each activity, what the items of an account had left to settle at the end of a day: the sum of those in
    /// debit, and of those in credit.
    /// </summary>
    public async Task<Dictionary<ActivityId, (Money Debit, Money Credit)>> SumsAtAsync(DateOnly day,
        AccountNumber account) => (await connection.ListAsync(
            r => (Activity: new ActivityId(r.GetInt32(0)), Debit: LedgerReader.Cents(r, 1),
                Credit: LedgerReader.Cents(r, 2)),
            """
            WITH later AS (
              SELECT s.item_entry_id AS entry_id, s.item_line_no AS line_no, sum(s.paid + s.credited) AS back
              FROM posted_line l JOIN item_settlement s ON s.entry_id = l.entry_id AND s.line_no = l.line_no
              WHERE l.account = @p0 AND l.date > @p1 GROUP BY s.item_entry_id, s.item_line_no),
            rest AS (
              SELECT o.entry_id, o.line_no, o.activity_id, o.amount - o.credited - o.settled AS amount
              FROM open_item o WHERE o.account = @p0 AND o.amount - o.credited <> o.settled
              UNION ALL
              SELECT o.entry_id, o.line_no, o.activity_id, later.back
              FROM later JOIN open_item o ON o.entry_id = later.entry_id AND o.line_no = later.line_no),
            item AS (
              SELECT r.activity_id, sum(r.amount) AS amount
              FROM rest r JOIN posted_line l ON l.entry_id = r.entry_id AND l.line_no = r.line_no
              WHERE l.date <= @p1 GROUP BY r.activity_id, r.entry_id, r.line_no)
            SELECT activity_id, sum(CASE WHEN amount > 0 THEN amount ELSE 0 END),
              sum(CASE WHEN amount < 0 THEN -amount ELSE 0 END) FROM item GROUP BY activity_id
            """, transaction, account.Digits, day)).ToDictionary(s => s.Activity, s => (s.Debit, s.Credit));

    private static OpenItem Before(OpenItem item, Money paid, Money credited)
    {
        var then = item with { Settled = item.Settled - paid, Credited = item.Credited - credited };
        return then with
        {
            Deferred = [.. then.Deferred.Select(d => d with
            {
                Done = then.Whole.IsZero ? d.Amount : d.Amount.Prorata(then.Settled, then.Whole),
            })],
        };
    }

    private async Task<List<OpenItem>> WithDeferredAsync(List<OpenItem> items)
    {
        var deferred = new List<(OpenItemId Item, DeferredPosting Posting)>();
        foreach (var chunk in items.Select(i => i.Id.Entry.Value).Distinct().Chunk(500))
            deferred.AddRange(await connection.ListAsync(ReadDeferred, "SELECT entry_id, line_no, kind, debit_account, "
                + "debit_activity, credit_account, credit_activity, amount, done FROM deferred_posting "
                + $"WHERE entry_id IN ({string.Join(",", chunk)})", transaction));
        var byItem = deferred.ToLookup(d => d.Item, d => d.Posting);
        return [.. items.Select(i => byItem[i.Id].Any() ? i with { Deferred = [.. byItem[i.Id]] } : i)];
    }

    private Task<List<OpenItem>> ReadAsync(string where, params object?[] values) =>
        connection.ListAsync(ReadItem, Columns + where, transaction, values);

    private static string Filter(string table, ActivityId? activity, AccountNumber? account) =>
        (activity is null ? "" : $" AND {table}.activity_id = @p0")
            + (account is null ? "" : $" AND {table}.account = @p1");

    private static OpenItemId Id(DbDataReader r) => new(new EntryId(r.GetInt64(0)), r.GetInt32(1));

    private static OpenItem ReadItem(DbDataReader r) => new(
        Id(r), new AccountNumber(r.GetString(2)), new ActivityId(r.GetInt32(3)),
        r.TextOrNull(4) is { } code ? new ThirdParty(code) : null, r.Date(5), r.GetBoolean(6),
        LedgerReader.Cents(r, 7), LedgerReader.Cents(r, 8), LedgerReader.Cents(r, 9), []);

    private static (OpenItemId Item, DeferredPosting Posting) ReadDeferred(DbDataReader r) => (Id(r),
        new DeferredPosting(r.GetString(2), new AccountNumber(r.GetString(3)), new ActivityId(r.GetInt32(4)),
            new AccountNumber(r.GetString(5)), new ActivityId(r.GetInt32(6)), LedgerReader.Cents(r, 7),
            LedgerReader.Cents(r, 8)));
}
