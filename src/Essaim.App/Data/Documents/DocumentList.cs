using Essaim.App.Identity;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Documents;

/// <summary>The documents of a record as one visitor sees them, and what they may do with them.</summary>
public sealed record DocumentList(DocumentOwner Owner, IReadOnlyList<ListedDocument> Documents, bool MayAdd)
{
    public bool MayRemove => MayAdd && !Owner.IsPosted;

    public static async Task<DocumentList> ReadAsync(CoopDb db, CurrentUser me, DocumentOwner owner)
    {
        var kept = await db.KeptDocuments.Where(d => d.OwnerKind == owner.Kind && d.OwnerId == owner.Id)
            .OrderBy(d => d.Id).ToListAsync();
        var hashes = kept.Where(d => d.RemovedAt is null).Select(d => d.Sha256).ToList();
        var elsewhere = hashes.Count == 0 ? [] : await db.KeptDocuments.Where(d => hashes.Contains(d.Sha256)
            && d.RemovedAt == null && (d.OwnerKind != owner.Kind || d.OwnerId != owner.Id)).ToListAsync();
        var listed = new List<ListedDocument>();
        foreach (var document in kept)
        {
            var other = elsewhere.FirstOrDefault(d => d.Sha256.AsSpan().SequenceEqual(document.Sha256));
            // Where it is, is told only to whoever may look there.
            var place = other is null ? null : await DocumentOwner.SeenAsync(db, me, other.OwnerKind, other.OwnerId);
            listed.Add(new ListedDocument(document, other is not null, place?.Address));
        }
        return new DocumentList(owner, listed, owner.TakesFrom(me));
    }
}

/// <summary>One of them; the same bytes on another record may be one receipt asked for twice.</summary>
public sealed record ListedDocument(KeptDocument Document, bool IsElsewhere, string? OtherAddress);
