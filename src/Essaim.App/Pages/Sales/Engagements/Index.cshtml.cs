using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Engagements;

/// <summary>The jobs of the activity, the newest first.</summary>
public sealed class IndexModel : ActivityListPage
{
    public bool MaySell => MayWrite;
    public IReadOnlyList<EngagementStory> Rows { get; private set; } = [];

    protected override Sheet Sheet() => new("affaires",
        ["Affaire", "Client", "Genre", "Accepté TTC", "Facturé TTC", "Payé TTC", "Reste à facturer TTC"],
        Rows.Select(r => new object?[]
        {
            r.Engagement.Title, r.Customer, r.Engagement.Kind.Label(), r.Accepted, r.Invoiced, r.Paid, r.Left,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var customers = await db.Customers.Where(c => c.ActivityId == Activity.Id)
            .ToDictionaryAsync(c => c.Id, c => c.Name);
        var all = await db.Engagements.Where(e => e.ActivityId == Activity.Id).OrderByDescending(e => e.Id)
            .ToListAsync();
        var shown = List.Of([.. all.Where(e => List.Finds($"{e.Title} {customers[e.CustomerId]}"))]);
        var rows = new List<EngagementStory>();
        foreach (var engagement in shown)
            rows.Add(await EngagementStory.ReadAsync(db, engagement));
        Rows = rows;
    }
}
