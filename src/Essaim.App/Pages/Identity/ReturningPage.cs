using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>A page that one is led to from another and goes back from; never to another site.</summary>
public abstract class ReturningPage : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "retour")]
    public string Back { get; set; } = "";

    public string Destination => Url.IsLocalUrl(Back) ? Back : "/";
}
