using Essaim.App.Documents;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Documents;

/// <summary>
/// Has a waiting document looked at by the virus scanner. Clean, it may be shown; infected, its bytes go and its row
/// says why; without an answer it waits on.
/// </summary>
public static class ScanDocument
{
    private const int Silent = 3;

    /// <summary>Throws, once it is written down, when a virus was found.</summary>
    public static async Task<KeptDocument> ScanAsync(
        Store store, VirusScan scan, KeptDocument document, CancellationToken cancel)
    {
        if (document.State == DocumentState.Waiting)
            document = await SettleAsync(store, document.Id, await AskAsync(store, scan, document, cancel));
        if (document.State == DocumentState.Refused)
            throw new BrokenRuleException($"Un virus a été trouvé dans « {document.Name} » ({document.Finding}) : "
                + "le fichier n’a pas été gardé. Demandez-en un autre à qui vous l’a donné.");
        return document;
    }

    /// <summary>
    /// Those that wait, the one asked about longest ago first, so that one which the scanner cannot read holds up no
    /// other; how many were settled. Three without an answer end it: the scanner is away.
    /// </summary>
    public static async Task<int> ScanWaitingAsync(Store store, VirusScan scan, int most, CancellationToken cancel)
    {
        List<KeptDocument> waiting;
        await using (var db = store.Read())
            waiting = await db.KeptDocuments.Where(d => d.State == DocumentState.Waiting)
                .OrderBy(d => d.CheckedAt ?? "").ThenBy(d => d.Id).Take(most).ToListAsync(cancel);
        var (settled, silent) = (0, 0);
        foreach (var document in waiting)
        {
            var answer = await AskAsync(store, scan, document, cancel);
            await SettleAsync(store, document.Id, answer);
            if (answer is not null)
                settled++;
            else if (++silent == Silent)
                break;
        }
        return settled;
    }

    private static async Task<ScanAnswer?> AskAsync(
        Store store, VirusScan scan, KeptDocument document, CancellationToken cancel)
    {
        // Switched off since it was handed in: it is kept as any other would be now.
        if (!scan.IsSet)
            return ScanAnswer.Clean;
        await using var db = store.Read();
        var answer = await scan.AskAsync(new PieceStream(db, document.Id, document.Size), cancel);
        if (answer is { Finding: { } finding })
            scan.Tell(document.Id, finding);
        return answer;
    }

    private static Task<KeptDocument> SettleAsync(Store store, long id, ScanAnswer? answer) =>
        store.WriteAsync(async w =>
        {
            var document = await w.Db.KeptDocuments.SingleAsync(d => d.Id == id);
            if (document.State != DocumentState.Waiting)
                return document;
            (document.CheckedAt, document.Finding) = (w.Now, answer?.Finding);
            if (answer is null)
                return document;
            document.State = answer.Finding is null ? DocumentState.Clear : DocumentState.Refused;
            await w.SaveAsync();
            if (answer.Finding is not null)
                await w.Connection.ExecuteAsync("DELETE FROM document_piece WHERE document_id = @p0", w.Transaction,
                    id);
            return document;
        });
}
