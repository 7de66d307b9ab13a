using Essaim.App.Data;
using Essaim.App.Data.Sales;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Demo;

/// <summary>
/// Jeanne's catalogue and two quotes: one that a theatre accepted with its option, one that waits for its answer.
/// Nothing of it is in the books yet.
/// </summary>
internal sealed class DemoQuotes(Store coop, LawBook law, DemoPeople.Actor jeanne)
{
    public Task OfferAsync() => coop.WriteAsync(async w =>
    {
        await CatalogueAsync(w);
        var accepted = await QuoteAsync(w, 0, "Costumes de la saison d’été",
        [
            Line(w, "Patrons et toiles", 3, "pièce", 160) with { Chapter = "Création" },
            Line(w, "Costume de scène", 3, "pièce", 349.29m) with { Chapter = "Réalisation" },
            Line(w, "Broderie à la main du col", 3, "pièce", 62) with
            {
                Chapter = "Réalisation", Option = OptionState.Offered,
            },
        ]);
        await AnswerQuote.NoteAsync(w, accepted.Id, accepted: true, "Accord par téléphone", new HashSet<int> { 2 });
        await QuoteAsync(w, 1, "Doublures et retouches",
        [
            Line(w, "Heure de couture", 12, "heure", 40),
            Line(w, "Livraison", 1, "forfait", 35) with { Option = OptionState.Offered },
        ]);
    });

    private async Task CatalogueAsync(WriteSession w)
    {
        var study = new PriceStudy([new("Velours", new Quantity(3.5m), new UnitPrice(18))], new Quantity(7),
            new Money(2750), Rate.Percent(8), Rate.Percent(10), Rate.Percent(10), Rate.Percent(1));
        foreach (var (offer, how) in new (CatalogueOffer, PriceStudy?)[]
        {
            (new(OfferKind.Hour, "Heure de couture", "", "heure", new UnitPrice(40), "20"), null),
            (new(OfferKind.Work, "Costume de scène", "Velours doublé, un essayage", "pièce",
                new UnitPrice(study.Price.ToDecimal()), "20"), study),
            (new(OfferKind.Product, "Housse de transport", "", "pièce", new UnitPrice(18.5m), "20"), null),
        })
            await SaleCatalogue.KeepAsync(w, jeanne.Activity, null, 0, "Couture", offer, how);
    }

    private async Task<Quote> QuoteAsync(WriteSession w, int customer, string subject, SaleLine[] lines)
    {
        var quote = await SendQuote.StartAsync(w, new Quote
        {
            ActivityId = jeanne.Activity, CustomerId = jeanne.Customers[customer].Id, Date = w.Today,
            ValidUntil = w.Today, Subject = subject,
            Content = new SaleContent(lines, Rate.Zero, "")
            {
                Plan = [new("Acompte à la commande", Rate.Percent(30), null, null), new("Solde", null, null, null)],
            },
        });
        return await SendQuote.SendAsync(w, quote.Id, w.Today, law);
    }

    private SaleLine Line(WriteSession w, string what, decimal quantity, string unit, decimal price) => new(
        jeanne.Activity, what, new Quantity(quantity), unit, new UnitPrice(price), Rate.Zero,
        VatTreatments.Find(InvoiceLaw.Of(law, w.Today), "20"), SupplyKind.Services);
}
