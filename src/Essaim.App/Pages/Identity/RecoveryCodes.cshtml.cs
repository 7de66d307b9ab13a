using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>Makes ten recovery codes and shows them: in this one answer and nowhere else.</summary>
public sealed class RecoveryCodesModel(Catalogue catalogue, SecondFactors factors) : SecurityPage(catalogue)
{
    public IReadOnlyList<string> Codes { get; private set; } = [];
    public int Left { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    [FreshSignIn]
    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        await LoadAsync();
        if (!Known.HasSecondFactor)
            throw new BrokenRuleException(
                "Ajoutez d’abord une application de codes ou une clé d’accès : les codes de secours la remplacent.");
        Codes = factors.NewRecoveryCodes(Me.UserId);
        return Page();
    });

    protected override async Task LoadAsync()
    {
        await base.LoadAsync();
        Left = Catalogue.RecoveryCodesLeft(Me.UserId);
    }
}
