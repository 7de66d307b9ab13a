using Essaim.App.Data;
using Essaim.App.Data.Drafts;
using Essaim.App.Data.Sales;
using Essaim.App.Documents;
using Essaim.App.Mail;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Quotes;

/// <summary>One quote: send it, note the customer's answer, then invoice it whole or by a deposit first.</summary>
public sealed class ShowModel(WebServerOptions server, Postman postman) : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>How much of the quote a deposit asks, in per cent.</summary>
    [BindProperty]
    public string Part { get; set; } = "30";

    /// <summary>Why the offer still holds after its last day, or why the customer said no.</summary>
    [BindProperty]
    public string Word { get; set; } = "";

    /// <summary>The numbers of the options that the customer takes.</summary>
    [BindProperty]
    public List<int> Chosen { get; set; } = [];

    [BindProperty]
    public int PlanPart { get; set; }

    public Quote Quote { get; private set; } = null!;
    public Customer Customer { get; private set; } = null!;
    public IReadOnlyList<Invoice> Invoices { get; private set; } = [];
    public IReadOnlyList<SaleDraft> Drafts { get; private set; } = [];
    public bool MaySell => MayWrite;
    public SaleTotals Totals => Quote.Content.Totals;
    public SaleState State => SaleList.StateOf(Quote.Status, Quote.ValidUntil, Today);
    public QuoteStanding? Standing { get; private set; }
    public QuoteReply? Reply { get; private set; }
    public (int Out, string? LastReadAt) Links { get; private set; }
    public IReadOnlyList<Quote> Editions { get; private set; } = [];
    /// <summary>What the kind of its job asks before it is sent.</summary>
    public IReadOnlyList<EngagementLack> KindLacks { get; private set; } = [];

    public bool IsExpired => Quote.IsExpired(Today);

    /// <summary>The address just made: in this one answer and nowhere else.</summary>
    public string? Shown { get; private set; }

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
        var number = await WriteOnceAsync(async w => (await SendQuote.SendAsync(w, Id, Today, Law)).Number!);
        Tell($"Devis {number} envoyé.", "Téléchargez le PDF et transmettez-le au client.");
        return Here();
    });

    public Task<IActionResult> OnPostAcceptAsync() => AnswerAsync(true, "Devis accepté.", "Vous pouvez le facturer.");

    public Task<IActionResult> OnPostDeclineAsync() => AnswerAsync(false, "Devis refusé.",
        "Il reste dans votre liste.");

    public Task<IActionResult> OnPostLinkAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            Shown = QuoteAddress.Of(Request, server, await QuoteLink.MakeAsync(w, Me.CoopId, Id));
            return "";
        });
        if (Shown is null)
            throw new BrokenRuleException(
                "Ce lien est déjà fait et ne se montre qu’une fois. S’il est perdu, faites-en un nouveau.");
        await LoadAsync();
        return Page();
    });

    public Task<IActionResult> OnPostRevokeAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await QuoteLink.RevokeAsync(w, Id);
            return "";
        });
        Tell("Devis retiré.", "Ses liens n’ouvrent plus rien : on y lit que vous l’avez retiré.");
        return Here();
    });

    public Task<IActionResult> OnPostMailAsync() => TryAsync(async () =>
    {
        var to = await WriteOnceAsync(async w => (await MailQuote.SendAsync(w, Quote, Law, Me.CoopId,
            link => QuoteAddress.Of(Request, server, link))).Text);
        postman.Call();
        Tell("Courriel envoyé.", $"Il part à l’adresse {to}, avec le PDF et le lien pour répondre.");
        return Here();
    });

    public Task<IActionResult> OnPostEditionAsync() => TryAsync(async () =>
    {
        var id = await WriteOnceAsync(async w => (await SendQuote.NewEditionAsync(w, Id, Today)).Id.ToString());
        return Redirect($"/ventes/devis/{id}/modifier");
    });

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

    public Task<IActionResult> OnPostInstalmentAsync() =>
        StartAsync(w => KeepDraft.InstalmentAsync(w, Quote, PlanPart));

    /// <summary>The job of a quote accepted before there were any.</summary>
    public Task<IActionResult> OnPostEngagementAsync() => TryAsync(async () => Redirect("/ventes/affaires/"
        + await WriteOnceAsync(async w =>
            (await OpenEngagement.OfAsync(w, await SendQuote.FindAsync(w, Id))).Id.ToString())));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Customer = await db.Customers.SingleAsync(c => c.Id == Quote.CustomerId);
        Invoices = await db.Invoices.Where(i => i.QuoteId == Id).OrderBy(i => i.Id).ToListAsync();
        Drafts = await db.SaleDrafts.Where(d => d.QuoteId == Id).OrderBy(d => d.Id).ToListAsync();
        Reply = await db.QuoteReplies.SingleOrDefaultAsync(r => r.QuoteId == Id);
        Links = await QuoteLink.OfAsync(db, Id, Today);
        Editions = await db.Quotes.Where(q => q.ReplacesId == Id || q.Id == Quote.ReplacesId).OrderBy(q => q.Edition)
            .ToListAsync();
        if (Quote.Status == QuoteStatus.Draft && await SendQuote.FactsAsync(db, Quote, Today) is { } facts)
            KindLacks = EngagementCheck.Of(facts, Law);
        if (Quote.Status == QuoteStatus.Accepted)
            Standing = await QuoteStandings.ReadAsync(db, Quote);
    }

    private Task<IActionResult> StartAsync(Func<WriteSession, Task<SaleDraft>> start, string field = "") =>
        TryAsync(async () => Redirect("/ventes/brouillons/"
            + await WriteOnceAsync(async w => (await start(w)).Id.ToString())), field);

    private Task<IActionResult> AnswerAsync(bool accepted, string done, string meaning) => TryAsync(async () =>
    {
        await WriteOnceAsync(async w => (await AnswerQuote.NoteAsync(
            w, Id, accepted, Word, accepted ? Chosen.ToHashSet() : null)).Number!);
        Tell(done, meaning);
        return Here();
    }, nameof(Word));

    private RedirectResult Here() => Redirect($"/ventes/devis/{Id}");
}
