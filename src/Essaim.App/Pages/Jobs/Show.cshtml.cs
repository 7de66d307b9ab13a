using Essaim.App.Data;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Jobs;

/// <summary>One long work: how far it is, stopping it, and what it left.</summary>
public sealed class ShowModel(JobKinds kinds) : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    public Job Job { get; private set; } = null!;
    public string Name => kinds.NameOf(Job);
    public bool IsOpen => Job.IsOpen();
    public string Here => $"/travaux/{Id}";
    public DateTimeOffset Now => Time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync() => await IsMineAsync() ? Page() : NotFound();

    /// <summary>Only how far it is; once it is over, the whole page is asked for again.</summary>
    public async Task<IActionResult> OnGetProgressAsync()
    {
        if (!await IsMineAsync())
            return NotFound();
        if (!IsOpen)
            Response.Headers["HX-Refresh"] = "true";
        return Partial("_Job", this);
    }

    public async Task<IActionResult> OnGetFileAsync()
    {
        if (!await IsMineAsync() || Job is not { FileName: { } name, FileSha256: { } sha256 })
            return NotFound();
        return await TryAsync(async () => File(await new KeptFiles(Installation, Me.CoopId)
            .OpenAsync(new KeptFile(name, sha256), HttpContext.RequestAborted), "application/octet-stream", name));
    }

    public async Task<IActionResult> OnPostStopAsync() => !await IsMineAsync() ? NotFound() : await TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await JobQueue.StopAsync(w, Id, Me.Name);
            return "";
        });
        return Redirect(Here);
    });

    private async Task<bool> IsMineAsync()
    {
        var found = await (await ReadAsync()).Jobs.SingleOrDefaultAsync(j => j.Id == Id);
        Job = found!;
        return found is not null && kinds.MaySee(Me, found);
    }
}
