using Essaim.App.Data.Documents;
using Essaim.App.Documents;
using Essaim.App.Jobs;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Documents;

/// <summary>Hands in a file beside a record: whole, with the form, or announced and then sent in pieces.</summary>
[RequestSizeLimit(ReceiveDocument.LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = ReceiveDocument.LargestRequest)]
public sealed class BeginModel(VirusScan scan) : DocumentPage
{
    [BindProperty(SupportsGet = true, Name = "pour")]
    public string For { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "numero")]
    public long Number { get; set; }

    /// <summary>The line of the claim whose receipt it is.</summary>
    [BindProperty(SupportsGet = true, Name = "ligne")]
    public int? Line { get; set; }

    [BindProperty]
    public List<IFormFile> Photo { get; set; } = [];

    [BindProperty]
    public List<IFormFile> Document { get; set; } = [];

    protected override async Task<DocumentOwner?> FindAsync() =>
        await DocumentOwner.SeenAsync(await ReadAsync(), Me, DocumentOwner.KindOf(For), Number) is { } owner
            ? owner with { Line = Line } : null;

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        if (Photo.Concat(Document).Where(f => f.Length > 0).ToList() is not { Count: > 0 } files)
            throw new BrokenRuleException("Prenez une photo, ou choisissez le fichier à joindre.");
        foreach (var file in files)
            await TakeAsync(file);
        Tell(files.Count == 1 ? "Justificatif joint." : $"{files.Count} justificatifs joints.");
        return Redirect(Owner.Address + "#justificatifs");
    }, nameof(Document));

    /// <summary>Announces a file; the answer says where its pieces go and how many bytes are there already.</summary>
    public Task<IActionResult> OnPostBeginAsync(string name, long size, string? sha256) => AnswerAsync(async () =>
    {
        var hash = sha256 is { Length: 64 } && sha256.All(char.IsAsciiHexDigit) ? Convert.FromHexString(sha256) : null;
        var store = await Installation.StoreAsync(Me.CoopId);
        var begun = await store.WriteAsync(w => ReceiveDocument.BeginAsync(w, Owner, By, name, size, hash));
        return new JsonResult(new { id = begun.Id, received = begun.Received });
    });

    private Asker By => new(Me.Name, Me.UserId);

    private async Task TakeAsync(IFormFile file)
    {
        var store = await Installation.StoreAsync(Me.CoopId);
        await using var content = file.OpenReadStream();
        await ReceiveDocument.TakeAsync(store, scan, Owner, By, file.FileName, content, file.Length, sha256: null,
            HttpContext.RequestAborted);
    }
}
