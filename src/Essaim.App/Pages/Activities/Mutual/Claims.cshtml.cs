using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Activities.Mutual;

/// <summary>What one activity asked of the fund, and the form that asks.</summary>
public sealed class ClaimsModel : ActivityListPage
{
    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public string Event { get; set; } = "";

    public IReadOnlyList<MutualClaim> Rows { get; private set; } = [];

    /// <summary>False where the co-op has no fund.</summary>
    public bool HasFund { get; private set; }

    public bool MayAsk => HasFund && MayWrite && !Activity.Id.IsStructure;

    public async Task<IActionResult> OnPostAsync()
    {
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount));
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w =>
                (await MutualClaims.AskAsync(w, Activity.Id, amount, Event, Me.Name)).Id.ToString());
            Tell("Demande envoyée.", "Vous verrez ici la réponse.");
            return Redirect("/fonds-mutuel/" + id);
        });
    }

    protected override Sheet Sheet() => new("fonds-mutuel", ["Ce qui est arrivé", "État", "Demandé", "Montant"],
        Rows.Select(c => new object?[] { c.Event, IndexModel.StateOf(c.State).Label, c.AskedAmount, c.Amount }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        HasFund = await MutualFund.FindAsync(db) is not null;
        Rows = await List.OfAsync(db.MutualClaims.Where(c => c.ActivityId == Activity.Id)
            .OrderByDescending(c => c.Id));
    }
}
