using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Web;

/// <summary>A page that lists rows, fifty at a time, and gives all of them as a file.</summary>
public abstract class ListPage : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "")]
    public Listing List { get; set; } = new();

    public virtual async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return List.File(ModelState, Sheet) ?? Page();
    }

    /// <summary>
    /// Asked after <see cref="EssaimPage.LoadAsync"/>, which has then read all rows; null when there is nothing.
    /// </summary>
    protected abstract Sheet? Sheet();
}
