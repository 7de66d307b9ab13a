using Essaim.App.Data.Imports;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Imports;

/// <summary>A page about one import, found before any handler runs: somebody else's is "not found".</summary>
public abstract class BatchPage : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    public ImportBatch Batch { get; private set; } = null!;
    public ImportKind Kind { get; private set; } = null!;
    public string Here => $"/imports/{Id}";

    protected KeptFiles Files => new(Installation, Me.CoopId);

    public sealed override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var found = await (await VisibleImports.OfAsync(await ReadAsync(), Me)).SingleOrDefaultAsync(b => b.Id == Id);
        if (found is null || ImportKinds.Find(found.Kind) is not { } kind)
        {
            context.Result = NotFound();
            return;
        }
        (Batch, Kind) = (found, kind);
        await next();
    }

    protected Task<TableFile> TableAsync() => ImportFiles.ReadAsync(Files, Batch, HttpContext.RequestAborted);
}
