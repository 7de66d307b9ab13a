using Essaim.App.Data;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Jobs;

/// <summary>The long works of the co-op: one's own, and those that one could have asked for.</summary>
public sealed class IndexModel(JobKinds kinds) : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int? PageNumber { get; set; }

    public Pager Pager { get; private set; } = new(1, 0);
    public IReadOnlyList<Job> Rows { get; private set; } = [];
    public JobKinds Kinds => kinds;
    public DateTimeOffset Now => Time.GetUtcNow();

    public async Task OnGetAsync()
    {
        var (mine, seen) = (Me.UserId, kinds.For(Me).ToList());
        var jobs = (await ReadAsync()).Jobs.Where(j => j.AskedByUser == mine || seen.Contains(j.Kind));
        Pager = new Pager(PageNumber, await jobs.CountAsync());
        Rows = await jobs.OrderByDescending(j => j.Id).Skip(Pager.Skip).Take(Pager.Take).ToListAsync();
    }
}
