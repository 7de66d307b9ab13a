using Essaim.App.Web;

namespace Essaim.App.Pages;

/// <summary>The whole menu, for screens too small to show it all.</summary>
public sealed class MenuModel : EssaimPage
{
    public void OnGet()
    {
    }
}
