using Essaim.App.Data.Drafts;
using Essaim.App.Data.People;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Documents;

/// <summary>
/// Takes a document off its record, and puts it back within thirty days. What supports a posted entry stays: it is
/// kept ten years with the books (C. com. L123-22).
/// </summary>
public static class RemoveDocument
{
    public static async Task RemoveAsync(WriteSession w, DocumentOwner owner, long id)
    {
        var document = await w.Db.KeptDocuments.SingleAsync(d => d.Id == id);
        if (owner.IsPosted && document.State != DocumentState.Refused)
            throw new BrokenRuleException(owner.Kind == ContractPaper.DocumentKind
                ? "Ce contrat est signé : ses exemplaires restent avec lui. Joignez le bon à côté."
                : "Cette pièce est dans les livres : son justificatif est gardé dix ans avec "
                + "elle (C. com. L123-22). Si ce n’est pas le bon, joignez le bon à côté.");
        document.RemovedAt ??= w.Now;
    }

    public static async Task RestoreAsync(WriteSession w, long id)
    {
        var document = await w.Db.KeptDocuments.SingleOrDefaultAsync(d => d.Id == id)
            ?? throw new BrokenRuleException("Ce justificatif est enlevé depuis plus de trente jours. Joignez-le.");
        document.RemovedAt = null;
    }

    /// <summary>
    /// What was taken off thirty days ago goes for good. What belonged to a draft that never came back from the bin
    /// counts as taken off today.
    /// </summary>
    internal static async Task ForgetOldAsync(WriteSession w)
    {
        var limit = DraftBin.Limit(w.UtcNow);
        await w.Connection.ExecuteAsync($"""
            UPDATE kept_document SET removed_at = @p0 WHERE removed_at IS NULL
              AND owner_kind = '{ExpenseClaim.DocumentKind}'
              AND NOT EXISTS (SELECT 1 FROM expense_claim c WHERE c.id = owner_id)
              AND NOT EXISTS (SELECT 1 FROM discarded b WHERE b.kind = '{DraftBin.OfClaim}' AND b.row_id = owner_id
                AND b.restored_at IS NULL AND b.discarded_at >= @p1)
            """, w.Transaction, w.Now, limit);
        foreach (var id in await w.Connection.ListAsync(r => r.GetInt64(0),
            "DELETE FROM kept_document WHERE removed_at < @p0 RETURNING id", w.Transaction, limit))
            await w.Connection.ExecuteAsync("DELETE FROM document_piece WHERE document_id = @p0", w.Transaction, id);
    }
}
