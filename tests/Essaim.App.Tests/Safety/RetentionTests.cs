using Essaim.App.Data;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Retention;
using Essaim.App.Tests.Banking;
using Essaim.Domain.Ledger;
using Xunit;

namespace Essaim.App.Tests.Safety;

public sealed class RetentionTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_has_served_its_time_is_forgotten_and_nothing_else(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        await desk.InvoiceAsync();
        var now = desk.Store.Time.GetUtcNow().UtcDateTime;
        await desk.Store.WriteAsync(async w =>
        {
            foreach (var days in new[] { 29, 31, 34, 36, 179, 181, 364, 366 })
                foreach (var (sql, state) in Rows)
                    await w.Connection.ExecuteAsync(sql, w.Transaction, $"{days}", state,
                        EntryChain.Instant(now.AddDays(-days)));
        });

        await using var db = desk.Store.Read();
        var due = await Retention.DueAsync(db, desk.Store.Time.GetUtcNow());
        Assert.Equal([4L, 1L, 3L, 5L], due.Select(d => d.Due));
        Assert.Equal(13, await desk.Store.WriteAsync(Retention.ForgetAsync));
        var left = await CountsAsync(db);
        Assert.Equal([4L, 8L + 7L, 5L, 3L], left);
        Assert.Equal(0, await desk.Store.WriteAsync(Retention.ForgetAsync));
        Assert.True((await BooksCheck.RunAsync(desk.Store.Engine)).Ok);
        var paul = await desk.Selling.SignInAsync("manager");
        Assert.Contains("Brouillons supprimés", (await paul.OpenAsync("/reglages/conservation")).Text);
    }

    /// <summary>@p0 names the row, @p1 is a state, @p2 when it was made.</summary>
    private static readonly (string Sql, string State)[] Rows =
    [
        ("INSERT INTO discarded (kind, row_id, activity_id, title, content, discarded_at) "
            + "VALUES (@p1, 1, 1, @p0, '{}', @p2)", "essai"),
        ("INSERT INTO mail (message_id, purpose, recipient, recipient_name, subject, body, state, attempts, next_at, "
            + "answer, created_at, settled_at) VALUES ('a' || @p0, 'facture', 'a@b.fr', '', '', '', @p1, 1, @p2, '', "
            + "@p2, @p2)", "sent"),
        ("INSERT INTO mail (message_id, purpose, recipient, recipient_name, subject, body, state, attempts, next_at, "
            + "answer, created_at) VALUES ('b' || @p0, 'facture', 'a@b.fr', '', '', '', @p1, 1, '9999', '', @p2)",
            "waiting"),
        ("INSERT INTO webhook_delivery (webhook_id, message_id, event, body, state, attempts, next_at, answer, "
            + "created_at) VALUES (1, @p0, 'x', '', @p1, 1, '9999', '', @p2)", "given-up"),
        ("INSERT INTO api_answer (token_id, key, asked_sha256, answer, made_at) VALUES (1, @p0, @p1, '{}', @p2)", ""),
    ];

    private static async Task<long[]> CountsAsync(CoopDb db)
    {
        var counts = new List<long>();
        foreach (var kept in Retention.Table)
            counts.Add(Convert.ToInt64(await db.ScalarAsync($"SELECT count(*) FROM {kept.Table}")));
        return [.. counts];
    }
}
