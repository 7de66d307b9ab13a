using System.Text.RegularExpressions;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Sales;

/// <summary>
/// Jeanne's quote of two chapters, an option and a plan: 1,000 € and 500 €, and 100 € more for whoever takes it; all at
/// 20 %. A third first, then the rest.
/// </summary>
internal static class QuoteDesk
{
    public static SaleContent Offer(SellingSite selling) => new(
    [
        TestCoop.Service(selling.Jeanne, 1000) with { Chapter = "Dépose" },
        TestCoop.Service(selling.Jeanne, 500) with { Chapter = "Pose" },
        TestCoop.Service(selling.Jeanne, 100) with { Chapter = "Pose", Option = OptionState.Offered },
    ], Rate.Zero, "")
    {
        Plan =
        [
            new Instalment("Acompte à la commande", Rate.Percent(30), null, SellingSite.Today),
            new Instalment("Solde", null, null, null),
        ],
    };

    public static Task<Quote> SentAsync(SellingSite selling, SaleContent? content = null) =>
        selling.Store.WriteAsync(async w =>
        {
            var quote = await SendQuote.StartAsync(w, new Quote
            {
                ActivityId = selling.Jeanne, CustomerId = selling.Customer, Date = SellingSite.Today,
                ValidUntil = SellingSite.Today, Subject = "Façade", Content = content ?? Offer(selling),
            });
            return await SendQuote.SendAsync(w, quote.Id, SellingSite.Today, TestCoop.Law);
        });

    /// <summary>The private address, as its seller gets it on their page, without the server's name.</summary>
    public static async Task<string> LinkAsync(Browser seller, long quote)
    {
        var page = $"/ventes/devis/{quote}";
        var answer = await seller.PressAsync(page, page + "?handler=Link");
        return Regex.Match(answer.Text, @"https://essaim\.example(/devis\?cle=devis_atelier_[0-9a-f]{64})")
            .Groups[1].Value;
    }

    /// <summary>Presses a button of the customer's page with what it asks for.</summary>
    public static async Task<Answer> ReplyAsync(
        Browser customer, string link, string handler, params (string, string)[] fields) =>
        await PostAsync(customer, link, handler, await customer.OpenAsync(link), fields);

    public static Task<Answer> PostAsync(
        Browser customer, string link, string handler, Answer page, params (string, string)[] fields) =>
        customer.PostAsync(link.Replace("?cle", $"?handler={handler}&cle"),
        [
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
            ("request", page.Field("request")), ("Paper", page.Field("Paper")), .. fields,
        ]);
}
