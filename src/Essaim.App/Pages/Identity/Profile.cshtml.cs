using Essaim.App.Data;
using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

public sealed class ProfileModel(Catalogue catalogue, WebServerOptions server) : EssaimPage
{
    public const string System = "systeme";

    [BindProperty]
    public string Theme { get; set; } = System;

    [BindProperty]
    public bool Keys { get; set; }

    public SignedInUser Known { get; private set; } = null!;

    public Task OnGetAsync()
    {
        var display = Display.Of(Request, server);
        Theme = display.Theme ?? System;
        Keys = display.Keys;
        return LoadAsync();
    }

    public IActionResult OnPost()
    {
        var theme = Theme is Display.Light or Display.Dark ? Theme : null;
        new Display(theme, Keys).Keep(Response, server, Time);
        Tell("Affichage gardé.");
        return RedirectToPage();
    }

    protected override Task LoadAsync()
    {
        Known = catalogue.User(Me.UserId)!;
        return Task.CompletedTask;
    }
}
