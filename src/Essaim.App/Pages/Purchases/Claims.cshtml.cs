using Essaim.App.Data.Purchases;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>The expense claims of the activity, month by month, and where each stands.</summary>
public sealed class ClaimsModel : ActivityPage
{
    [BindProperty]
    public string ForMonth { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "p")]
    public int? PageNumber { get; set; }

    public IReadOnlyList<ExpenseClaim> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, 0);
    public bool MayClaim => MayWrite && Activity.PersonId is not null;

    public Task OnGetAsync()
    {
        ForMonth = Month.Of(Today).ToIso();
        return LoadAsync();
    }

    /// <summary>Opens the month's claim, or the one that is already begun.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var month = Read(nameof(ForMonth), () => Month.Parse(ForMonth));
        return await TryAsync(async () =>
        {
            if (Activity.PersonId is not { } person)
                throw new BrokenRuleException("Une note de frais est celle d’une personne. Choisissez son activité.");
            if (month > Month.Of(Today))
                throw new BrokenRuleException($"{month} n’a pas commencé. Choisissez un mois passé ou en cours.");
            var begun = await (await ReadAsync()).ExpenseClaims.Where(c => c.ActivityId == Activity.Id
                && c.Month == month && c.SentAt == null && c.EntryId == null).Select(c => (long?)c.Id)
                    .FirstOrDefaultAsync();
            return Redirect("/depenses/" + (begun?.ToString() ?? await WriteOnceAsync(async w =>
                (await KeepExpenseClaim.StartAsync(w, new ExpenseClaim
                {
                    PersonId = person, ActivityId = Activity.Id, Month = month, Content = ExpenseClaimContent.Empty,
                })).Id.ToString())));
        }, nameof(ForMonth));
    }

    public static (string Label, Tone Tone) StateOf(ExpenseClaim claim) =>
        claim.EntryId is not null ? ("Acceptée", Tone.Ok)
        : claim.SentAt is not null ? ("Envoyée", Tone.Info) : ("Brouillon", Tone.Wait);

    protected override async Task LoadAsync()
    {
        var claims = (await ReadAsync()).ExpenseClaims.Where(c => c.ActivityId == Activity.Id);
        Pager = new Pager(PageNumber, await claims.CountAsync());
        Rows = await claims.OrderByDescending(c => c.Month).ThenByDescending(c => c.Id)
            .Skip(Pager.Skip).Take(Pager.Take).ToListAsync();
    }
}
