using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Reminders;

/// <summary>What was asked of the customer of one invoice, and a call or a letter to note.</summary>
public sealed class ShowModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Means { get; set; } = nameof(ReminderMeans.Call);

    [BindProperty]
    public string Words { get; set; } = "";

    [BindProperty]
    public string PromisedFor { get; set; } = "";

    public Invoice Invoice { get; private set; } = null!;
    public Customer Customer { get; private set; } = null!;
    public Money Open { get; private set; }
    public IReadOnlyList<ReminderRow> Made { get; private set; } = [];
    public bool MaySell => MayWrite;
    public bool IsLate => Open.IsPositive && Invoice.Due < Today;

    public static IEnumerable<SelectListItem> MeansOptions =>
        [new("Un appel", nameof(ReminderMeans.Call)), new("Un courrier", nameof(ReminderMeans.Letter))];

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).Invoices.SingleOrDefaultAsync(i => i.Id == Id) is not { } invoice
            || invoice.Kind == SaleDocumentKind.CreditNote)
            return null;
        Invoice = invoice;
        return await OwnerAsync(invoice.ActivityId);
    }

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var promised = PromisedFor.Trim().Length == 0 ? null
            : Read<DateOnly?>(nameof(PromisedFor), () => FrenchText.ParseDate(PromisedFor));
        var means = Means == nameof(ReminderMeans.Letter) ? ReminderMeans.Letter : ReminderMeans.Call;
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await RemindCustomer.NoteAsync(w, Invoice, new Noted(means, Words.Trim(), promised), Today, Me.Name);
                return "";
            });
            Tell(means == ReminderMeans.Call ? "Appel noté." : "Courrier noté.", promised is { } day
                ? $"Rien ne se propose avant le {FrenchText.Long(day)}." : "");
            return Redirect($"/ventes/relances/{Id}");
        });
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Customer = await db.Customers.AsNoTracking().SingleAsync(c => c.Id == Invoice.CustomerId);
        Open = (await InvoiceStory.ReadAsync(db, Invoice)).Open;
        Made = await db.Reminders.AsNoTracking().Where(r => r.InvoiceId == Id).OrderByDescending(r => r.Id)
            .ToListAsync();
    }
}
