using Essaim.App.Data.Imports;
using Essaim.App.Identity;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Closing;

/// <summary>Hands in the FEC of another program; it is looked at before it is taken over.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
[RequestSizeLimit(Largest), RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class TakeOverModel : EssaimPage
{
    private const long Largest = 2L << 30;

    [BindProperty]
    public IFormFile? Fec { get; set; }

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        if (Fec is not { Length: > 0 } given)
            throw new BrokenRuleException("Choisissez le fichier des écritures comptables à reprendre.");
        await using var content = given.OpenReadStream();
        var file = await new KeptFiles(Installation, Me.CoopId).KeepAsync(given.FileName, content,
            HttpContext.RequestAborted);
        var id = await WriteOnceAsync(async w => (await HandInImport.HandInAsync(w, FecImport.Kind, file, null, null,
            new Asker(Me.Name, Me.UserId))).Id.ToString());
        return Redirect("/imports/" + id);
    }, nameof(Fec));
}
