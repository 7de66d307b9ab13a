using Essaim.App.Data;
using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities.Mutual;

/// <summary>
/// The mutual fund for all to see: what it had, took in and paid over a year; its rule; for the team, the claims and
/// the dues that a month still asks.
/// </summary>
public sealed class IndexModel : EssaimPage
{
    private const int ClaimsShown = 100;

    [BindProperty(SupportsGet = true, Name = "annee")]
    public int? AskedYear { get; set; }

    [BindProperty]
    public string OfMonth { get; set; } = "";

    public int Year { get; private set; }
    public MutualStatement Statement { get; private set; } = null!;
    public IReadOnlyList<MutualRuleRow> Rules { get; private set; } = [];
    public IReadOnlyList<(MutualClaim Claim, string Activity)> Claims { get; private set; } = [];

    /// <summary>The first month over of which dues are not posted; null when there is none.</summary>
    public Month? ToPost { get; private set; }
    public Money ToPostSum { get; private set; }

    public bool MayPost => Me.Can(Capability.CloseMonth);

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!Me.Can(Capability.SeeCover) || HttpMethods.IsPost(Request.Method) && !MayPost)
            context.Result = Forbid();
        else
            await next();
    }

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var month = Read(nameof(OfMonth), () => Month.Parse(OfMonth));
        return await TryAsync(async () =>
        {
            var done = await WriteOnceAsync(async w => (await MutualFund.PostMonthAsync(w, month)).ToString());
            Tell(done == "0" ? "Rien à prélever." : $"Cotisations {month.AfterDe()} prélevées : {done}.");
            return Redirect("/fonds-mutuel");
        });
    }

    public static (string Label, Tone Tone) StateOf(MutualClaimState state) => state switch
    {
        MutualClaimState.Asked => ("Demandée", Tone.Wait),
        MutualClaimState.Paid => ("Versée", Tone.Ok),
        MutualClaimState.Refused => ("Refusée", Tone.Bad),
        MutualClaimState.Withdrawn => ("Retirée", Tone.Off),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Words(MutualRule rule) => rule.Flat.IsZero ? $"{rule.Share} de ce qui est facturé"
        : rule.Share == Rate.Zero ? $"{rule.Flat} par mois"
        : $"{rule.Share} de ce qui est facturé, et {rule.Flat} par mois";

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Year = AskedYear is >= 1900 and <= 2999 ? AskedYear.Value : Today.Year;
        Statement = await MutualFund.StatementAsync(db, new DateOnly(Year, 1, 1), new DateOnly(Year, 12, 31));
        Rules = await MutualFund.RulesAsync(db);
        if (Me.Can(Capability.SeeAllActivities))
        {
            var names = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.TradeName);
            Claims = [.. (await db.MutualClaims.OrderBy(c => c.State == MutualClaimState.Asked ? 0 : 1)
                .ThenByDescending(c => c.Id).Take(ClaimsShown).ToListAsync()).Select(c => (c, names[c.ActivityId]))];
        }
        if (MayPost && Rules.Count > 0)
            await ToPostAsync(db);
    }

    /// <summary>Looked for from the last month backwards to the first that is closed.</summary>
    private async Task ToPostAsync(CoopDb db)
    {
        var first = Month.Of(Rules[^1].FromDay);
        for (var month = Month.Of(Today).Add(-1); month >= first; month = month.Add(-1))
        {
            if (await db.MonthClosings.AnyAsync(m => m.Month == month && m.ClosedAt != null))
                return;
            var dues = await MutualFund.DuesAsync(db, month);
            if (dues.Count > 0)
                (ToPost, ToPostSum) = (month, dues.Sum(d => d.Amount));
        }
    }
}
