using Essaim.App.Data;
using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Web.Components;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Home;

/// <summary>What the kinds of engagements leave to do: insurances that end, retentions to be claimed.</summary>
public static class KindTasks
{
    private const int DaysBefore = 60;

    /// <summary>Of one activity, or of all for the team.</summary>
    public static async Task<List<HomeTask>> ReadAsync(CoopDb db, LawBook law, DateOnly today, ActivityId? only) =>
        [.. await InsurancesAsync(db, today, only), .. await RetentionsAsync(db, law, today, only)];

    /// <summary>The last certificate of an activity that ends soon, with none that follows.</summary>
    private static async Task<IEnumerable<HomeTask>> InsurancesAsync(CoopDb db, DateOnly today, ActivityId? only)
    {
        var soon = today.AddDays(DaysBefore);
        var ends = (await db.InsuranceCertificates.Where(c => c.WithdrawnOn == null && c.LastDay >= today)
            .ToListAsync()).Where(c => only is null || c.ActivityId == only).GroupBy(c => c.ActivityId)
            .Select(g => g.MaxBy(c => c.LastDay)!).Where(c => c.LastDay <= soon);
        return ends.Select(c => new HomeTask($"Renouveler l’assurance décennale de {c.Content.Insurer}",
            $"/ventes/assurances/{c.Id}", $"Elle finit le {FrenchText.Long(c.LastDay)} ; ensuite aucun chantier ne "
            + "se vend.", Tone.Wait, "Bientôt"));
    }

    private static async Task<IEnumerable<HomeTask>> RetentionsAsync(
        CoopDb db, LawBook law, DateOnly today, ActivityId? only)
    {
        var kept = (await (await db.BooksAsync()).Items.OpenAsync(only, Accounts.Retentions))
            .Where(i => i.Remaining.IsPositive).ToList();
        if (kept.Count == 0)
            return [];
        var tasks = new List<HomeTask>();
        var activities = kept.Select(i => i.Activity).ToHashSet();
        foreach (var job in (await db.Engagements.Where(e => e.Kind == EngagementKind.BuildingSite).ToListAsync())
            .Where(e => activities.Contains(e.ActivityId)
                && e.Details?.Site is { IsOpposed: false, AcceptedOn: { } day }
                && Retentions.FreeOn(law, day) <= today))
            if ((await RetainedRow.OfAsync(db, job, law)).Sum(r => r.Open) is { IsPositive: true } open)
                tasks.Add(new HomeTask($"Réclamer {open} de retenue de garantie",
                    $"/ventes/affaires/{job.Id}/chantier", $"{job.Title} : un an est passé depuis la réception.",
                    Tone.Bad, "À réclamer"));
        return tasks;
    }
}
