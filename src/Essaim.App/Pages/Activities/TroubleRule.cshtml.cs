using System.Globalization;
using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities;

/// <summary>From when on something is a sign of trouble: the co-op's own thresholds, dated.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class TroubleRuleModel : EssaimPage
{
    [BindProperty]
    public string NoTurnoverMonths { get; set; } = "";

    [BindProperty]
    public string LateDays { get; set; } = "";

    [BindProperty]
    public string MeansMonths { get; set; } = "";

    [BindProperty]
    public string EndingDays { get; set; } = "";

    [BindProperty]
    public string From { get; set; } = "";

    public IReadOnlyList<TroubleRuleRow> Rules { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var rule = await TroubleSigns.RuleOnAsync(await ReadAsync(), Today);
        (NoTurnoverMonths, LateDays, MeansMonths, EndingDays) = (Text(rule.NoTurnoverMonths), Text(rule.LateDays),
            Text(rule.MeansMonths), Text(rule.EndingDays));
        From = FrenchText.Short(Today);
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var rule = new TroubleRule(Number(nameof(NoTurnoverMonths), NoTurnoverMonths),
            Number(nameof(LateDays), LateDays), Number(nameof(MeansMonths), MeansMonths),
            Number(nameof(EndingDays), EndingDays));
        var from = Read(nameof(From), () => FrenchText.ParseDate(From));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w => Text(await TroubleSigns.ChooseAsync(w, rule, from, Me.Name)));
            Tell("Règle des signaux enregistrée.", $"Elle vaut à partir du {FrenchText.Long(from)}.");
            return Redirect("/signaux/regle");
        });
    }

    protected override async Task LoadAsync() => Rules = await (await ReadAsync()).TroubleRules
        .OrderByDescending(r => r.FromDay).ToListAsync();

    private int Number(string field, string text) => Read(field, () =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : throw new BrokenRuleException("Écrivez un nombre entier, par exemple 3."));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
