using Essaim.App.Data.Drafts;
using Essaim.App.Data.Sales;
using Essaim.App.Documents;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Drafts;

/// <summary>A draft invoice: its lines, kept on the server until it is issued or dropped.</summary>
public sealed class EditModel : SaleEditor
{
    public override bool IsQuote => false;
    public SaleDraft Draft { get; private set; } = null!;

    public string Title => Draft.Kind switch
    {
        SaleDocumentKind.CreditNote => "Que reprenez-vous ?",
        SaleDocumentKind.DepositInvoice => "Quel acompte demandez-vous ?",
        SaleDocumentKind.ProgressInvoice => "Qu’est-ce qui a avancé ?",
        _ => "Que facturez-vous ?",
    };

    protected override async Task<Activity?> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.SaleDrafts.SingleOrDefaultAsync(d => d.Id == Id) is not { } draft)
            return null;
        Draft = draft;
        return await OwnerAsync(draft.ActivityId);
    }

    public async Task OnGetAsync()
    {
        Fill(Draft.Content, Draft.Version);
        await LoadAsync();
    }

    /// <summary>The invoice as it will be, with a watermark that says it is none yet.</summary>
    public async Task<IActionResult> OnGetPdfAsync()
    {
        var db = await ReadAsync();
        var order = await IssueDraft.OrderAsync(db, Draft, Today);
        var credited = Draft.InvoiceId is { } id ? await db.Invoices.SingleAsync(i => i.Id == id) : null;
        var snapshot = (await SellerData.ReadAsync(db, Activity.Id, Law, Today)).Snapshot(order, credited);
        var until = Today.AddDays(order.Customer.PaymentDays);
        return File(SalePdf.Draw(new SalePage(Draft.Kind, null, Today, until, snapshot, Time.GetUtcNow())),
            "application/pdf");
    }

    public Task<IActionResult> OnPostDropAsync() => TryAsync(async () =>
    {
        TellDiscarded(await WriteOnceAsync(async w => (await DraftBin.DiscardSaleAsync(w, Id)).Id.ToString()));
        return Redirect(At("/ventes"));
    });

    public Task<IActionResult> OnPostCopyAsync() => TryAsync(async () =>
    {
        var id = await WriteOnceAsync(async w =>
            (await KeepDraft.CopyAsync(w, Draft.ActivityId, Draft.CustomerId, Draft.Content)).Id.ToString());
        Tell("Brouillon dupliqué.");
        return Redirect($"/ventes/brouillons/{id}");
    });

    protected override async Task<IActionResult> SaveAsync(SaleContent content, int version, string act)
    {
        await WriteOnceAsync(async w => (await KeepDraft.ReviseAsync(w, Id, version, content with
        {
            PlanPart = Draft.Content.PlanPart,
        })).Id.ToString());
        if (act == "verifier")
            return Redirect($"/ventes/brouillons/{Id}/verifier");
        Tell("Brouillon gardé.");
        return Redirect($"/ventes/brouillons/{Id}");
    }

    protected override async Task LoadAsync()
    {
        var order = await IssueDraft.OrderAsync(await ReadAsync(), Draft, Today);
        (Customer, Deposits) = (order.Customer, order.Deposits ?? []);
        await LoadOffersAsync();
    }
}
