using System.Security.Cryptography;
using Essaim.App.Documents;
using Essaim.App.Mail;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>
/// Keeps what was answered to a quote: as the seller notes it, or as the customer types it behind a private link.
/// </summary>
public static class AnswerQuote
{
    private const int LongestName = 200;
    private const int LongestWord = 2000;
    private const int LongestAgent = 400;

    /// <summary>What the customer sent, and from where.</summary>
    public sealed record Typed(bool Accepts, string Name, string Word, IReadOnlySet<int> Options, string Paper,
        string? Address, string? UserAgent);

    public static async Task<Quote> NoteAsync(
        WriteSession w, long id, bool accepted, string word = "", IReadOnlySet<int>? options = null)
    {
        var quote = await SendQuote.FindAsync(w, id);
        await ApplyAsync(w, quote, accepted, word, options ?? new HashSet<int>());
        w.Db.QuoteReplies.Add(new QuoteReply
        {
            QuoteId = id, Accepted = accepted, Name = "", Word = Short(word), RepliedAt = w.Now, ByLink = false,
            Options = Numbers(options),
        });
        return quote;
    }

    /// <summary>
    /// The paper is drawn once more: what is accepted is what was read, byte for byte, or nothing is accepted.
    /// </summary>
    public static async Task<Quote> ByLinkAsync(WriteSession w, QuoteLink link, Typed typed, LawBook law)
    {
        var quote = await SendQuote.FindAsync(w, link.QuoteId);
        if (Closed(quote, link, w.Today) is { } sentence)
            throw new BrokenRuleException(sentence);
        var name = typed.Name.Trim();
        if (typed.Accepts && name.Length is < 2 or > LongestName)
            throw new BrokenRuleException("Écrivez votre nom et votre prénom : ils valent signature.");
        if (!typed.Accepts && typed.Word.Trim().Length == 0)
            throw new BrokenRuleException("Dites en un mot pourquoi vous refusez : le vendeur pourra vous répondre.");
        var page = await QuotePaper.PageOfAsync(w.Db, quote, law);
        var paper = Fingerprint(page);
        if (paper != typed.Paper)
            throw new BrokenRuleException(
                "Ce devis a changé depuis que vous l’avez ouvert. Relisez-le, puis répondez.");
        await ApplyAsync(w, quote, typed.Accepts, "", typed.Options);
        w.Db.QuoteReplies.Add(new QuoteReply
        {
            QuoteId = quote.Id, Accepted = typed.Accepts, Name = name, Word = Short(typed.Word), RepliedAt = w.Now,
            ByLink = true, Address = typed.Address, UserAgent = Cut(typed.UserAgent, LongestAgent),
            Options = Numbers(typed.Options), Content = ValueJson.Write(page.Content), PaperSha256 = paper,
        });
        await TellAsync(w, quote, typed.Accepts, name, typed.Word.Trim());
        return quote;
    }

    /// <summary>Why a link's quote takes no answer now; null when it does.</summary>
    public static string? Closed(Quote quote, QuoteLink link, DateOnly today) => quote.Status switch
    {
        QuoteStatus.Replaced => "Ce devis a été remplacé par une nouvelle version. Demandez-la au vendeur.",
        QuoteStatus.Accepted => $"Le devis {quote.Number} est accepté. Il n’y a plus rien à faire ici.",
        QuoteStatus.Declined => $"Le devis {quote.Number} a été refusé. Demandez-en un nouveau au vendeur.",
        _ when link.RevokedAt is not null => "Ce devis a été retiré par le vendeur. Demandez-lui où il en est.",
        _ when quote.IsExpired(today) => $"Ce devis n’était valable que jusqu’au {FrenchText.Long(quote.ValidUntil)}. "
            + "Demandez au vendeur s’il le tient encore.",
        _ => null,
    };

    public static string Fingerprint(SalePage page) => Convert.ToHexStringLower(SHA256.HashData(SalePdf.Draw(page)));

    private static async Task ApplyAsync(
        WriteSession w, Quote quote, bool accepted, string word, IReadOnlySet<int> options)
    {
        if (!accepted)
        {
            quote.Decline();
            return;
        }
        quote.Accept(w.Today, options, word);
        await OpenEngagement.OfAsync(w, quote);
    }

    /// <summary>The seller reads it in their mail; the log of acts has it too.</summary>
    private static async Task TellAsync(WriteSession w, Quote quote, bool accepted, string name, string word)
    {
        await Api.Webhook.TellAsync(w, Api.Webhook.QuoteAnswered, new
        {
            id = quote.Id, number = quote.Number, accepted, net = quote.Net, total = quote.Total,
            customerId = quote.CustomerId,
        });
        var activity = await w.Db.Activities.AsNoTracking().SingleAsync(a => a.Id == quote.ActivityId);
        var person = await w.Db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == activity.PersonId);
        if (person is null)
            return;
        var customer = await w.Db.Customers.Where(c => c.Id == quote.CustomerId).Select(c => c.Name).SingleAsync();
        var letter = (await MailTemplate.ReadAsync(w.Db, QuoteMails.Answered)).Write(person.Email, person.FullName,
            new()
        {
            ["prénom"] = person.FirstName, ["client"] = customer, ["numéro"] = quote.Number!, ["objet"] = quote.Subject,
            ["montant"] = quote.Total.ToString(), ["réponse"] = accepted ? "accepté" : "refusé",
            ["signataire"] = name.Length > 0 ? name : "non précisé", ["mot"] = word.Length > 0 ? word : "aucun",
        });
        await Outbox.PutAsync(w, letter);
    }

    private static string Short(string word) => Cut(word.Trim(), LongestWord) ?? "";

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text
        : text[..length];

    private static string? Numbers(IReadOnlySet<int>? options) =>
        options is { Count: > 0 } ? string.Join(' ', options.Order().Select(o => o + 1)) : null;
}
