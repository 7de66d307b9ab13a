using Essaim.App.Data.Drafts;
using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Drafts;

/// <summary>The drafts deleted in the last thirty days, each with the way back; only those one could write.</summary>
public sealed class BinModel : EssaimPage
{
    public IReadOnlyList<Discarded> Rows { get; private set; } = [];

    public DateOnly DayOf(Discarded row) => DateOnly.Parse(row.DiscardedAt[..10]);
    public DateOnly LastDayOf(Discarded row) => DayOf(row).AddDays(DraftBin.Kept.Days);

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostRestoreAsync(long id)
    {
        if (!await VisibleBin.Of(await ReadAsync(), Me).AnyAsync(d => d.Id == id))
            return NotFound();
        return await TryAsync(async () =>
        {
            var address = await WriteOnceAsync(async w => (await DraftBin.RestoreAsync(w, id)).Address);
            Tell("Brouillon retrouvé.");
            return Redirect(address);
        });
    }

    protected override async Task LoadAsync() => Rows = await VisibleBin
        .WaitingOf(await ReadAsync(), Me, Time.GetUtcNow().UtcDateTime).OrderByDescending(d => d.Id).ToListAsync();
}
