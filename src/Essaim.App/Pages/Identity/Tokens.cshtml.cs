using System.Globalization;
using Essaim.App.Api;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>
/// The tokens that one has made for programs: each shown once when it is made, and taken back with one button.
/// </summary>
public sealed class TokensModel : EssaimPage
{
    private const int UsualDays = 90;

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public List<string> Allowed { get; set; } = [];

    [BindProperty]
    public string EndsOn { get; set; } = "";

    [BindProperty]
    public long TokenId { get; set; }

    public IReadOnlyList<ApiToken> Tokens { get; private set; } = [];

    /// <summary>The token just made: in this one answer and nowhere else.</summary>
    public string? Shown { get; private set; }

    public IEnumerable<Capability> Mine => ApiToken.Lendable.Where(Me.Can);

    public Task OnGetAsync()
    {
        EndsOn = FrenchText.Short(Today.AddDays(UsualDays));
        return LoadAsync();
    }

    public async Task<IActionResult> OnPostMakeAsync()
    {
        var endsOn = Read(nameof(EndsOn), () => FrenchText.ParseDate(EndsOn));
        return await TryAsync(async () =>
        {
            var chosen = Mine.Where(c => Allowed.Contains(c.ToString())).ToList();
            await WriteOnceAsync(async w =>
            {
                var made = await ApiToken.MakeAsync(w, Me, Name, chosen, endsOn, Today);
                Shown = made.Text;
                return made.Id.ToString(CultureInfo.InvariantCulture);
            });
            if (Shown is null)
                throw new BrokenRuleException("Ce jeton est déjà fait et ne se montre qu’une fois. S’il est perdu, "
                    + "révoquez-le et faites-en un autre.");
            ModelState.Clear();
            (Name, Allowed) = ("", []);
            await LoadAsync();
            return Page();
        }, nameof(Name));
    }

    public Task<IActionResult> OnPostRevokeAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await ApiToken.RevokeAsync(w, TokenId, Me.UserId);
            return "";
        });
        Tell("Jeton révoqué.", "Le programme qui s’en servait ne peut plus entrer.");
        return RedirectToPage();
    });

    protected override async Task LoadAsync() => Tokens = await ApiToken.OfAsync(await ReadAsync(), Me.UserId);

    /// <summary>What a token with this right may do, in words.</summary>
    public static string Label(Capability capability) => capability switch
    {
        Capability.SeeOwnActivity => "Lire mon activité",
        Capability.SellForActivity => "Vendre pour mon activité",
        Capability.SeeAllActivities => "Lire toutes les activités",
        Capability.SellForAll => "Vendre pour toutes les activités",
        Capability.KeepBooks => "Lire et tenir les livres",
        Capability.SeeCover => "Lire le taux de couverture",
        Capability.ManagePeople => "Tenir les fiches des personnes",
        Capability.CloseMonth => "Préparer et demander la clôture",
        Capability.ApproveMoney => "Lire ce qui attend un accord",
        _ => capability.ToString(),
    };
}
