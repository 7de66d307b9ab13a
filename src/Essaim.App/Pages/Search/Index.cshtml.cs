using Essaim.App.Data.Search;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Search;

/// <summary>What the box at the head of every page finds; as a whole page, or as a few rows while one types.</summary>
public sealed class IndexModel(Navigation navigation) : EssaimPage
{
    private const int MostSuggestions = 6;

    [BindProperty(SupportsGet = true, Name = "mot")]
    public string Words { get; set; } = "";

    public IReadOnlyList<Found> Rows { get; private set; } = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnGetSuggestionsAsync()
    {
        await LoadAsync();
        Rows = [.. Rows.Take(MostSuggestions)];
        return Partial("_Found", Rows);
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Rows = [.. Pages(), .. await SearchCoop.FindAsync(db, await SearchScope.OfAsync(db, Me), Words)];
    }

    /// <summary>Pages of the visitor's own menu: "balance" opens the balance.</summary>
    private IEnumerable<Found> Pages()
    {
        var asked = PlainWords.Asked(Words);
        return asked.Count == 0 ? [] : navigation.For(Me, Request.Path)
            .Where(l => PlainWords.Of(l.Entry.Label) is var label
                && asked.All(a => label.Any(w => PlainWords.IsNear(a, w))))
            .Select(l => new Found(l.Entry.Icon, "Page", l.Entry.Label, "", l.Entry.Path));
    }
}
