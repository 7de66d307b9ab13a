using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Engagements;

/// <summary>One job on one page: what was accepted, invoiced, paid, and what is left.</summary>
public sealed class ShowModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Title { get; set; } = "";

    public Engagement Engagement { get; private set; } = null!;
    public EngagementStory Story { get; private set; } = null!;
    public bool MaySell => MayWrite;

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).Engagements.SingleOrDefaultAsync(e => e.Id == Id) is not { } engagement)
            return null;
        Engagement = engagement;
        return await OwnerAsync(engagement.ActivityId);
    }

    public async Task OnGetAsync()
    {
        Title = Engagement.Title;
        await LoadAsync();
    }

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            (await w.Db.Engagements.SingleAsync(e => e.Id == Id)).Rename(Title);
            return "";
        });
        Tell("Affaire renommée.");
        return Redirect($"/ventes/affaires/{Id}");
    }, nameof(Title));

    protected override async Task LoadAsync() => Story = await EngagementStory.ReadAsync(await ReadAsync(), Engagement);
}
