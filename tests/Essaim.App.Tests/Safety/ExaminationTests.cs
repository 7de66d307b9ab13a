using Essaim.App.Data;
using Essaim.Domain.Values;
using Essaim.Victim;

namespace Essaim.App.Tests.Safety;

/// <summary>The examination that all these tests rely on does find what is wrong.</summary>
public sealed class ExaminationTests
{
    public static readonly TheoryData<string, string> Damages = new()
    {
        { "UPDATE posted_line SET debit = debit + 1 WHERE line_no = 1 AND debit > 0", "entries balance" },
        { "UPDATE posted_line SET activity_id = 4 WHERE line_no = 1", "entries balance in each activity" },
        { "DELETE FROM posted_line WHERE line_no = 2", "entries have lines 1 to n" },
        { "UPDATE posted_entry SET id = id + 100 WHERE id = (SELECT max(id) FROM posted_entry)",
            "positions are 1 to n" },
        { "UPDATE chain_head SET position = position - 1", "the head of the chain" },
        { "UPDATE posted_entry SET sequence = 999 WHERE sequence = 1 AND journal = 'VT'", "numbers of a journal" },
        { "UPDATE counter SET value = value + 1 WHERE series = 'VT-2026'", "numbers of a journal" },
        { "DELETE FROM invoice WHERE id = 1", "invoice is numbered 1 to n" },
        { "UPDATE counter SET value = value + 1 WHERE series = 'invoice'", "invoice is numbered 1 to n" },
        { "UPDATE invoice SET number = 'F2026-0007' WHERE id = 1", "stands in place" },
        { "UPDATE invoice SET entry_id = entry_id + 2 WHERE id = 1", "each invoice has its entry" },
        { "DELETE FROM receipt WHERE id = 1", "each receipt has its entry" },
        { "UPDATE balance SET debit = debit + 1 WHERE account = '411000'", "kept balances" },
        { "DELETE FROM balance WHERE account = '411000'", "kept balances" },
        { "UPDATE open_item SET amount = amount + 1 WHERE amount > 0", "items are what their line says" },
        { "UPDATE open_item SET settled = 0", "items equal their settlements" },
        { "UPDATE deferred_posting SET done = 0", "deferred postings are done" },
        { "DELETE FROM matched_line", "what is settled has a letter" },
        { "INSERT INTO month_lock VALUES (202609, '', ''); INSERT INTO month_closing VALUES (202609, '', NULL, '')",
            "a closed month is locked" },
    };

    [Theory, MemberData(nameof(Damages))]
    public async Task Damage_is_found_and_named(string sql, string name)
    {
        await using var coop = await DurableCoop.NewAsync("sqlite", 3);
        var trade = new Trade(coop.Store, TestCoop.Law, new Random(2));
        foreach (var act in new[] { trade.IssueAsync, trade.IssueAsync, trade.ReceiveAsync, trade.ReceiveAsync })
            await trade.DoAsync(act);
        await PaidInFullAsync(coop.Store, trade);
        await BookExamination.AssertSoundAsync(coop.Store.Engine);
        await using var connection = await coop.Store.Engine.OpenAsync();
        await connection.ExecuteAsync("PRAGMA foreign_keys = OFF");
        foreach (var trigger in await connection.ListAsync(r => r.GetString(0),
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            await connection.ExecuteAsync($"DROP TRIGGER {trigger}");

        Assert.True(await connection.ExecuteAsync(sql) > 0);

        var found = await Record.ExceptionAsync(() => BookExamination.AssertSoundAsync(coop.Store.Engine));
        Assert.Contains(name, found?.Message ?? "Nothing was found.");
    }

    /// <summary>An invoice that is settled, so that there is a letter to lose.</summary>
    private static Task PaidInFullAsync(Store store, Trade trade) => store.WriteAsync(async w =>
    {
        await trade.IssueAsync(w);
        var invoice = Convert.ToInt64(await w.Connection.ScalarAsync("SELECT max(id) FROM invoice", w.Transaction));
        var total = await w.Connection.ScalarAsync("SELECT total FROM invoice WHERE id = @p0", w.Transaction, invoice);
        await Data.Sales.RecordReceipt.RecordAsync(w, invoice, new Money(Convert.ToInt64(total)), trade.Day, "chèque");
    });
}
