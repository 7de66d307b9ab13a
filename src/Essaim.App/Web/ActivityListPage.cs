using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Web;

/// <summary>A <see cref="ListPage"/> of what belongs to one activity.</summary>
public abstract class ActivityListPage : ActivityPage
{
    [BindProperty(SupportsGet = true, Name = "")]
    public Listing List { get; set; } = new();

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return List.File(ModelState, Sheet) ?? Page();
    }

    protected abstract Sheet? Sheet();
}
