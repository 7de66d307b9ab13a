using Essaim.App.Data.Sales;
using Essaim.App.Documents;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

internal static class QuoteEndpoints
{
    private const string Missing = "Ce devis n’existe pas. Vérifiez son numéro.";

    public static void Map(RouteGroupBuilder api)
    {
        var quotes = api.MapGroup("/quotes").WithTags("Ventes");
        quotes.MapGet("", ListAsync).Needs(SaleEndpoints.Seeing).WithName("listQuotes")
            .WithSummary("Les devis d’une activité, dans l’ordre où ils furent écrits");
        quotes.MapGet("/{id:long}", ReadAsync).Needs(SaleEndpoints.Seeing).WithName("readQuote")
            .WithSummary("Un devis et ses lignes");
        quotes.MapGet("/{id:long}/pdf", PdfAsync).Needs(SaleEndpoints.Seeing).WithName("readQuotePdf")
            .WithSummary("Le PDF d’un devis").ProducesPdf();
        quotes.MapPost("", StartAsync).Needs(SaleEndpoints.Selling).WithName("createQuote")
            .WithSummary("Écrire un devis, sans l’envoyer").Produces<DraftAnswer>(StatusCodes.Status201Created);
        quotes.MapPost("/{id:long}/send", SendAsync).Needs(SaleEndpoints.Selling).WithName("sendQuote")
            .WithSummary("Donner au devis son numéro et son jour : il ne change plus ensuite. Transmettez son PDF")
            .Produces<QuoteAnswer>(StatusCodes.Status201Created);
        quotes.MapPost("/{id:long}/answer", AnswerAsync).Needs(SaleEndpoints.Selling).WithName("answerQuote")
            .WithSummary("Noter que le client accepte ou refuse le devis")
            .Produces<QuoteAnswer>(StatusCodes.Status201Created);
        quotes.MapPost("/{id:long}/copy", CopyAsync).Needs(SaleEndpoints.Selling).WithName("copyQuote")
            .WithSummary("Écrire un devis qui reprend les lignes d’un autre")
            .Produces<DraftAnswer>(StatusCodes.Status201Created);
        quotes.MapPost("/{id:long}/edition", EditionAsync).Needs(SaleEndpoints.Selling).WithName("replaceQuote")
            .WithSummary("Écrire la nouvelle version d’un devis envoyé : elle le remplace quand elle est envoyée")
            .Produces<DraftAnswer>(StatusCodes.Status201Created);
        quotes.MapPost("/{id:long}/draft", InvoiceAsync).Needs(SaleEndpoints.Selling).WithName("invoiceQuote")
            .WithSummary("Écrire le brouillon de facture d’un devis accepté : le solde, un acompte, une échéance ou "
                + "l’avancement")
            .Produces<DraftAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<QuoteAnswer>> ListAsync(string activity, long? after, int? limit, ApiCall call)
    {
        var owner = (await call.ActivityAsync(activity)).Id;
        return [.. (await (await call.ReadAsync()).Quotes.Where(q => q.ActivityId == owner && q.Id > (after ?? 0))
            .OrderBy(q => q.Id).Take(ApiPage.Size(limit)).ToListAsync()).Select(q => QuoteAnswer.Of(q, activity))];
    }

    private static async Task<QuoteAnswer> ReadAsync(long id, ApiCall call)
    {
        var (quote, code) = await FindAsync(id, call);
        return QuoteAnswer.Of(quote, code);
    }

    private static async Task<IResult> PdfAsync(long id, ApiCall call)
    {
        var (quote, _) = await FindAsync(id, call);
        var page = await QuotePaper.PageOfAsync(await call.ReadAsync(), quote, call.Law);
        return Results.File(SalePdf.Draw(page), ApiPage.Pdf, quote.Number is { } number ? $"{number}.pdf" : null);
    }

    private static async Task<IResult> StartAsync(NewQuote asked, ApiCall call)
    {
        var (activity, customer) = await SaleEndpoints.BuyerAsync(asked.Activity, asked.CustomerId, call);
        var content = asked.Content(activity, call.LawOfToday);
        return await call.OnceAsync(asked, async w => DraftAnswer.Of(await SendQuote.StartAsync(w, new Quote
        {
            ActivityId = activity, CustomerId = customer, Subject = asked.Subject.Trim(), Content = content,
            Date = call.Today, ValidUntil = call.Today.AddDays(asked.ValidDays), ValidDays = asked.ValidDays,
        })));
    }

    private static async Task<IResult> CopyAsync(long id, ApiCall call)
    {
        var (quote, _) = await FindAsync(id, call);
        return await call.OnceAsync("", async w => DraftAnswer.Of(await SendQuote.CopyAsync(w, quote, call.Today)));
    }

    private static async Task<IResult> EditionAsync(long id, ApiCall call)
    {
        await FindAsync(id, call);
        return await call.OnceAsync("", async w =>
            DraftAnswer.Of(await SendQuote.NewEditionAsync(w, id, call.Today)));
    }

    /// <summary>The amount is repeated, so that nothing else than what was read is sent.</summary>
    private static async Task<IResult> SendAsync(long id, SendRequest asked, ApiCall call)
    {
        var (_, code) = await FindAsync(id, call);
        return await call.OnceAsync(asked, async w =>
        {
            var quote = await SendQuote.SendAsync(w, id, call.Today, call.Law);
            return quote.Total == NewLine.Amount(asked.Total) ? QuoteAnswer.Of(quote, code)
                : throw new BrokenRuleException(
                    $"Le devis a changé : il est maintenant de {quote.Total}. Relisez-le avant de l’envoyer.");
        });
    }

    private static async Task<IResult> AnswerAsync(long id, QuoteAnswered asked, ApiCall call)
    {
        var (_, code) = await FindAsync(id, call);
        return await call.OnceAsync(asked, async w =>
            QuoteAnswer.Of(await AnswerQuote.NoteAsync(w, id, asked.Accepted, asked.Word ?? "",
                asked.Options?.Select(o => o - 1).ToHashSet()), code));
    }

    private static async Task<IResult> InvoiceAsync(long id, InvoicedQuote asked, ApiCall call)
    {
        var (quote, _) = await FindAsync(id, call);
        return await call.OnceAsync(asked, async w => DraftAnswer.Of(await asked.StartAsync(w, quote)));
    }

    private static async Task<(Quote Quote, string Activity)> FindAsync(long id, ApiCall call)
    {
        var quote = await (await call.ReadAsync()).Quotes.SingleOrDefaultAsync(q => q.Id == id)
            ?? throw new NotFoundException(Missing);
        return (quote, (await call.OwnerAsync(quote.ActivityId, Missing)).Code);
    }
}
