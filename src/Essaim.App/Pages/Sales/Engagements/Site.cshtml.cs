using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Engagements;

/// <summary>What is agreed of a building site, and what the customer keeps back of its invoices.</summary>
public sealed class SiteModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Place { get; set; } = "";

    [BindProperty]
    public string Trades { get; set; } = "";

    [BindProperty]
    public string Waste { get; set; } = "";

    [BindProperty]
    public string Retention { get; set; } = "0";

    [BindProperty]
    public bool BankAnswers { get; set; }

    [BindProperty]
    public string AcceptedOn { get; set; } = "";

    [BindProperty]
    public bool IsOpposed { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public Engagement Engagement { get; private set; } = null!;
    public IReadOnlyList<RetainedRow> Retained { get; private set; } = [];
    public Rate Most => Law.Rate("retenue-garantie-taux", Today);
    public int Months => (int)Law.Number("retenue-garantie-mois", Today);

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).Engagements.SingleOrDefaultAsync(e => e.Id == Id) is not { } engagement)
            return null;
        Engagement = engagement;
        return await OwnerAsync(engagement.ActivityId);
    }

    public Task OnGetAsync()
    {
        Version = Engagement.Version;
        if (Engagement.Details?.Site is { } site)
        {
            (Place, Trades, Waste) = (site.Place, site.Trades, site.Waste);
            (BankAnswers, IsOpposed) = (site.BankAnswers, site.IsOpposed);
            Retention = FrenchText.Decimal(site.Retention.ToPercent(), 2);
            AcceptedOn = site.AcceptedOn is { } day ? FrenchText.Short(day) : "";
        }
        return LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var rate = Read(nameof(Retention), () => Rate.Percent(FrenchText.ParseNumber(Retention, "Le taux")));
        DateOnly? accepted = AcceptedOn.Trim().Length == 0 ? null
            : Read(nameof(AcceptedOn), () => FrenchText.ParseDate(AcceptedOn));
        return await TryAsync(async () =>
        {
            var site = new SiteTerms(Place.Trim(), Trades.Trim(), Waste.Trim(), rate)
            {
                BankAnswers = BankAnswers, AcceptedOn = accepted, IsOpposed = IsOpposed,
            };
            site.Check(Most);
            await WriteOnceAsync(async w =>
            {
                await EngagementState.DescribeAsync(w, Id, Version,
                    (Engagement.Details ?? new EngagementDetails()) with { Site = site });
                return "";
            });
            Tell("Chantier gardé.");
            return Redirect($"/ventes/affaires/{Id}/chantier");
        }, nameof(Place));
    }

    protected override async Task LoadAsync() =>
        Retained = await RetainedRow.OfAsync(await ReadAsync(), Engagement, Law);
}
