using Essaim.App.Data.Activities;
using Essaim.App.Data.People;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Engagements;

/// <summary>What the price of a short job pays of salary, and the contract that it becomes.</summary>
public sealed class ShortJobModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "heures")]
    public string Hours { get; set; } = "7";

    [BindProperty]
    public string PersonId { get; set; } = "";

    [BindProperty]
    public string FirstDay { get; set; } = "";

    [BindProperty]
    public string LastDay { get; set; } = "";

    public Engagement Engagement { get; private set; } = null!;
    public Quote? Quote { get; private set; }
    public Money Contribution { get; private set; }
    public Money Left => (Quote?.Net ?? Money.Zero) - Contribution;
    public Payslip? Slip { get; private set; }
    public string Refusal { get; private set; } = "";
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];
    public bool MayHire => MayWrite;

    /// <summary>A contract is prepared by whoever keeps the people.</summary>
    protected override bool MayWrite => Me.Can(Capability.ManagePeople);

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).Engagements.SingleOrDefaultAsync(e => e.Id == Id) is not { } engagement)
            return null;
        Engagement = engagement;
        return await OwnerAsync(engagement.ActivityId);
    }

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var first = Read(nameof(FirstDay), () => FrenchText.ParseDate(FirstDay));
        var last = Read(nameof(LastDay), () => FrenchText.ParseDate(LastDay));
        var person = Read(nameof(PersonId), () => People.Any(p => p.Value == PersonId) ? long.Parse(PersonId)
            : throw new BrokenRuleException("Choisissez la personne dans la liste."));
        return await TryAsync(async () =>
        {
            if (Slip is not { } slip)
                throw new BrokenRuleException(Refusal.Length > 0 ? Refusal : "Faites d’abord le devis.");
            var id = await WriteOnceAsync(async w =>
            {
                var paper = await ContractPapers.StartAsync(w, person, ContractKind.FixedTermStaff, Me.Name);
                await ContractPapers.KeepAsync(w, paper.Id, paper.Version, paper.Content with
                {
                    FirstDay = first, LastDay = last, FixedPay = slip.Gross,
                    MonthlyHours = FrenchText.ParseNumber(Hours),
                });
                return paper.Id.ToString();
            });
            return Redirect($"/personnes/contrats/{id}");
        }, nameof(PersonId));
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Quote = await db.Quotes.Where(q => q.EngagementId == Id && q.Status != QuoteStatus.Declined
            && q.Status != QuoteStatus.Replaced).OrderByDescending(q => q.Id).FirstOrDefaultAsync();
        if (Quote is null)
            return;
        var rules = await Rules.ReadAsync(db, Activity.Id);
        Contribution = rules.Any && !Activity.Id.IsStructure ? rules.Of(Activity.Id, Today).AtOnce(Quote.Net)
            : Money.Zero;
        var coop = await db.Cooperatives.SingleAsync();
        try
        {
            Slip = Installation.Calculator.ForTotalCost(new PayTerms(Today)
            {
                Headcount = Math.Max(1, coop.Headcount), WorkAccidentRate = coop.WorkAccidentRate,
                HoursPerMonth = FrenchText.ParseNumber(Hours, "Le nombre d’heures"),
            }, Left);
        }
        catch (BrokenRuleException rule)
        {
            Refusal = rule.Message;
        }
        if (MayHire)
            People = [.. (await db.People.OrderBy(p => p.LastName).ToListAsync())
                .Select(p => new SelectListItem(p.FullName, p.Id.ToString()))];
    }
}
