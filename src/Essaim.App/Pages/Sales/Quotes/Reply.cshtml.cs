using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.App.Data.Sales;
using Essaim.App.Documents;
using Essaim.App.Identity;
using Essaim.App.Mail;
using Essaim.App.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Quotes;

/// <summary>
/// A customer reads one quote behind its private link, and answers it. Whoever has the link sees this quote and nothing
/// else; opening it changes nothing.
/// </summary>
[AllowAnonymous]
public sealed class ReplyModel(Installation installation, SignInThrottle throttle, Postman postman) : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "cle")]
    public string Key { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "fait")]
    public string After { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public bool Agrees { get; set; }

    [BindProperty]
    public string Word { get; set; } = "";

    [BindProperty]
    public List<int> Chosen { get; set; } = [];

    /// <summary>The hash of the paper that the page showed.</summary>
    [BindProperty]
    public string Paper { get; set; } = "";

    public Quote? Quote { get; private set; }
    public string Seller { get; private set; } = "";
    public string CoopName { get; private set; } = "";
    public string CustomerName { get; private set; } = "";
    public IReadOnlyList<string> Mentions { get; private set; } = [];

    /// <summary>Why it takes no answer; null when it does.</summary>
    public string? Sentence { get; private set; }

    /// <summary>A quote that was withdrawn is no longer read: its number and a sentence are all that is left.</summary>
    public bool IsWithdrawn => _link?.RevokedAt is not null && Quote?.Status == QuoteStatus.Sent;

    public string? Done => (After, Quote?.Status) switch
    {
        ("accord", QuoteStatus.Accepted) => "Merci, votre accord est noté.",
        ("refus", QuoteStatus.Declined) => "Votre refus est noté.",
        _ => null,
    };

    private Store? _store;
    private QuoteLink? _link;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } refusal)
            return refusal;
        await LoadAsync();
        await _link!.NoteReadAsync(_store!);
        return Page();
    }

    public async Task<IActionResult> OnGetPdfAsync()
    {
        if (await FindAsync() is { } refusal)
            return refusal;
        await using var db = _store!.Read();
        var quote = await db.Quotes.SingleAsync(q => q.Id == _link!.QuoteId);
        if (_link!.RevokedAt is not null)
            return NotFound();
        return File(SalePdf.Draw(await QuotePaper.PageOfAsync(db, quote, Law)), "application/pdf",
            $"{quote.Number}.pdf");
    }

    public Task<IActionResult> OnPostAcceptAsync() => AnswerAsync(true);

    public Task<IActionResult> OnPostDeclineAsync() => AnswerAsync(false);

    private async Task<IActionResult> AnswerAsync(bool accepts)
    {
        if (await FindAsync() is { } refusal)
            return refusal;
        return await TryAsync(async () =>
        {
            if (throttle.MustWaitForLink(HttpContext.Connection.RemoteIpAddress) is { } wait)
                throw new BrokenRuleException(
                    $"Trop de demandes. Attendez {SignInThrottle.Words(wait)}, puis réessayez.");
            if (accepts && !Agrees)
                throw new BrokenRuleException("Cochez la case qui dit que vous êtes d’accord, puis recommencez.");
            Author.Current = new Author(null, "Client, par le lien du devis");
            await _store!.WriteOnceAsync(RequestKey == Guid.Empty ? Guid.NewGuid() : RequestKey, async w =>
                (await AnswerQuote.ByLinkAsync(w, _link!, new AnswerQuote.Typed(accepts, Name, Word,
                    accepts ? Chosen.ToHashSet() : new HashSet<int>(), Paper, AddressOf(HttpContext),
                    Request.Headers.UserAgent.ToString()), Law)).Number!);
            postman.Call();
            return Redirect($"{QuoteAddress.Path}?cle={Key}&fait={(accepts ? "accord" : "refus")}");
        });
    }

    /// <summary>
    /// The link, and the co-op that it names. Whoever tries many addresses waits: nobody can guess one, but nobody may
    /// make the server try either.
    /// </summary>
    private async Task<IActionResult?> FindAsync()
    {
        Response.Headers.CacheControl = "private, no-store";
        if (throttle.IsTryingLinks(HttpContext.Connection.RemoteIpAddress))
            return StatusCode(StatusCodes.Status429TooManyRequests);
        if (QuoteLink.CoopOf(Key) is { } coop && installation.Catalogue.Find(coop) is not null)
        {
            _store = await installation.StoreAsync(coop);
            await using var db = _store.Read();
            _link = await QuoteLink.FindAsync(db, Key, Today);
        }
        if (_link is not null)
            return null;
        if (Key.Length > 0)
            throttle.TriedLink(HttpContext.Connection.RemoteIpAddress);
        return await RefusedAsync(StatusCodes.Status404NotFound);
    }

    protected override async Task LoadAsync()
    {
        if (_link is null)
            return;
        await using var db = _store!.Read();
        Quote = await db.Quotes.SingleAsync(q => q.Id == _link.QuoteId);
        Sentence = AnswerQuote.Closed(Quote, _link, Today);
        var page = await QuotePaper.PageOfAsync(db, Quote, Law);
        (Paper, Mentions) = (AnswerQuote.Fingerprint(page), page.Content.Mentions);
        (Seller, CoopName) = (page.Content.TradeName, page.Content.Seller.Name);
        CustomerName = page.Content.Customer.Name;
    }

    private static string? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address ? null
        : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
