using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Activities.Mutual;

/// <summary>What activities pay into the fund, as voted.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class RuleModel : EssaimPage
{
    [BindProperty]
    public string Share { get; set; } = "";

    [BindProperty]
    public string Flat { get; set; } = "";

    [BindProperty]
    public string From { get; set; } = "";

    [BindProperty]
    public string Resolution { get; set; } = "";

    public async Task<IActionResult> OnPostAsync()
    {
        var share = Share.Trim().Length == 0 ? Rate.Zero
            : Read(nameof(Share), () => Rate.Percent(FrenchText.ParseNumber(Share)));
        var flat = ReadSum(nameof(Flat), Flat);
        var from = Read(nameof(From), () => Month.Parse(From));
        return await TryAsync(async () =>
        {
            var rule = new MutualRule(share, flat);
            await WriteOnceAsync(async w =>
                (await MutualFund.VoteAsync(w, rule, from, Resolution, Me.Name)).ToString());
            Tell("Règle du fonds enregistrée.", $"Elle vaut à partir {from.AfterDe()}.");
            return Redirect("/fonds-mutuel");
        });
    }
}
