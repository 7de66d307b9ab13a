using Essaim.App.Data;
using Essaim.App.Data.Sales;
using Essaim.App.Mail;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Reminders;

/// <summary>All that is late in the activity, what was asked of each customer, and what to ask today.</summary>
public sealed class IndexModel(Postman postman) : ActivityPage
{
    /// <summary>The invoices to remind of by mail.</summary>
    [BindProperty]
    public List<long> Chosen { get; set; } = [];

    public IReadOnlyList<LateInvoice> Rows { get; private set; } = [];
    public bool MaySell => MayWrite;

    public bool CanMail => Rows.Any(r => r is { Proposed: not null, Email: not null });

    public Task OnGetAsync() => LoadAsync();

    public bool IsTicked(LateInvoice late) => HttpMethods.IsPost(Request.Method) ? Chosen.Contains(late.Id)
        : late.Proposed is not null;

    /// <summary>All of the ticked ones leave, or none.</summary>
    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        if (Chosen.Count == 0)
            throw new BrokenRuleException("Cochez au moins une facture à relancer.");
        var store = await Installation.StoreAsync(Me.CoopId);
        var invoices = await (await ReadAsync()).Invoices.AsNoTracking()
            .Where(i => Chosen.Contains(i.Id) && i.ActivityId == Activity.Id).OrderBy(i => i.Id).ToListAsync();
        var files = new List<IssuedFile>();
        foreach (var invoice in invoices)
            files.Add(await KeepIssuedFile.KeepAsync(store, invoice));
        await WriteOnceAsync(async w =>
        {
            foreach (var (invoice, file) in invoices.Zip(files))
                await RemindCustomer.MailAsync(w, invoice, file, Today, Me.Name);
            return "";
        });
        postman.Call();
        Tell(invoices.Count == 1 ? "Une relance envoyée." : $"{invoices.Count} relances envoyées.",
            "Chaque client reçoit le courriel de son étape, avec le PDF de la facture.");
        return Redirect(At("/ventes/relances"));
    });

    protected override async Task LoadAsync() =>
        Rows = await LateInvoices.ReadAsync(await ReadAsync(), Activity.Id, Today);
}
