using Essaim.App.Data.Sales;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Api;

/// <summary>A payment of a plan: a part in per cent or an amount without VAT; the last has neither.</summary>
public sealed record NewInstalment(string Label, decimal? Percent = null, decimal? Net = null, DateOnly? Day = null)
{
    public Instalment Value => new(Label.Trim(), Percent is { } percent ? Rate.Percent(percent) : null,
        Net is { } net ? NewLine.Amount(net) : null, Day);
}

/// <summary>How much of a chapter is done in all, in per cent; without a title, what is outside any.</summary>
public sealed record ChapterDone(decimal Percent, string? Chapter = null);

/// <summary>
/// How to invoice a quote: a deposit of so many per cent, a part of its plan by its number from 1, what is done of each
/// chapter, or, with none of them, all that is left.
/// </summary>
public sealed record InvoicedQuote(decimal? DepositPercent = null, int? PlanPart = null,
    IReadOnlyList<ChapterDone>? Done = null)
{
    public Task<SaleDraft> StartAsync(Data.WriteSession w, Quote quote)
    {
        if (DepositPercent is { } percent)
            return KeepDraft.DepositAsync(w, quote, Rate.Percent(percent));
        if (PlanPart is { } part)
            return KeepDraft.InstalmentAsync(w, quote, part - 1);
        if (Done is not { Count: > 0 } done)
            return KeepDraft.BalanceAsync(w, quote);
        var titles = quote.Content.Totals.ByChapter.Select(p => p.Chapter).ToHashSet();
        if (done.FirstOrDefault(d => !titles.Contains(d.Chapter)) is { } unknown)
            throw new BrokenRuleException($"Le devis n’a pas de chapitre « {unknown.Chapter} ». Vérifiez son titre.");
        var rates = done.GroupBy(d => d.Chapter ?? "").ToDictionary(g => g.Key, g => Rate.Percent(g.Last().Percent));
        return KeepDraft.ProgressAsync(w, quote, c => rates.GetValueOrDefault(c ?? "", Rate.Zero));
    }
}

/// <summary>A job with its sums, VAT included.</summary>
public sealed record EngagementAnswer(long Id, string Activity, long CustomerId, string Kind, string Title,
    decimal Accepted, decimal Invoiced, decimal Paid, decimal Left, IReadOnlyList<long> Quotes,
    IReadOnlyList<long> Invoices)
{
    public static EngagementAnswer Of(EngagementStory s, string activity) => new(s.Engagement.Id, activity,
        s.Engagement.CustomerId, s.Engagement.Kind switch
        {
            EngagementKind.Plain => "plain",
            _ => throw new InvalidOperationException("This kind has no name yet."),
        }, s.Engagement.Title, s.Accepted.ToDecimal(), s.Invoiced.ToDecimal(), s.Paid.ToDecimal(), s.Left.ToDecimal(),
        [.. s.Quotes.Select(q => q.Id)], [.. s.Papers.Select(p => p.Invoice.Id)]);
}

/// <summary>Something to keep in the catalogue; the kind is <c>service</c>, <c>product</c>, <c>hour</c> or <c>work</c>.
/// </summary>
public sealed record NewCatalogueItem(string Activity, string Name, decimal Price, string Unit = "heure",
    string Vat = "20", string Kind = "service", string? Family = null, string? Description = null)
{
    public CatalogueOffer Offer(InvoiceLaw law)
    {
        _ = VatTreatments.Find(law, Vat);
        return new CatalogueOffer(Enum.TryParse<OfferKind>(Kind, ignoreCase: true, out var kind) ? kind
            : throw new BrokenRuleException("La sorte est service, product, hour ou work. Corrigez-la."), Name.Trim(),
            Description?.Trim() ?? "", Unit.Trim(), new UnitPrice(Price), Vat);
    }
}

/// <summary>Something of the catalogue, as kept.</summary>
public sealed record CatalogueItemAnswer(long Id, string Activity, string Name, string Kind, string Family,
    string Description, string Unit, decimal Price, string Vat, DateOnly? ArchivedOn)
{
    public static CatalogueItemAnswer Of(CatalogueItem i, string activity) => new(i.Id, activity, i.Name,
        i.Content.Kind.ToString().ToLowerInvariant(), i.Family, i.Content.Description, i.Content.Unit,
        i.Content.Price.Euros, i.Content.VatCode, i.ArchivedOn);
}
