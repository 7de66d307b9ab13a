using Essaim.App.Data;
using Essaim.App.Data.Documents;
using Essaim.App.Documents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Documents;

/// <summary>
/// One document: its bytes, shown so that nothing in them can act; and taking it off its record or putting it back.
/// </summary>
public sealed class ShowModel : DocumentPage
{
    /// <summary>Nothing runs and nothing is fetched; the style is the browser's own, around a picture.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private KeptDocument _document = null!;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    protected override async Task<DocumentOwner?> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.KeptDocuments.SingleOrDefaultAsync(d => d.Id == Id) is not { } document)
            return null;
        _document = document;
        return await DocumentOwner.SeenAsync(db, Me, document.OwnerKind, document.OwnerId);
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (_document.State != DocumentState.Clear || _document.RemovedAt is not null)
            return NotFound();
        var type = FoundType.Known(_document.MediaType);
        var name = $"justificatif-{Id}.{type.Extension}";
        // Browsers draw a PDF in a process of its own, and refuse to in a sandbox.
        Response.Headers.ContentSecurityPolicy = type == FoundType.Pdf ? Policy : "sandbox; " + Policy;
        Response.Headers.ContentDisposition = $"{(type.IsShown ? "inline" : "attachment")}; filename=\"{name}\"";
        return new FileStreamResult(new PieceStream(await ReadAsync(), Id, _document.Size), type.MediaType)
        {
            EnableRangeProcessing = true,
        };
    }

    public Task<IActionResult> OnPostRemoveAsync() => ChangeAsync(w => RemoveDocument.RemoveAsync(w, Owner, Id),
        "Justificatif enlevé.", "On peut le remettre pendant trente jours.");

    public Task<IActionResult> OnPostRestoreAsync() => ChangeAsync(w => RemoveDocument.RestoreAsync(w, Id),
        "Justificatif remis.", "");

    /// <summary>A script gets the new list alone: what is typed on the page around it stays.</summary>
    private Task<IActionResult> ChangeAsync(Func<WriteSession, Task> act, string done, string meaning) =>
        TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await act(w);
                return Id.ToString();
            });
            if (Request.Headers.ContainsKey("HX-Request"))
                return await ListAsync();
            Tell(done, meaning);
            return Redirect(Owner.Address + "#justificatifs");
        });
}
