using Essaim.App.Data.Drafts;
using Essaim.App.Identity;
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
        if (!await (await MineAsync()).AnyAsync(d => d.Id == id))
            return NotFound();
        return await TryAsync(async () =>
        {
            var address = await WriteOnceAsync(async w => (await DraftBin.RestoreAsync(w, id)).Address);
            Tell("Brouillon retrouvé.");
            return Redirect(address);
        });
    }

    protected override async Task LoadAsync()
    {
        var limit = DraftBin.Limit(Time.GetUtcNow().UtcDateTime);
        Rows = await (await MineAsync()).Where(d => d.RestoredAt == null && string.Compare(d.DiscardedAt, limit) >= 0)
            .OrderByDescending(d => d.Id).ToListAsync();
    }

    private async Task<IQueryable<Discarded>> MineAsync()
    {
        var db = await ReadAsync();
        var (books, all) = (Me.Can(Capability.KeepBooks), Me.Can(Capability.SellForAll));
        var person = Me.Can(Capability.SellForActivity) && long.TryParse(Me.PersonId, out var id) ? id : 0;
        return db.Discarded.Where(d => d.Kind == DraftBin.OfEntry ? books
            : all || db.Activities.Any(a => a.Id == d.ActivityId && a.PersonId == person));
    }
}
