using System.Data.Common;
using Essaim.App.Data;

namespace Essaim.App.Mail;

/// <summary>What became of a mail. Given up: no server took it in three days; bounced: taken, then sent back.</summary>
public enum MailState
{
    Waiting,
    Sent,
    Refused,
    GivenUp,
    Bounced,
}

/// <summary>A mail of the outbox as a list shows it; its file is read only to send it.</summary>
public sealed record KeptMail(long Id, string MessageId, string Purpose, string To, string Name, string Subject,
    string Body, MailState State, int Attempts, string NextAt, string Answer, string CreatedAt, string? SettledAt,
    string? ReplyTo, string? EnclosedName)
{
    public const string Columns = "id, message_id, purpose, recipient, recipient_name, subject, body, state, "
        + "attempts, next_at, answer, created_at, settled_at, reply_to, attachment_name";

    public static KeptMail Read(DbDataReader r) => new(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3),
        r.GetString(4), r.GetString(5), r.GetString(6), StateOf(r.GetString(7)), r.GetInt32(8), r.GetString(9),
        r.GetString(10), r.GetString(11), r.TextOrNull(12), r.TextOrNull(13), r.TextOrNull(14));

    internal static string Stored(MailState state) => state switch
    {
        MailState.GivenUp => "given-up",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static MailState StateOf(string text) => Enum.GetValues<MailState>().Single(s => Stored(s) == text);
}
