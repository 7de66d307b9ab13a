using Essaim.App.Data;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Sending;
using Essaim.App.Identity;
using Essaim.App.Mail;
using Essaim.App.Pages.Sales.Sent;
using Essaim.App.Platforms;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Invoices;

/// <summary>One issued invoice or credit note: its state, its lines, and what can still be done with it.</summary>
public sealed class ShowModel(Postman postman, SendingRounds sending) : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public string Date { get; set; } = "";

    [BindProperty]
    public string Method { get; set; } = "virement";

    [BindProperty]
    public bool Reminds { get; set; }

    public EmailAddress? Address { get; private set; }
    public Invoice Invoice { get; private set; } = null!;
    public InvoiceStory Story { get; private set; } = null!;
    public EInvoiceDuty Duty { get; private set; } = null!;
    public SendingStory Sending { get; private set; } = null!;
    public bool KeepsBooks => Me.Can(Capability.KeepBooks);
    public bool MaySell => MayWrite;
    public bool IsCredit => Invoice.Kind == SaleDocumentKind.CreditNote;
    public SaleState State => SaleList.StateOf(Invoice.Kind, Invoice.Due, Story.Open, Today);
    public SaleTotals Totals => new(Invoice.Content.Content.Lines, Invoice.Content.Content.Discount);
    public Money Credited => Story.Credits.Sum(c => c.Total);
    public string Word => SaleList.Word(Invoice.Kind);

    public IEnumerable<SelectListItem> Methods { get; } =
        [new("Virement", "virement"), new("Chèque", "chèque"), new("Carte", "carte"), new("Prélèvement", "prélèvement"),
            new("CESU", "CESU"), new("Avance de l’Urssaf", "avance Urssaf"), new("Espèces", "espèces")];

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).Invoices.SingleOrDefaultAsync(i => i.Id == Id) is not { } invoice)
            return null;
        Invoice = invoice;
        return await OwnerAsync(invoice.ActivityId);
    }

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Amount = FrenchText.Amount(Story.Open.IsPositive ? Story.Open : Story.Retained);
        Date = FrenchText.Short(Today);
    }

    /// <summary>The paper as it was issued; a missing one is made from the snapshot and then kept.</summary>
    public async Task<IActionResult> OnGetPdfAsync()
    {
        var file = await KeepIssuedFile.KeepAsync(await Installation.StoreAsync(Me.CoopId), Invoice);
        return File(file.Bytes, "application/pdf", file.Name);
    }

    public Task<IActionResult> OnGetCiiAsync() => DownloadAsync(EInvoiceFormat.Cii);

    public Task<IActionResult> OnGetUblAsync() => DownloadAsync(EInvoiceFormat.Ubl);

    private async Task<IActionResult> DownloadAsync(EInvoiceFormat format)
    {
        var file = await IssuedEInvoice.FileAsync(await Installation.StoreAsync(Me.CoopId), Invoice, format);
        return File(file.Bytes, file.MediaType, file.Name);
    }

    public async Task<IActionResult> OnPostReceiveAsync()
    {
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount, "Le montant reçu"));
        var date = Read(nameof(Date), () => ReadPast(Date));
        return await TryAsync(async () =>
        {
            var open = (await InvoiceStory.ReadAsync(await ReadAsync(), Invoice)).Open;
            var method = Methods.Any(m => m.Value == Method) ? Method : "virement";
            await WriteOnceAsync(async w =>
                (await RecordReceipt.RecordAsync(w, Id, amount, date, method)).Id.ToString());
            var cash = method == "espèces" && await (await ReadAsync()).Engagements.AnyAsync(e =>
                e.Id == Invoice.EngagementId && e.Kind == EngagementKind.HomeServices)
                ? " Les espèces ne comptent pas pour l’attestation fiscale." : "";
            Tell($"Encaissement de {amount} noté.", After(open, amount) + cash);
            return Here();
        }, nameof(Amount));
    }

    /// <summary>The paper leaves with the letter, as it was issued; a late one may be reminded of.</summary>
    public Task<IActionResult> OnPostMailAsync() => TryAsync(async () =>
    {
        var store = await Installation.StoreAsync(Me.CoopId);
        var file = await KeepIssuedFile.KeepAsync(store, Invoice);
        var to = await WriteOnceAsync(async w => (Reminds
            ? await RemindCustomer.MailAsync(w, Invoice, file, Today, Me.Name)
            : await MailInvoice.SendAsync(w, Invoice, file)).Text);
        postman.Call();
        Tell(Reminds ? "Relance envoyée." : "Courriel envoyé.", $"Il part à l’adresse {to}, avec le PDF.");
        return Here();
    });

    /// <summary>A draft that takes all of the invoice back; its lines can be reduced before it is issued.</summary>
    public Task<IActionResult> OnPostCreditAsync() => TryAsync(async () =>
    {
        var id = await WriteOnceAsync(async w => (await KeepDraft.CreditAsync(w, Id)).Id.ToString());
        return Redirect($"/ventes/brouillons/{id}");
    });

    public Task<IActionResult> OnPostCopyAsync() => TryAsync(async () =>
    {
        var id = await WriteOnceAsync(async w => (await KeepDraft.CopyAsync(
            w, Invoice.ActivityId, Invoice.CustomerId, Invoice.Content.Content)).Id.ToString());
        Tell("Un brouillon reprend les mêmes lignes.");
        return Redirect($"/ventes/brouillons/{id}");
    });

    /// <summary>Before the co-op has to send: this one leaves by hand.</summary>
    public Task<IActionResult> OnPostQueueAsync() => SendAsync(
        w => QueueInvoice.ByHandAsync(w, Invoice, Me.Name), "La facture part par la plateforme.");

    public Task<IActionResult> OnPostAgainAsync() => SendAsync(
        w => QueueInvoice.AgainAsync(w, Id), "La facture repart par la plateforme.");

    /// <summary>What came back is cancelled here, and a draft with the same lines waits.</summary>
    public Task<IActionResult> OnPostRedoAsync() => TryAsync(async () =>
    {
        var draft = await WriteOnceAsync(async w =>
            (await RedoInvoice.RedoAsync(w, Invoice, Law, Today)).Id.ToString());
        Tell($"La facture {Invoice.Number} est annulée.", "Corrigez ce qui n’allait pas, puis émettez la nouvelle.");
        return Redirect($"/ventes/brouillons/{draft}");
    });

    private Task<IActionResult> SendAsync(Func<WriteSession, Task> act, string done) => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await act(w);
            return "";
        });
        sending.Call();
        Tell(done, "Cette page dira où elle en est.");
        return Here();
    });

    public async Task<IActionResult> OnPostRefundAsync()
    {
        if (!KeepsBooks)
            return Forbid();
        return await TryAsync(async () =>
        {
            var amount = await WriteOnceAsync(async w =>
                (await RefundInvoice.RefundAsync(w, Invoice, Today)).ToString());
            Tell($"Remboursement de {amount} noté.", "Le virement reste à faire depuis la banque.");
            return Here();
        });
    }

    public async Task<IActionResult> OnPostWriteOffAsync()
    {
        if (!KeepsBooks)
            return Forbid();
        return await TryAsync(async () =>
        {
            var loss = await WriteOnceAsync(async w => (await WriteOffInvoice.WriteOffAsync(w, Id, Today)).ToString());
            Tell($"{loss} passés en perte.", "La contribution et la TVA en attente sont reprises selon la règle.");
            return Here();
        });
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Story = await InvoiceStory.ReadAsync(db, Invoice);
        Duty = await SendingDuty.ReadAsync(db, Law, Invoice.Date);
        Sending = await SendingStory.ReadAsync(db, Story, Today);
        Address = (await db.Customers.SingleAsync(c => c.Id == Invoice.CustomerId)).Email;
    }

    private RedirectResult Here() => Redirect($"/ventes/factures/{Id}");

    private DateOnly ReadPast(string text)
    {
        var date = FrenchText.ParseDate(text);
        return date <= Today ? date : throw new BrokenRuleException("L’argent n’est pas encore arrivé à cette date.");
    }

    private static string After(Money open, Money amount) => amount > open
        ? $"C’est {amount - open} de trop : la coopérative les doit au client et les lui remboursera."
        : amount == open ? "La facture est payée." : $"Il reste {open - amount} à encaisser.";
}
