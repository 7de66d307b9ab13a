using System.Security.Cryptography;
using Essaim.App.Documents;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Documents;

/// <summary>
/// Takes a file in pieces (envoi d’un justificatif): begun, added to from where it stands, then looked at as a whole.
/// Asked again, each step answers what it did. What stays unfinished for two days goes.
/// </summary>
public static class ReceiveDocument
{
    public const long Largest = 15 * 1024 * 1024;

    /// <summary>Above what is kept, so that whoever sends too much reads why.</summary>
    public const long LargestRequest = 128L << 20;

    public const int LargestPiece = 1024 * 1024;

    /// <summary>But for the last piece: so that no file is thousands of rows.</summary>
    public const int SmallestPiece = 16 * 1024;

    public const int MostOfRecord = 100;
    public const int MostOpen = 20;
    public static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    /// <summary>In place of a sign-in: the command line, or the program itself.</summary>
    private const long Nobody = 0;

    private const string Expired = "Cet envoi a expiré. Choisissez le fichier de nouveau.";
    private const string Known = "Ce justificatif est déjà là.";

    /// <summary>A file of which the whole hash is told goes on from where its sender left it.</summary>
    public static async Task<DocumentUpload> BeginAsync(
        WriteSession w, DocumentOwner owner, Asker by, string name, long size, byte[]? sha256 = null)
    {
        name = Plain(name);
        if (size <= 0)
            throw new BrokenRuleException($"Le fichier « {name} » est vide. Choisissez-en un autre.");
        if (size > Largest)
            throw new BrokenRuleException($"« {name} » pèse {Weight(size)}, et un justificatif en pèse 15 au plus. "
                + "Réduisez la photo ou le PDF, puis recommencez.");
        await ForgetOldAsync(w);
        var kept = w.Db.KeptDocuments.Where(d => d.OwnerKind == owner.Kind && d.OwnerId == owner.Id);
        if (sha256 is not null && await kept.AnyAsync(d => d.Sha256 == sha256 && d.RemovedAt == null
            && d.State != DocumentState.Refused))
            throw new BrokenRuleException(Known);
        if (await kept.CountAsync(d => d.RemovedAt == null) >= MostOfRecord)
            throw new BrokenRuleException(
                $"Il y a déjà {MostOfRecord} justificatifs ici. Réunissez les suivants dans un seul PDF.");
        var open = w.Db.DocumentUploads.Where(u => u.MadeByUser == (by.User ?? Nobody));
        if (sha256 is not null && await open.FirstOrDefaultAsync(u => u.Sha256 == sha256 && u.Size == size
            && u.OwnerKind == owner.Kind && u.OwnerId == owner.Id) is { } begun)
            return begun;
        // The oldest of too many goes: its sender has left it, or would have finished it.
        if (await open.CountAsync() >= MostOpen)
            await DropAsync(w, await open.MinAsync(u => u.Id));
        var upload = new DocumentUpload
        {
            OwnerKind = owner.Kind, OwnerId = owner.Id, Name = name, Size = size, Sha256 = sha256, MadeAt = w.Now,
            MadeBy = by.Name, MadeByUser = by.User ?? Nobody, LineNo = owner.Line,
        };
        w.Db.DocumentUploads.Add(upload);
        await w.SaveAsync();
        return upload;
    }

    /// <summary>
    /// Adds a piece where the file stands, and tells how far it is. One that came already, or too early, changes
    /// nothing: the sender goes on from what it is told.
    /// </summary>
    public static async Task<long> AddAsync(WriteSession w, DocumentUpload upload, long at, byte[] bytes)
    {
        upload = await w.Db.DocumentUploads.SingleOrDefaultAsync(u => u.Id == upload.Id)
            ?? throw new BrokenRuleException(Expired);
        if (at != upload.Received || bytes.Length == 0)
            return upload.Received;
        var end = at + bytes.Length;
        if (end > upload.Size || bytes.Length > LargestPiece || (bytes.Length < SmallestPiece && end < upload.Size))
            throw new BrokenRuleException(
                "Ce morceau n’a pas la taille annoncée. Choisissez le fichier de nouveau.");
        await w.Connection.ExecuteAsync(
            "INSERT INTO document_piece (document_id, first_byte, bytes) VALUES (@p0, @p1, @p2)", w.Transaction,
            upload.Id, at, bytes);
        return upload.Received = end;
    }

