using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
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

    [BindProperty]
    public string Kind { get; set; } = "";

    /// <summary>What its kind would say of an invoice today.</summary>
    public IReadOnlyList<EngagementLack> Lacks { get; private set; } = [];

    /// <summary>The numbers of the required papers that are there.</summary>
    public IReadOnlySet<int> Papers { get; private set; } = new HashSet<int>();

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
        (Title, Kind) = (Engagement.Title, Engagement.Kind.ToString());
        await LoadAsync();
    }

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            (await w.Db.Engagements.SingleAsync(e => e.Id == Id)).Rename(Title);
            await EngagementState.ChangeKindAsync(w, Id, KindWords.Read(Kind));
            return "";
        });
        Tell("Affaire gardée.");
        return Redirect($"/ventes/affaires/{Id}");
    }, nameof(Title));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Story = await EngagementStory.ReadAsync(db, Engagement);
        var customer = await db.Customers.SingleAsync(c => c.Id == Engagement.CustomerId);
        var content = Story.Quotes.LastOrDefault()?.Content ?? SaleContent.Empty;
        if (await EngagementState.FactsAsync(db, Id, null, customer, content, Today) is { } facts)
            (Lacks, Papers) = (EngagementCheck.Of(facts, Law), facts.Papers);
    }
}
