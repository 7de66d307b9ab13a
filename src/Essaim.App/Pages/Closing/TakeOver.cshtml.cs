using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Closing;

/// <summary>Hands in the FEC of another program; taking it over is a long work.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
[RequestSizeLimit(Largest), RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class TakeOverModel(JobRunner runner) : EssaimPage
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
        var job = await WriteOnceAsync(async w => (await JobQueue.AskAsync(w, FecImportJob.Kind.Key,
            FecImportJob.ArgumentOf(file), new Asker(Me.Name, Me.UserId))).ToString());
        runner.Call(Me.CoopId);
        return Redirect("/travaux/" + job);
    }, nameof(Fec));
}