    /// <summary>A file that comes whole takes the same way, one piece after the other.</summary>
    public static async Task<KeptDocument> TakeAsync(Store store, VirusScan scan, DocumentOwner owner, Asker by,
        string name, Stream content, long size, byte[]? sha256, CancellationToken cancel)
    {
        var upload = await store.WriteAsync(w => BeginAsync(w, owner, by, name, size, sha256), cancel);
        content.Position = upload.Received;
        var buffer = new byte[LargestPiece];
        while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel)
            is > 0 and var read)
            upload.Received = await store.WriteAsync(
                w => AddAsync(w, upload, upload.Received, buffer[..read]), cancel);
        return await FinishAsync(store, scan, upload, cancel);
    }

    /// <summary>A file that is in hand already is kept in the transaction that makes its record.</summary>
    public static async Task<KeptDocument> KeepWholeAsync(
        WriteSession w, DocumentOwner owner, Asker by, string name, byte[] bytes, bool toScan)
    {
        var type = FoundType.Of(new MemoryStream(bytes), name) ?? throw new BrokenRuleException(NotKept(Plain(name)));
        var upload = await BeginAsync(w, owner, by, name, bytes.Length);
        for (var at = 0; at < bytes.Length; at += LargestPiece)
            await AddAsync(w, upload, at, bytes[at..Math.Min(bytes.Length, at + LargestPiece)]);
        await w.SaveAsync();
        return (await KeepAsync(w, upload, type, SHA256.HashData(bytes), toScan))!;
    }

    /// <summary>Looks at the whole file, and keeps or refuses it. What is refused is forgotten at once.</summary>
    public static async Task<KeptDocument> FinishAsync(
        Store store, VirusScan scan, DocumentUpload upload, CancellationToken cancel)
    {
        FoundType type;
        byte[] sha256;
        await using (var db = store.Read())
        {
            if (upload.Received < upload.Size)
                throw new BrokenRuleException("Il manque la fin du fichier. Envoyez-le de nouveau.");
            var content = new PieceStream(db, upload.Id, upload.Size);
            sha256 = await SHA256.HashDataAsync(content, cancel);
            if (upload.Sha256 is not null && !upload.Sha256.AsSpan().SequenceEqual(sha256))
                throw await ForgottenAsync(store, upload.Id,
                    "Le fichier a changé pendant l’envoi. Envoyez-le de nouveau.");
            type = FoundType.Of(content, upload.Name)
                ?? throw await ForgottenAsync(store, upload.Id, NotKept(upload.Name));
        }
        var kept = await store.WriteAsync(w => KeepAsync(w, upload, type, sha256, scan.IsSet), cancel)
            ?? throw await ForgottenAsync(store, upload.Id, Known);
        return await ScanDocument.ScanAsync(store, scan, kept, cancel);
    }

    /// <summary>Uploads that nobody went on with go, and so does what was taken off thirty days ago.</summary>
    public static async Task ForgetOldAsync(WriteSession w)
    {
        var limit = EntryChain.Instant(w.UtcNow - Patience);
        foreach (var id in await w.Db.DocumentUploads.Where(u => string.Compare(u.MadeAt, limit) < 0)
            .Select(u => u.Id).ToListAsync())
            await DropAsync(w, id);
        await RemoveDocument.ForgetOldAsync(w);
    }

    /// <summary>"3,4 Mo".</summary>
    public static string Weight(long size) => size < 1024 * 1024
        ? $"{Math.Max(1, size / 1024)}\u00a0ko" : $"{FrenchText.Decimal(size / 1024m / 1024m, 1)}\u00a0Mo";

    /// <summary>Null when the record has these bytes already. Asked for twice at once, both get the one.</summary>
    private static async Task<KeptDocument?> KeepAsync(
        WriteSession w, DocumentUpload upload, FoundType type, byte[] sha256, bool toScan)
    {
        var owner = await DocumentOwner.FindAsync(w.Db, upload.OwnerKind, upload.OwnerId)
            ?? throw new BrokenRuleException("La pièce à laquelle vous joignez ce fichier n’existe plus.");
        var same = await w.Db.KeptDocuments.SingleOrDefaultAsync(d => d.OwnerKind == owner.Kind
            && d.OwnerId == owner.Id && d.Sha256 == sha256);
        if (same?.Id == upload.Id)
            return same;
        if (same is { RemovedAt: null, State: not DocumentState.Refused } && upload.LineNo == same.LineNo)
            return null;
        if (same is not null)
        {
            // It was taken off, or refused: it comes back, and is looked at like a new one. Or it shows another line.
            (same.RemovedAt, same.LineNo) = (null, upload.LineNo ?? same.LineNo);
            await DropAsync(w, upload.Id);
            return same;
        }
        if (await w.Db.DocumentUploads.Where(u => u.Id == upload.Id).ExecuteDeleteAsync() == 0)
            throw new BrokenRuleException(Expired);
        var kept = new KeptDocument
        {
            Id = upload.Id, OwnerKind = owner.Kind, OwnerId = owner.Id, ActivityId = owner.Activity,
            Name = upload.Name, MediaType = type.MediaType, Size = upload.Size, Sha256 = sha256, MadeAt = w.Now,
            MadeBy = upload.MadeBy, MadeByUser = upload.MadeByUser,
            State = toScan ? DocumentState.Waiting : DocumentState.Clear, LineNo = upload.LineNo,
        };
        w.Db.KeptDocuments.Add(kept);
        return kept;
    }

    private static string NotKept(string name) =>
        $"« {name} » ne peut pas être gardé. On accepte : {FoundType.Accepted}.";

    private static async Task<BrokenRuleException> ForgottenAsync(Store store, long id, string sentence)
    {
        await store.WriteAsync(w => DropAsync(w, id));
        return new BrokenRuleException(sentence);
    }

    private static async Task DropAsync(WriteSession w, long id)
    {
        // Whoever finished it meanwhile owns the bytes now.
        if (await w.Db.DocumentUploads.Where(u => u.Id == id).ExecuteDeleteAsync() == 0)
            return;
        await w.Connection.ExecuteAsync("DELETE FROM document_piece WHERE document_id = @p0", w.Transaction, id);
    }

    /// <summary>The last part of a name, without what is no sign.</summary>
    private static string Plain(string name)
    {
        var plain = new string([.. name.Split('/', '\\')[^1].Where(c => !char.IsControl(c)
            && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)]).Trim();
        return plain.Length == 0 ? "fichier" : plain[..Math.Min(plain.Length, 120)];
    }
}
