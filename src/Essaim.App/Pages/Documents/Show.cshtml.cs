using Essaim.App.Data;
using Essaim.App.Data.Documents;
using Essaim.App.Documents;
using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Documents;

/// <summary>
/// One document: its bytes, shown so that nothing in them can act; and taking it off its record or putting it back.
/// </summary>
public sealed class ShowModel : DocumentPage
{
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
        if (!_document.IsShown)
            return NotFound();
        var type = FoundType.Known(_document.MediaType);
        ShownSafely.Head(Response, _document, type);
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
