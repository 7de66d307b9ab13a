using Essaim.App.Data.Documents;
using Essaim.App.Documents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Documents;

/// <summary>
/// A file on its way: how far it is, one more piece, and its end. Only its sender comes here. Whoever asks for the end
/// again, because the first answer was lost, gets it again.
/// </summary>
[RequestSizeLimit(2 * ReceiveDocument.LargestPiece)]
public sealed class PieceModel(VirusScan scan) : DocumentPage
{
    private DocumentUpload? _upload;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Offset { get; set; }

    protected override async Task<DocumentOwner?> FindAsync()
    {
        var db = await ReadAsync();
        _upload = await db.DocumentUploads.SingleOrDefaultAsync(u => u.Id == Id && u.MadeByUser == Me.UserId);
        var kept = _upload is not null ? null
            : await db.KeptDocuments.SingleOrDefaultAsync(d => d.Id == Id && d.MadeByUser == Me.UserId);
        return (_upload?.OwnerKind ?? kept?.OwnerKind) is { } kind
            ? await DocumentOwner.SeenAsync(db, Me, kind, _upload?.OwnerId ?? kept!.OwnerId) : null;
    }

    public IActionResult OnGet() =>
        _upload is null ? NotFound() : new JsonResult(new { received = _upload.Received, size = _upload.Size });

    public Task<IActionResult> OnPostAsync() => AnswerAsync(async () =>
    {
        var store = await Installation.StoreAsync(Me.CoopId);
        if (Offset is { } at)
        {
            if (_upload is null)
                return NotFound();
            var bytes = await PieceAsync();
            return new JsonResult(new
            {
                received = await store.WriteAsync(w => ReceiveDocument.AddAsync(w, _upload, at, bytes)),
            });
        }
        if (_upload is not null)
            await ReceiveDocument.FinishAsync(store, scan, _upload, HttpContext.RequestAborted);
        return await ListAsync();
    });

    private async Task<byte[]> PieceAsync()
    {
        var buffer = new byte[ReceiveDocument.LargestPiece + 1];
        var read = await Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false,
            HttpContext.RequestAborted);
        return buffer[..read];
    }
}
