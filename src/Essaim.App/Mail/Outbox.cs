using System.Data.Common;
using System.Globalization;
using Essaim.App.Data;
using Essaim.Domain.Ledger;

namespace Essaim.App.Mail;

/// <summary>
/// Mails to send (boîte d’envoi). A mail is a row written in the transaction of what causes it: an invoice that is not
/// issued sends nothing, one that is issued always does. <see cref="Postman"/> carries them; whoever wants it at once
/// calls it after the commit.
/// </summary>
public static class Outbox
{
    /// <summary>After each attempt the next waits longer; the last pause is repeated until <see cref="Patience"/>.
    /// </summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
    ];

    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>The catalogue's own, for mails that belong to no co-op; as step 0006 makes it for a co-op.</summary>
    internal const string CatalogueTable = """
        CREATE TABLE IF NOT EXISTS mail (
            id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL UNIQUE, purpose TEXT NOT NULL,
            recipient TEXT NOT NULL, recipient_name TEXT NOT NULL, reply_to TEXT, subject TEXT NOT NULL,
            body TEXT NOT NULL, attachment_name TEXT, attachment BLOB,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'given-up', 'bounced')),
            attempts INTEGER NOT NULL, next_at TEXT NOT NULL, answer TEXT NOT NULL, created_at TEXT NOT NULL,
            settled_at TEXT) STRICT;
        CREATE INDEX IF NOT EXISTS mail_due ON mail (next_at) WHERE state = 'waiting';
        """;

    /// <summary>Puts a mail of a co-op; it leaves once the transaction is committed. Returns its number.</summary>
    public static Task<long> PutAsync(WriteSession w, Letter letter) =>
        InsertAsync(w.Connection, w.Transaction, letter, w.Now);

    /// <summary>
    /// Puts a mail of no co-op, such as a link to sign in. Its text is forgotten as soon as it has left.
    /// </summary>
    public static Task<long> PutAsync(Catalogue catalogue, Letter letter, TimeProvider time) =>
        catalogue.WriteAsync((c, t) => InsertAsync(c, t, letter, Instant(time.GetUtcNow())));

    /// <summary>Sends again, from the first attempt on, what was refused, given up or bounced.</summary>
    public static async Task<bool> AgainAsync(WriteSession w, long id) => await w.Connection.ExecuteAsync(
        "UPDATE mail SET state = 'waiting', attempts = 0, next_at = @p1, created_at = @p1, settled_at = NULL "
        + "WHERE id = @p0 AND state IN ('refused', 'given-up', 'bounced')", w.Transaction, id, w.Now) == 1;

    /// <summary>Notes a bounce on the mail it names; false when this outbox has no such mail.</summary>
    internal static async Task<bool> BounceAsync(DbConnection connection, DbTransaction transaction, string messageId,
        string answer, string now) => await connection.ExecuteAsync(
        "UPDATE mail SET state = 'bounced', answer = @p1, settled_at = @p2 WHERE message_id = @p0 "
        + "AND state IN ('waiting', 'sent', 'bounced')", transaction, messageId, answer, now) == 1;

    internal static async Task<List<long>> DueAsync(DbConnection connection, string now, int most) =>
        await connection.ListAsync(r => r.GetInt64(0),
            $"SELECT id FROM mail WHERE state = 'waiting' AND next_at <= @p0 ORDER BY next_at, id LIMIT {most}", null,
            now);

    /// <summary>
    /// Takes a mail for one attempt: the time of the next one is noted first, so that a program killed in the middle
    /// tries again then, and two programs do not send the same mail at once. Null when another has it.
    /// </summary>
    internal static async Task<Taken?> TakeAsync(DbConnection connection, DbTransaction transaction, long id,
        DateTimeOffset now)
    {
        var mail = (await connection.ListAsync(KeptMail.Read,
            $"SELECT {KeptMail.Columns} FROM mail WHERE id = @p0 AND state = 'waiting' AND next_at <= @p1", transaction,
            id, Instant(now))).SingleOrDefault();
        if (mail is null)
            return null;
        var next = now + Pauses[Math.Min(mail.Attempts, Pauses.Length - 1)];
        await connection.ExecuteAsync("UPDATE mail SET attempts = attempts + 1, next_at = @p1 WHERE id = @p0",
            transaction, id, Instant(next));
        var file = mail.EnclosedName is null ? null
            : (byte[]?)await connection.ScalarAsync("SELECT attachment FROM mail WHERE id = @p0", transaction, id);
        var last = next > DateTimeOffset.Parse(mail.CreatedAt, CultureInfo.InvariantCulture) + Patience;
        return new Taken(mail, file, last);
    }

    /// <summary>Notes what came of an attempt. A mail of no co-op is emptied once nothing more is to be sent.</summary>
    internal static Task SettleAsync(DbConnection connection, DbTransaction transaction, long id, MailState state,
        string answer, string now, bool forget) => connection.ExecuteAsync(
        "UPDATE mail SET state = @p1, answer = @p2"
        + (state == MailState.Waiting ? "" : ", settled_at = @p3" + (forget ? ", body = ''" : ""))
        + " WHERE id = @p0 AND state = 'waiting'", transaction, id, KeptMail.Stored(state), answer, now);

    internal static string Instant(DateTimeOffset at) => EntryChain.Instant(at.UtcDateTime);

    private static async Task<long> InsertAsync(DbConnection connection, DbTransaction transaction, Letter letter,
        string now) => Convert.ToInt64(await connection.ScalarAsync(
        "INSERT INTO mail (message_id, purpose, recipient, recipient_name, reply_to, subject, body, attachment_name, "
        + "attachment, state, attempts, next_at, answer, created_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, "
        + "@p8, 'waiting', 0, @p9, '', @p9) RETURNING id", transaction, Guid.CreateVersion7().ToString("N"),
        letter.Purpose, letter.To.Text, letter.Name, letter.ReplyTo?.Text, letter.Subject, letter.Body,
        letter.Enclosed?.Name, letter.Enclosed?.Bytes, now));
}

/// <summary>A mail taken for one attempt, with its file; after the last one nothing more is tried.</summary>
internal sealed record Taken(KeptMail Mail, byte[]? File, bool IsLast);
