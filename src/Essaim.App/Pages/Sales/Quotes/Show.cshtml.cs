using Essaim.App.Data;
using Essaim.App.Data.Drafts;
using Essaim.App.Data.Sales;
using Essaim.App.Documents;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Quotes;

/// <summary>One quote: send it, note the customer's answer, then invoice it whole or by a deposit first.</summary>
public sealed class ShowModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>How much of the quote a deposit asks, in per cent.</summary>
    [BindProperty]
    public string Part { get; set; } = "30";

    public Quote Quote { get; private set; } = null!;
    public Customer Customer { get; private set; } = null!;
    public IReadOnlyList<Invoice> Invoices { get; private set; } = [];
    public IReadOnlyList<SaleDraft> Drafts { get; private set; } = [];
    public bool MaySell => MayWrite;
    public SaleTotals Totals => new(Quote.Content.Lines, Quote.Content.Discount);
    public SaleState State => SaleList.StateOf(Quote.Status);

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).Quotes.SingleOrDefaultAsync(q => q.Id == Id) is not { } quote)
            return null;
        Quote = quote;
        return await OwnerAsync(quote.ActivityId);
    }

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnGetPdfAsync()
    {
        var page = await QuotePaper.PageOfAsync(await ReadAsync(), Quote, Law);
        return Quote.Number is { } number
            ? File(SalePdf.Draw(page), "application/pdf", $"{number}.pdf")
            : File(SalePdf.Draw(page), "application/pdf");
    }

    public Task<IActionResult> OnPostSendAsync() => TryAsync(async () =>
    {
        var number = await WriteOnceAsync(async w => (await SendQuote.SendAsync(w, Id, Today)).Number!);
        Tell($"Devis {number} envoyé.", "Téléchargez le PDF et transmettez-le au client.");
        return Here();
    });

    public Task<IActionResult> OnPostAcceptAsync() => AnswerAsync(true, "Devis accepté.", "Vous pouvez le facturer.");

    public Task<IActionResult> OnPostDeclineAsync() => AnswerAsync(false, "Devis refusé.",
        "Il reste dans votre liste.");

    public Task<IActionResult> OnPostDropAsync() => TryAsync(async () =>
    {
        TellDiscarded(await WriteOnceAsync(async w => (await DraftBin.DiscardQuoteAsync(w, Id)).Id.ToString()));
        return Redirect(At("/ventes"));
    });

    public Task<IActionResult> OnPostCopyAsync() => TryAsync(async () =>
    {
        var id = await WriteOnceAsync(async w => (await SendQuote.CopyAsync(w, Quote, Today)).Id.ToString());
        Tell("Devis dupliqué.");
        return Redirect($"/ventes/devis/{id}/modifier");
    });

    public Task<IActionResult> OnPostInvoiceAsync() => StartAsync(w => KeepDraft.BalanceAsync(w, Quote));

    public async Task<IActionResult> OnPostDepositAsync()
    {
        var part = Read(nameof(Part), () => Rate.Percent(FrenchText.ParseNumber(Part, "La part de l’acompte")));
        return await StartAsync(w => KeepDraft.DepositAsync(w, Quote, part), nameof(Part));
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Customer = await db.Customers.SingleAsync(c => c.Id == Quote.CustomerId);
        Invoices = await db.Invoices.Where(i => i.QuoteId == Id).OrderBy(i => i.Id).ToListAsync();
        Drafts = await db.SaleDrafts.Where(d => d.QuoteId == Id).OrderBy(d => d.Id).ToListAsync();
    }

    private Task<IActionResult> StartAsync(Func<WriteSession, Task<SaleDraft>> start, string field = "") =>
        TryAsync(async () => Redirect("/ventes/brouillons/"
            + await WriteOnceAsync(async w => (await start(w)).Id.ToString())), field);

    private Task<IActionResult> AnswerAsync(bool accepted, string done, string meaning) => TryAsync(async () =>
    {
        await WriteOnceAsync(async w => (await SendQuote.AnswerAsync(w, Id, accepted)).Number!);
        Tell(done, meaning);
        return Here();
    });

    private RedirectResult Here() => Redirect($"/ventes/devis/{Id}");
}
