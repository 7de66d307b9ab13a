using Essaim.App.Data.Sales;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Sales.Quotes;

/// <summary>First questions of a quote: for whom, and for what?</summary>
public sealed class NewModel : CustomerQuestionPage
{
    [BindProperty]
    public string Subject { get; set; } = "";

    /// <summary>The job that the quote is added to.</summary>
    [BindProperty(SupportsGet = true, Name = "affaire")]
    public long? Engagement { get; set; }

    protected override string Purpose => "devis";

    public async Task<IActionResult> OnPostAsync()
    {
        var customer = await ReadCustomerAsync();
        var subject = Read(nameof(Subject), () => Subject.Trim() is { Length: > 0 } text
            ? text
            : throw new BrokenRuleException("Dites en quelques mots pour quoi est ce devis."));
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w => (await SendQuote.StartAsync(w, new Quote
            {
                ActivityId = Activity.Id, CustomerId = customer, Date = Today, Subject = subject,
                ValidUntil = Today.AddDays(Quote.UsualDays), Content = SaleContent.Empty,
            }, Engagement)).Id.ToString());
            return Redirect($"/ventes/devis/{id}/modifier");
        });
    }
}
