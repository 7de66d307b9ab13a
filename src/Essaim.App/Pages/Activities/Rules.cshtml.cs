using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities;

/// <summary>A rule and the activities that have it today.</summary>
public sealed record RuleRow(ContributionRuleRow Rule, IReadOnlyList<Activity> Activities);

/// <summary>The contribution rules, in words.</summary>
[Authorize(Policy = nameof(Capability.ManageRules))]
public sealed class RulesModel : EssaimPage
{
    public IReadOnlyList<RuleRow> Rows { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var db = await ReadAsync();
        var rules = await db.Rules.OrderByDescending(r => r.FromDay).ThenBy(r => r.Name).ToListAsync();
        var chosen = await Data.Activities.Rules.ReadAsync(db);
        var held = new List<(string Rule, Activity Activity)>();
        if (rules.Any(r => r.FromDay <= Today && !r.Content.OptIn))
            foreach (var activity in await db.Activities.Where(a => a.ClosedOn == null).OrderBy(a => a.TradeName)
                .ToListAsync())
                if (!activity.Id.IsStructure)
                    held.Add((chosen.Of(activity.Id, Today).Name, activity));
        Rows = [.. rules.Select(r => new RuleRow(r, [.. held.Where(h => h.Rule == r.Name).Select(h => h.Activity)]))];
    }

    public string Words(ContributionRule rule)
    {
        var parts = new List<string>();
        if (rule.Flat is { } flat)
            parts.Add($"{flat} {PerPeriod(rule.Period)}");
        foreach (var tier in rule.Tiers)
            parts.Add(tier.From.IsZero ? $"{tier.Rate} {Of(rule.Base)}" : $"{tier.Rate} au-dessus de {tier.From}");
        if (rule.Floor is { } floor)
            parts.Add($"au moins {floor} {PerPeriod(rule.Period)}");
        if (rule.Ceiling is { } ceiling)
            parts.Add($"au plus {ceiling} {PerPeriod(rule.Period)}");
        if (rule.Eligibility == ContributionEligibility.Members)
            parts.Add("réservée aux associés");
        if (rule.OptIn)
            parts.Add("sur demande");
        return string.Join(", ", parts);
    }

    private static string Of(ContributionBase @base) => @base switch
    {
        ContributionBase.Invoiced => "de ce qui est facturé HT",
        ContributionBase.Received => "de ce qui est encaissé HT",
        _ => "de la marge brute",
    };

    private static string PerPeriod(ContributionPeriod period) => period switch
    {
        ContributionPeriod.Month => "par mois",
        ContributionPeriod.Quarter => "par trimestre",
        _ => "par an",
    };
}
