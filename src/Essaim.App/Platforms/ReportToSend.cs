using System.Text;
using Essaim.App.Data;
using Essaim.App.Data.Sales.Sending;
using Essaim.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Platforms;

/// <summary>A report whose turn it is, taken for one attempt; the time of the next is noted before.</summary>
internal sealed record ReportToSend(long Id, int Attempts, OutgoingFile File)
{
    public const string Due =
        "SELECT id FROM e_report WHERE state = 'Waiting' AND next_at <= @p0 ORDER BY id LIMIT ";

    public static async Task<ReportToSend?> TakeAsync(WriteSession w, long id)
    {
        if (await w.Connection.ExecuteAsync("UPDATE e_report SET attempts = attempts + 1 WHERE id = @p0 "
            + "AND state = 'Waiting' AND next_at <= @p1", w.Transaction, id, w.Now) == 0)
            return null;
        var row = await w.Db.EReports.AsNoTracking().SingleAsync(r => r.Id == id);
        await w.Connection.ExecuteAsync("UPDATE e_report SET next_at = @p1 WHERE id = @p0", w.Transaction, id,
            EntryChain.Instant(w.UtcNow + Pauses.After(row.Attempts)));
        return new ReportToSend(id, row.Attempts - 1, new OutgoingFile(row.TrackingId, NameOf(row),
            Encoding.UTF8.GetBytes(row.Xml), OutgoingKind.Report, "NotApplicable"));
    }

    public static string NameOf(EReportRow row) =>
        $"e-reporting-{(row.Kind == Domain.Sales.EReportKind.Sales ? "ventes" : "encaissements")}-"
        + $"{row.FirstDay:yyyy-MM-dd}-{row.Edition}.xml";

    public Task KeepAsync(WriteSession w, PlatformAnswer answer)
    {
        var state = answer.Handing == Handing.Taken ? SendingState.Sent
            : answer.Handing == Handing.Refused ? SendingState.Refused : SendingState.Waiting;
        return w.Connection.ExecuteAsync("UPDATE e_report SET state = @p1, answer = @p2, sent_at = @p3 "
            + "WHERE id = @p0 AND state = 'Waiting'", w.Transaction, Id, state.ToString(), answer.Words,
            state == SendingState.Sent ? w.Now : null);
    }
}
