using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Quotes;

/// <summary>How much of each chapter is done: what is new becomes a draft invoice.</summary>
public sealed class ProgressModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>Per cent done in all, by chapter, in the order of the quote.</summary>
    [BindProperty]
    public List<string> Done { get; set; } = [];

    public Quote Quote { get; private set; } = null!;
    public QuoteStanding Standing { get; private set; } = null!;
    public string CustomerName { get; private set; } = "";
    public IReadOnlyList<ChapterProgress> Chapters => Standing.Chapters;

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).Quotes.SingleOrDefaultAsync(q => q.Id == Id) is not { } quote)
            return null;
        Quote = quote;
        return await OwnerAsync(quote.ActivityId);
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (Quote.Status != QuoteStatus.Accepted)
            return Redirect($"/ventes/devis/{Id}");
        await LoadAsync();
        Done = [.. Chapters.Select(c => FrenchText.Decimal(decimal.Round(c.Done * 100, 2), 2))];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var done = new Dictionary<string, Rate>();
        foreach (var (chapter, i) in Chapters.Select((c, i) => (c, i)))
            done[chapter.Title ?? ""] = Read($"Done[{i}]", () => DoneOf(chapter, i < Done.Count ? Done[i] : ""));
        return await TryAsync(async () => Redirect("/ventes/brouillons/" + await WriteOnceAsync(async w =>
            (await KeepDraft.ProgressAsync(w, Quote, c => done[c ?? ""])).Id.ToString())));
    }

    /// <summary>"40 %", as the field shows it.</summary>
    public string Shown(ChapterProgress chapter) => FrenchText.Percent(decimal.Round(chapter.Done, 4));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Standing = await QuoteStandings.ReadAsync(db, Quote);
        CustomerName = await db.Customers.Where(c => c.Id == Quote.CustomerId).Select(c => c.Name).SingleAsync();
    }

    /// <summary>A field left as it was shown, rounded, means that nothing is new there.</summary>
    private static Rate DoneOf(ChapterProgress chapter, string typed)
    {
        var percent = FrenchText.ParseNumber(typed, "L’avancement");
        if (percent is < 0 or > 100)
            throw new BrokenRuleException("L’avancement va de 0 à 100\u00a0%. Corrigez-le.");
        return percent == decimal.Round(chapter.Done * 100, 2) && chapter.Done is >= 0 and <= 1
            ? new Rate(chapter.Done) : Rate.Percent(percent);
    }
}
