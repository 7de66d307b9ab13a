using System.Text;
using Essaim.App.Data.Sales.Sending;
using Essaim.App.Identity;
using Essaim.App.Platforms;
using Essaim.App.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Sent;

/// <summary>One period: its figures down to their documents, what was sent, and the button that sends.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class ReportModel(SendingRounds sending) : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public string Nature { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public DateOnly Day { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Edition { get; set; }

    public EReportStanding? Standing { get; private set; }

    /// <summary>The number of each document that the figures come from.</summary>
    public IReadOnlyDictionary<long, string> Numbers { get; private set; } = new Dictionary<long, string>();

    /// <summary>What the books hold of the same documents.</summary>
    public (Money Net, Money Vat) Books { get; private set; }

    public bool Agrees => Books == (Standing!.Figures.Net, Standing.Figures.Vat);

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return Standing is null ? NotFound() : Page();
    }

    /// <summary>An edition as it was sent.</summary>
    public async Task<IActionResult> OnGetXmlAsync()
    {
        await LoadAsync();
        return Standing?.Editions.FirstOrDefault(e => e.Edition == Edition) is { } row
            ? File(Encoding.UTF8.GetBytes(row.Xml), "application/xml", ReportToSend.NameOf(row)) : NotFound();
    }

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        var kind = EReportWords.Kind(Nature) ?? throw new BrokenRuleException("Cette déclaration n’existe pas.");
        await WriteOnceAsync(async w => (await EReports.MakeAsync(w, Law, kind, Day, Me.Name)).Id.ToString());
        sending.Call();
        Tell("La déclaration part.", "Elle est gardée telle qu’elle est envoyée.");
        return Redirect($"/ventes/plateforme/declarations/{Nature}/{Day:yyyy-MM-dd}");
    });

    protected override async Task LoadAsync()
    {
        if (EReportWords.Kind(Nature) is not { } kind)
            return;
        var db = await ReadAsync();
        Standing = await EReports.FindAsync(db, Law, kind, Day, Today);
        if (Standing is null)
            return;
        Books = await EReports.BooksAsync(db, Standing.Figures);
        var ids = Standing.Figures.Invoices().Concat(Standing.Figures.Cashed.SelectMany(c => c.Invoices)).Distinct()
            .ToList();
        Numbers = await db.Invoices.Where(i => ids.Contains(i.Id)).Select(i => new { i.Id, i.Number })
            .ToDictionaryAsync(i => i.Id, i => i.Number);
    }
}
