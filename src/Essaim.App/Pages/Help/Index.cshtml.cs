using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Help;

/// <summary>The help of one page, as a page; or as a part that opens beside what one is doing.</summary>
public sealed class IndexModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "sujet")]
    public string Topic { get; set; } = "";

    public IActionResult OnGet() => HelpTexts.Source(Topic) is null ? NotFound() : Page();

    public IActionResult OnGetText() => HelpTexts.Source(Topic) is null ? NotFound() : Partial("_Text", Topic);
}
