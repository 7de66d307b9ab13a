using Essaim.App.Data;
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

    /// <summary>What sort of job the quote opens.</summary>
    [BindProperty]
    public string Kind { get; set; } = nameof(EngagementKind.Plain);

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
            }, Engagement ?? await JobAsync(w, customer, subject))).Id.ToString());
            return Redirect($"/ventes/devis/{id}/modifier");
        });
    }

    /// <summary>A plain job opens when it is accepted; another sort is needed before the quote is sent.</summary>
    private async Task<long?> JobAsync(WriteSession w, long customer, string subject) =>
        KindWords.Read(Kind) is var kind && kind == EngagementKind.Plain ? null
        : (await OpenEngagement.NewAsync(w, Activity.Id, customer, kind, subject)).Id;
}
