using System.Data.Common;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// Writes the open items that posted lines open, applies what they settle, and matches what is settled in full.
/// </summary>
internal sealed class OpenItemWriter(RowWriter rows, DbTransaction transaction, Series series)
{
    public async Task WriteAsync(IReadOnlyList<(PostedEntry Entry, EntryLine Line, int No)> lines)
    {
        var opening = lines.Where(l => l.Line.Opens is not null).ToList();
        await rows.WriteAsync(LedgerTables.OpenItem, transaction,
            [.. opening.Select(l => ItemRow(l.Entry, l.Line, l.No))]);
        await rows.WriteAsync(LedgerTables.Deferred, transaction,
            [.. opening.SelectMany(l => l.Line.Opens!.Deferred.Select(d => DeferredRow(l.Entry, l.No, d)))]);
        var settling = lines.Where(l => l.Line.Settles is not null).ToList();
        await rows.WriteAsync(LedgerTables.Settlement, transaction, [.. settling.Select(SettlementRow)]);
        await rows.WriteAsync(LedgerTables.Change, transaction,
            [.. settling.SelectMany(l => l.Line.Settles!.Changes.Select(c => ChangeRow(l.Entry, l.No, c)))]);
        foreach (var (entry, line, _) in settling)
            await ApplyAsync(line.Settles!, entry.Content.Date);
    }

    private async Task ApplyAsync(ItemSettlement settlement, DateOnly date)
    {
        var (entry, line) = (settlement.Item.Entry.Value, settlement.Item.Line);
        var left = await rows.Prepared("UPDATE open_item SET settled = settled + @p2, credited = credited + @p3 "
            + "WHERE entry_id = @p0 AND line_no = @p1 RETURNING amount - credited - settled",
            transaction, entry, line, settlement.Paid.Cents, settlement.Credited.Cents).ExecuteScalarAsync()
            ?? throw new InvalidOperationException($"Open item {entry}/{line} does not exist.");
        foreach (var change in settlement.Changes)
        {
            var changed = await rows.Prepared("UPDATE deferred_posting SET done = done + @p3, amount = amount + @p4 "
                + "WHERE entry_id = @p0 AND line_no = @p1 AND kind = @p2", transaction, entry, line, change.Kind,
                change.Done.Cents, change.Amount.Cents).ExecuteNonQueryAsync();
            if (changed != 1)
                throw new InvalidOperationException($"Open item {entry}/{line} defers no {change.Kind}.");
        }
        if (Convert.ToInt64(left) == 0)
            await MatchAsync(entry, line, date);
        else
            await UnmatchAsync(entry, line, date);
    }

    /// <summary>
    /// A reversal may open again what was settled: then the letter goes, with all the lines that shared it.
    /// </summary>
    private async Task UnmatchAsync(long entry, int line, DateOnly date)
    {
        if (await rows.Prepared("SELECT matching_id FROM matched_line WHERE entry_id = @p0 AND line_no = @p1",
            transaction, entry, line).ExecuteScalarAsync() is { } matching)
            await TakeOffAsync(rows, transaction, Convert.ToInt64(matching), date);
    }

    /// <summary>A letter that is taken off stays as a row that says so: letters are numbered without gap.</summary>
    internal static async Task TakeOffAsync(RowWriter rows, DbTransaction transaction, long matching, DateOnly date)
    {
        await rows.Prepared("DELETE FROM matched_line WHERE matching_id = @p0", transaction, matching)
            .ExecuteNonQueryAsync();
        await rows.Prepared("UPDATE matching SET taken_off = @p1 WHERE id = @p0", transaction, matching, date)
            .ExecuteNonQueryAsync();
    }

    /// <summary>The item and all that settled it sum to zero: they share a letter (lettrage).</summary>
    private async Task MatchAsync(long entry, int line, DateOnly date)
    {
        var id = await series.NextAsync("matching");
        await rows.Prepared("INSERT INTO matching (id, letter, matched_on) VALUES (@p0, @p1, @p2)",
            transaction, id, Letter(id), date).ExecuteNonQueryAsync();
        await rows.Prepared("INSERT INTO matched_line (entry_id, line_no, matching_id) "
            + "SELECT entry_id, line_no, @p2 FROM item_settlement WHERE item_entry_id = @p0 AND item_line_no = @p1 "
            + "UNION ALL SELECT @p0, @p1, @p2", transaction, entry, line, id).ExecuteNonQueryAsync();
    }

    /// <summary>1 is A, 26 is Z, 27 is AA: as accountants letter.</summary>
    internal static string Letter(long number)
    {
        var text = "";
        for (; number > 0; number = (number - 1) / 26)
            text = (char)('A' + (number - 1) % 26) + text;
        return text;
    }

    private static object?[] ItemRow(PostedEntry entry, EntryLine line, int number) =>
    [
        entry.Id.Value, number, line.Account.Digits, line.Activity.Value, line.ThirdParty?.Code, line.Opens!.Due,
        false, line.Amount.Cents, 0L, 0L,
    ];

    private static object?[] DeferredRow(PostedEntry entry, int number, DeferredPosting deferred) =>
    [
        entry.Id.Value, number, deferred.Kind, deferred.DebitAccount.Digits, deferred.DebitActivity.Value,
        deferred.CreditAccount.Digits, deferred.CreditActivity.Value, deferred.Amount.Cents, deferred.Done.Cents,
    ];

    private static object?[] ChangeRow(PostedEntry entry, int number, DeferredChange change) =>
        [entry.Id.Value, number, change.Kind, change.Done.Cents, change.Amount.Cents];

    private static object?[] SettlementRow((PostedEntry Entry, EntryLine Line, int No) line)
    {
        var settles = line.Line.Settles!;
        return
        [
            line.Entry.Id.Value, line.No, settles.Item.Entry.Value, settles.Item.Line, settles.Paid.Cents,
            settles.Credited.Cents,
        ];
    }
}
