using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>For whoever has several roles, in one co-op or in several: one at a time.</summary>
[Authorize(Policy = SignInSetup.AnyUser)]
public sealed class ChooseCoopModel(Catalogue catalogue, Sessions sessions) : ReturningPage
{
    [BindProperty]
    public string Chosen { get; set; } = "";

    public IReadOnlyList<Grant> Grants { get; private set; } = [];

    public static string Key(Grant grant) => $"{grant.Coop.Id}/{grant.Role.Stored()}";

    public Task OnGetAsync()
    {
        if (Me.HasCoop)
            Chosen = $"{Me.CoopId}/{Me.Role.Stored()}";
        return LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var user = catalogue.User(Me.UserId);
        var grant = user?.Grants.FirstOrDefault(g => Key(g) == Chosen);
        if (user is null || grant is null)
        {
            ModelState.AddModelError(nameof(Chosen), "Choisissez la coopérative où vous travaillez.");
            return await RefusedAsync();
        }
        await sessions.EndAsync(HttpContext);
        await sessions.OpenAsync(HttpContext, user, grant);
        return LocalRedirect(Destination);
    }

    protected override Task LoadAsync()
    {
        Grants = catalogue.User(Me.UserId)?.Grants ?? [];
        return Task.CompletedTask;
    }
}
