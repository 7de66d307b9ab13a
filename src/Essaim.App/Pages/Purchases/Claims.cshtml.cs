using Essaim.App.Data.Purchases;
using Essaim.App.Web;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>The expense claims of the activity, month by month, and where each stands.</summary>
public sealed class ClaimsModel : ActivityListPage
{
    [BindProperty]
    public string ForMonth { get; set; } = "";

    public IReadOnlyList<ExpenseClaim> Rows { get; private set; } = [];
    public bool MayClaim => MayWrite && Activity.PersonId is not null;

    /// <summary>Opens the month's claim, or the one that is already begun.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var month = Read(nameof(ForMonth), () => Month.Parse(ForMonth));
        return await TryAsync(async () => Redirect("/depenses/" + await WriteOnceAsync(async w =>
            (await KeepExpenseClaim.OpenAsync(w, Activity, month, Today)).Id.ToString())), nameof(ForMonth));
    }

    protected override Sheet Sheet() => new("notes-de-frais", ["Mois", "État", "Dépenses", "Trajets", "Total"],
        Rows.Select(c => new object?[]
        {
            c.Month.ToIso(), ClaimWords.Of(c).Label, c.Content.Expenses.Count, c.Content.Trips.Count, c.Total,
        }));

    protected override async Task LoadAsync()
    {
        var claims = (await ReadAsync()).ExpenseClaims.Where(c => c.ActivityId == Activity.Id);
        Rows = await List.OfAsync(claims.OrderByDescending(c => c.Month).ThenByDescending(c => c.Id));
        if (ForMonth.Length == 0)
            ForMonth = FrenchText.Short(Month.Of(Today));
    }
}
