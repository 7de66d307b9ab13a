using Essaim.App.Data.Imports;
using Essaim.App.Imports;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Imports;

/// <summary>What the visitor may import, and the imports that were made.</summary>
public sealed class IndexModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int? PageNumber { get; set; }

    public Pager Pager { get; private set; } = new(1, 0);
    public IReadOnlyList<ImportBatch> Rows { get; private set; } = [];
    public IReadOnlyList<ImportKind> Kinds => [.. ImportKinds.All.Where(k => k.May(Me))];

    public static string AddressOf(ImportKind kind) => kind.IsFec ? "/cloture/reprise" : "/imports/nouveau/" + kind.Key;

    public static string NameOf(ImportBatch batch) => ImportKinds.Find(batch.Kind)?.Name ?? batch.Kind;

    public async Task<IActionResult> OnGetAsync()
    {
        if (Kinds.Count == 0)
            return Forbid();
        var batches = await VisibleImports.OfAsync(await ReadAsync(), Me);
        Pager = new Pager(PageNumber, await batches.CountAsync());
        Rows = await batches.OrderByDescending(b => b.Id).Skip(Pager.Skip).Take(Pager.Take).ToListAsync();
        return Page();
    }
}
