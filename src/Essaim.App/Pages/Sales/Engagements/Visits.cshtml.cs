using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Engagements;

/// <summary>The visits of a job of home services: noted one by one, invoiced together.</summary>
public sealed class VisitsModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Day { get; set; } = "";

    [BindProperty]
    public string Hours { get; set; } = "";

    [BindProperty]
    public string Service { get; set; } = "";

    [BindProperty]
    public string Worker { get; set; } = "";

    [BindProperty]
    public string WorkerNumber { get; set; } = "";

    [BindProperty]
    public string HourPrice { get; set; } = "";

    [BindProperty]
    public string Vat { get; set; } = "10";

    [BindProperty]
    public long VisitId { get; set; }

    public Engagement Engagement { get; private set; } = null!;
    public IReadOnlyList<HomeVisit> Visits { get; private set; } = [];
    public IReadOnlyList<HomeVisit> Free { get; private set; } = [];
    public bool MaySell => MayWrite;
    public IEnumerable<SelectListItem> Services =>
        HomeService.Of(Law, Today).Select(s => new SelectListItem(s.Label, s.Code));
    public IEnumerable<SelectListItem> Rates =>
        VatTreatments.Of(InvoiceLaw.Of(Law, Today)).Select(t => new SelectListItem(t.Label, t.Code));

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).Engagements.SingleOrDefaultAsync(e => e.Id == Id) is not { } engagement)
            return null;
        Engagement = engagement;
        return await OwnerAsync(engagement.ActivityId);
    }

    /// <summary>The next visit is mostly like the last.</summary>
    public async Task OnGetAsync()
    {
        await LoadAsync();
        Day = FrenchText.Short(Today);
        if (Visits.FirstOrDefault() is { } last)
        {
            (Service, Worker, WorkerNumber, Vat) = (last.Service, last.Worker, last.WorkerNumber, last.VatCode);
            HourPrice = FrenchText.Decimal(last.HourPrice, 4);
            return;
        }
        if (await (await ReadAsync()).People.SingleOrDefaultAsync(p => p.Id == Activity.PersonId) is { } person)
            (Worker, WorkerNumber) = (person.FullName, person.Id.ToString());
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var day = Read(nameof(Day), () => FrenchText.ParseDate(Day));
        var hours = Read(nameof(Hours), () => FrenchText.ParseNumber(Hours, "La durée"));
        var price = Read(nameof(HourPrice), () => new UnitPrice(FrenchText.ParseNumber(HourPrice, "Le prix")));
        var service = Read(nameof(Service), () => HomeService.Find(Law, Today, Service));
        var vat = Read(nameof(Vat), () => VatTreatments.Find(InvoiceLaw.Of(Law, Today), Vat));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w => (await KeepVisit.AddAsync(w, new HomeVisit
            {
                EngagementId = Id, Day = day, Service = service.Code, ServiceLabel = service.Label, Hours = hours,
                Worker = Worker.Trim(), WorkerNumber = WorkerNumber.Trim(), HourPrice = price.Euros,
                VatCode = vat.Code, MadeAt = w.Now, MadeBy = Me.Name,
            })).Id.ToString());
            Tell("Intervention notée.");
            return Redirect($"/ventes/affaires/{Id}/interventions");
        }, nameof(Hours));
    }

    public Task<IActionResult> OnPostRemoveAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await KeepVisit.RemoveAsync(w, Id, VisitId);
            return "";
        });
        Tell("Intervention retirée.");
        return Redirect($"/ventes/affaires/{Id}/interventions");
    });

    public Task<IActionResult> OnPostInvoiceAsync() => TryAsync(async () => Redirect("/ventes/brouillons/"
        + await WriteOnceAsync(async w => (await KeepVisit.InvoiceAsync(w, Engagement, Law)).Id.ToString())));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Visits = await db.HomeVisits.Where(v => v.EngagementId == Id).OrderByDescending(v => v.Day)
            .ThenByDescending(v => v.Id).ToListAsync();
        Free = await KeepVisit.FreeAsync(db, Id);
    }
}
