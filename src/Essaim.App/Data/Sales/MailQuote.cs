using Essaim.App.Documents;
using Essaim.App.Mail;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>Sends a quote to its customer by mail, with its PDF and a new private link to answer it.</summary>
public static class MailQuote
{
    public static async Task<EmailAddress> SendAsync(
        WriteSession w, Quote quote, LawBook law, string coopId, Func<string, string> addressOf)
    {
        var customer = await w.Db.Customers.AsNoTracking().SingleAsync(c => c.Id == quote.CustomerId);
        if (customer.Email is not { } address)
            throw new BrokenRuleException(
                "Ce client n’a pas d’adresse de courriel. Ajoutez-la à sa fiche, puis recommencez.");
        var link = addressOf(await QuoteLink.MakeAsync(w, coopId, quote.Id));
        var page = await QuotePaper.PageOfAsync(w.Db, quote, law);
        var coop = await w.Db.Cooperatives.AsNoTracking().SingleAsync();
        var letter = (await MailTemplate.ReadAsync(w.Db, QuoteMails.Offer)).Write(address, customer.Name, new()
        {
            ["client"] = customer.Name, ["numéro"] = quote.Number!, ["objet"] = quote.Subject,
            ["montant"] = quote.Total.ToString(), ["limite"] = FrenchText.Long(quote.ValidUntil), ["lien"] = link,
            ["enseigne"] = page.Content.TradeName, ["coopérative"] = coop.Name,
        });
        await Outbox.PutAsync(w, letter with
        {
            ReplyTo = await MailInvoice.AnswersAsync(w, quote.ActivityId, coop),
            Enclosed = new Enclosure($"{quote.Number}.pdf", SalePdf.Draw(page)),
        });
        return address;
    }
}
