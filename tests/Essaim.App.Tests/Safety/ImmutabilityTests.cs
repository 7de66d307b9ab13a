using System.Data.Common;
using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Tests.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Essaim.Victim;
using Npgsql;

namespace Essaim.App.Tests.Safety;

/// <summary>I5 in the database itself: plain SQL cannot change what is posted, nor post what is wrong.</summary>
public sealed class ImmutabilityTests
{
    private static readonly string[] Kept =
        ["posted_entry", "posted_line", "invoice", "issued_file", "payslip", "receipt", "payment", "purchase",
            "internal_sale", "cashing", "act", "cover_publication", "cover_leaf"];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_posted_or_issued_is_neither_changed_nor_deleted(string engine)
    {
        await using var coop = await TradedAsync(engine);
        // The owner of the tables, whom no grant holds back: the triggers do.
        await using var owner = await coop.Store.Engine.OpenAsOwnerAsync();
        foreach (var table in Kept)
        {
            Assert.True(Convert.ToInt64(await owner.ScalarAsync($"SELECT count(*) FROM {table}")) > 0, table);
            var column = ColumnOf(table);
            await RefusedAsync(owner, "append-only", $"UPDATE {table} SET {column} = {column}");
            await RefusedAsync(owner, "append-only", $"DELETE FROM {table}");
            if (engine == "postgres")
                await RefusedAsync(owner, "append-only", $"TRUNCATE {table} CASCADE");
            else
                await RefusedAsync(owner, "", $"INSERT OR REPLACE INTO {table} SELECT * FROM {table}");
        }
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_document_of_a_posted_entry_is_neither_changed_nor_taken_away(string engine)
    {
        await using var coop = await BooksStory.MakeAsync(engine);
        await using var owner = await coop.Store.Engine.OpenAsOwnerAsync();
        foreach (var column in new[] { "name", "sha256", "size", "owner_id", "made_at" })
            await RefusedAsync(owner, "append-only", $"UPDATE kept_document SET {column} = (SELECT {column} "
                + "FROM kept_document WHERE id = 2), media_type = 'text/plain' WHERE id = 1");
        await RefusedAsync(owner, "append-only", "UPDATE kept_document SET state = 'Refused'");
        await RefusedAsync(owner, "keeps its documents", "UPDATE kept_document SET removed_at = made_at");
        await RefusedAsync(owner, "append-only", "DELETE FROM kept_document");
        await RefusedAsync(owner, "append-only", "DELETE FROM document_piece");
        await RefusedAsync(owner, "append-only", "UPDATE document_piece SET bytes = bytes");
        await RefusedAsync(owner, "whole", "INSERT INTO document_piece SELECT 1, 999999, bytes FROM document_piece");
    }

    [Fact]
    public async Task On_postgresql_the_ordinary_role_has_no_right_to_change_the_books()
    {
        await using var coop = await TradedAsync("postgres");
        await using var ordinary = await coop.Store.Engine.OpenAsync();
        Assert.Equal("essaim_app", await ordinary.ScalarAsync("SELECT CAST(current_user AS text)"));
        Assert.Equal(false, await ordinary.ScalarAsync(
            "SELECT rolsuper OR rolcanlogin OR rolcreatedb OR rolcreaterole FROM pg_roles "
            + "WHERE rolname = 'essaim_app'"));
        foreach (var table in Kept)
        {
            var column = ColumnOf(table);
            await RefusedAsync(ordinary, "42501", $"UPDATE {table} SET {column} = {column}");
            await RefusedAsync(ordinary, "42501", $"DELETE FROM {table}");
            await RefusedAsync(ordinary, "42501", $"TRUNCATE {table} CASCADE");
            await RefusedAsync(ordinary, "42501", $"ALTER TABLE {table} DISABLE TRIGGER ALL");
            await RefusedAsync(ordinary, "42501", $"DROP TABLE {table} CASCADE");
        }
        await RefusedAsync(ordinary, "42501", "SET session_replication_role = replica");
        await RefusedAsync(ordinary, "42501", "DELETE FROM schema_step");
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_entry_that_does_not_balance_in_each_activity_is_refused(string engine)
    {
        await using var coop = await TradedAsync(engine);
        await using var connection = await coop.Store.Engine.OpenAsync();
        await PostedAsync(connection, new(2026, 11, 3), null, (2, 500, 0), (2, 0, 500));
        await PostedAsync(connection, new(2026, 11, 3), "does not balance", (2, 500, 0), (2, 0, 499));
        await PostedAsync(connection, new(2026, 11, 3), "does not balance", (2, 500, 0), (3, 0, 500));
        await PostedAsync(connection, new(2026, 11, 3), "does not balance", (2, 0, 0));
        await PostedAsync(connection, new(2026, 11, 3), "does not balance");
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_posted_entry_takes_no_further_line(string engine)
    {
        await using var coop = await TradedAsync(engine);
        await using var connection = await coop.Store.Engine.OpenAsync();
        var entry = await connection.ScalarAsync("SELECT max(id) FROM posted_entry");
        await RefusedAsync(connection, "already posted", Line, entry, 90, new DateOnly(2026, 11, 3), 2, 0, 0);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_locked_month_and_a_closed_year_take_no_entry(string engine)
    {
        await using var coop = await TradedAsync(engine);
        await using var connection = await coop.Store.Engine.OpenAsOwnerAsync();
        await PostedAsync(connection, new(2026, 10, 31), "period is closed", (2, 500, 0), (2, 0, 500));
        await PostedAsync(connection, new(2027, 1, 1), "period is closed", (2, 500, 0), (2, 0, 500));
        await RefusedAsync(connection, "append-only", "UPDATE month_lock SET month = month + 1");
        await connection.ExecuteAsync("UPDATE fiscal_year SET closed_at = 'clos' WHERE year = 2026");
        await PostedAsync(connection, new(2026, 11, 3), "period is closed", (2, 500, 0), (2, 0, 500));
    }

    private const string Line = "INSERT INTO posted_line (entry_id, line_no, date, account, activity_id, debit, "
        + "credit) VALUES (@p0, @p1, @p2, '706000', @p3, @p4, @p5)";

    private static string ColumnOf(string table) => table switch
    {
        "posted_entry" => "label",
        "posted_line" => "account",
        "issued_file" => "name",
        "act" => "by_name",
        "cover_publication" => "day",
        "cover_leaf" => "amount",
        _ => "entry_id",
    };

    /// <summary>Posts by hand in a transaction of its own, which is taken back; expects the refusal, or none.</summary>
    private static async Task PostedAsync(DbConnection connection, DateOnly date, string? refusal,
        params (int Activity, long Debit, long Credit)[] lines)
    {
        var id = Convert.ToInt64(await connection.ScalarAsync("SELECT max(id) FROM posted_entry")) + 1;
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var (at, line) in lines.Index())
            await connection.ExecuteAsync(Line, transaction, id, at + 1, date, line.Activity, line.Debit, line.Credit);
        const string sql = "INSERT INTO posted_entry (id, fiscal_year, journal, number, date, posted_at, label, "
            + "piece_ref, piece_date, is_opening, hash) "
            + "VALUES (@p0, 2026, 'OD', 'main', @p1, 'main', 'à la main', '', @p1, @p2, @p3)";
        if (refusal is null)
            Assert.Equal(1, await connection.ExecuteAsync(sql, transaction, id, date, false, new byte[32]));
        else
            Assert.Contains(refusal, (await Assert.ThrowsAnyAsync<DbException>(() =>
                connection.ExecuteAsync(sql, transaction, id, date, false, new byte[32]))).Message);
    }

    private static async Task RefusedAsync(DbConnection connection, string reason, string sql, params object?[] values)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var refusal = await Record.ExceptionAsync(() => connection.ExecuteAsync(sql, transaction, values));
        Assert.True(refusal is DbException, $"{sql} went through.");
        Assert.Contains(reason, refusal is PostgresException { SqlState: "42501" } ? "42501" : refusal.Message);
    }

    /// <summary>A co-op with some of everything in its books, October closed.</summary>
    private static async Task<DurableCoop> TradedAsync(string engine)
    {
        var coop = await DurableCoop.NewAsync(engine, 3, paid: true);
        var trade = new Trade(coop.Store, TestCoop.Law, new Random(11));
        await trade.ReadyAsync();
        foreach (var act in new[] { trade.IssueAsync, trade.BuyAsync, trade.ReceiveAsync, trade.PayAsync,
            trade.SellInsideAsync })
            while (await trade.DoAsync(act) is null)
            {
            }
        await coop.Store.WriteAsync(w => Task.FromResult(w.Db.IssuedFiles.Add(new IssuedFile
        {
            InvoiceId = 1, Name = "F2026-0001.pdf", Bytes = [1], Sha256 = [2], Previous = [3], Hash = [4],
            MadeAt = w.Now,
        })));
        await new CloseMonth(coop.Store, new PayCalculator(TestCoop.Law), TestCoop.Law.LastPayMonth)
            .RunAsync(new Month(2026, 10), "essai");
        return coop;
    }
}
