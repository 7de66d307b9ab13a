using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>One's own sessions, on all devices: to look at and to end.</summary>
public sealed class OpenSessionsModel(Catalogue catalogue, Sessions sessions) : EssaimPage
{
    private IReadOnlyList<Grant> _grants = [];

    [BindProperty]
    public string SessionId { get; set; } = "";

    public IReadOnlyList<OpenSession> Open { get; private set; } = [];

    public Task OnGetAsync() => LoadAsync();

    public IActionResult OnPostEnd()
    {
        sessions.End(Me.UserId, SessionId);
        Tell("Session fermée.");
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEndOthersAsync()
    {
        await sessions.ReopenAsync(HttpContext);
        Tell("Autres sessions fermées.");
        return RedirectToPage();
    }

    public IActionResult OnPostRecognise()
    {
        sessions.RecogniseDevices(Me);
        Tell("Appareil reconnu.");
        return RedirectToPage();
    }

    public string PlaceOf(OpenSession session) =>
        _grants.FirstOrDefault(g => g.Coop.Id == session.CoopId) is { } grant && session.Role is { } role
            ? $"{grant.Coop.Name}, {role.Label()}" : "Aucune encore";

    protected override Task LoadAsync()
    {
        Open = catalogue.SessionsOf(Me.UserId, Time.GetUtcNow());
        _grants = catalogue.User(Me.UserId)!.Grants;
        return Task.CompletedTask;
    }
}
