using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Quotes;

/// <summary>First questions of a quote: for whom, and for what?</summary>
public sealed class NewModel : ActivityPage
{
    [BindProperty]
    public string CustomerId { get; set; } = "";

    [BindProperty]
    public string Subject { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "client")]
    public string Chosen { get; set; } = "";

    public IReadOnlyList<SelectListItem> Customers { get; private set; } = [];

    public async Task OnGetAsync()
    {
        CustomerId = Chosen;
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var customer = Read(nameof(CustomerId), () => Customers.Any(c => c.Value == CustomerId)
            ? long.Parse(CustomerId) : throw new BrokenRuleException("Choisissez un client dans la liste."));
        var subject = Read(nameof(Subject), () => Subject.Trim() is { Length: > 0 } text
            ? text : throw new BrokenRuleException("Dites en quelques mots pour quoi est ce devis."));
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w => (await SendQuote.StartAsync(w, new Quote
            {
                ActivityId = Activity.Id, CustomerId = customer, Date = Today,
                    ValidUntil = Today.AddDays(SendQuote.DaysValid),
                Subject = subject, Content = SaleContent.Empty,
            })).Id.ToString());
            return Redirect($"/ventes/devis/{id}/modifier");
        });
    }

    protected override async Task LoadAsync() => Customers =
    [
        .. (await (await ReadAsync()).Customers.Where(c => c.ActivityId == Activity.Id).OrderBy(c => c.Name)
            .ToListAsync())
            .Select(c => new SelectListItem($"{c.Name}, {c.City}", c.Id.ToString())),
    ];
}
