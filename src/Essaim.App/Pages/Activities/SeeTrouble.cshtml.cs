using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Activities;

/// <summary>Says that somebody has seen a sign, what is planned, and until when it may be silent.</summary>
[Authorize(Policy = nameof(Capability.SeeAllActivities))]
public sealed class SeeTroubleModel : EssaimPage
{
    private const int UsualSilence = 30;

    /// <summary>The activity and the kind of the sign: "jeanne-NoTurnover".</summary>
    [BindProperty(SupportsGet = true, Name = "signe")]
    public string Key { get; set; } = "";

    [BindProperty]
    public string Until { get; set; } = "";

    [BindProperty]
    public string Note { get; set; } = "";

    /// <summary>Null once it is gone: then there is nothing to be silent about.</summary>
    public TroubleSign? Sign { get; private set; }

    public static string KeyOf(TroubleSign sign) => $"{sign.Activity.Code}-{sign.Kind}";

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        Until = FrenchText.Short(Today.AddDays(UsualSilence));
        return Sign is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (Sign is not { } sign)
            return NotFound();
        var until = Read(nameof(Until), () => FrenchText.ParseDate(Until));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await TroubleSigns.SeeAsync(w, sign, Today, until, Note, Me.Name);
                return "";
            });
            Tell($"Signal de {sign.Activity.TradeName} vu.",
                $"Il se tait jusqu’au {FrenchText.Long(until)}, ou jusqu’à ce qu’il s’aggrave.");
            return Redirect("/signaux");
        });
    }

    protected override async Task LoadAsync() =>
        Sign ??= (await new TroubleSigns(await ReadAsync(), Installation).ReadAsync(Today)).Select(f => f.Sign)
            .FirstOrDefault(s => KeyOf(s) == Key);
}
