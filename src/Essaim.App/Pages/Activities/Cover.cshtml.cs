using System.Globalization;
using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities;

/// <summary>
/// The cover ratio, now and at 90 days, with what it is made of. Everybody sees the ratio; who sees all activities
/// sees it by activity, and who keeps the books has the way to the lines.
/// </summary>
[Authorize(Policy = nameof(Capability.SeeCover))]
public sealed class CoverModel : ListPage
{
    public DateOnly Day { get; private set; }
    public CoverRatio Now { get; private set; } = null!;
    public CoverRatio At90 { get; private set; } = null!;
    public IReadOnlyList<ActivityPosition> Positions { get; private set; } = [];
    public IReadOnlyList<ActivityPosition> Shown { get; private set; } = [];
    private Dictionary<ActivityId, Activity> _activities = [];

    public string Lede =>
        $"Ce que la coopérative doit aux activités, et ce qu’elle a en face. Au {FrenchText.Long(Day)}.";
    public string? AdvancesAddress => Me.Can(Capability.CloseMonth) ? "/avances" : null;

    public IReadOnlyList<(string Title, CoverRatio Ratio, string Why)> Moments =>
    [
        ("Taux de couverture", Now, "Une fois payées les dettes courtes, sur le même compte en banque."),
        ("Dans 90 jours", At90, $"Au {FrenchText.Long(Day.AddDays(90))}, si tout ce qui échoit d’ici là est réglé."),
    ];

    public static string Percent(decimal? ratio) => ratio is { } value ? FrenchText.Percent(decimal.Round(value, 3))
        : "Rien n’est dû";

    public static string Said(decimal? ratio) => ratio is { } value
        ? $"Pour 100 € dus aux activités, la coopérative a {Money.Round(value * 100)}." : "";

    /// <summary>The part of the bar that an amount fills; decoration, so that no figure is made of it.</summary>
    public static string Width(Money amount, CoverRatio ratio)
    {
        var whole = Math.Max(1, Math.Max(ratio.OwedToActivities.Cents, ratio.Held.Cents));
        return (Math.Clamp(amount.Cents * 10_000m / whole, 0, 10_000) / 100)
            .ToString("0.##", CultureInfo.InvariantCulture);
    }

    public string? Lines(string account, ActivityPosition? of = null) => Me.Can(Capability.KeepBooks)
        ? $"/grand-livre?compte={account}" + (of is null ? "" : "&activite=" + CodeOf(of)) : null;

    public string? Debts(string kind) =>
        Me.Can(Capability.KeepBooks) ? "/achats/a-payer" + (kind.Length > 0 ? "?nature=" + kind : "") : null;

    public string NameOf(ActivityPosition position) => _activities[position.Activity].TradeName;
    public string CodeOf(ActivityPosition position) => _activities[position.Activity].Code;

    protected override Sheet? Sheet() => Positions.Count == 0 ? null : new("coffre",
        ["Activité", "Trésorerie", "Avances", "Dettes", "Net"],
        Positions.Select(p => new object?[] { NameOf(p), p.Current, p.Advance, -p.Debts, p.Net }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Day = Today;
        (Now, At90) = await CoverReport.ReadAsync(db, Day);
        if (!Me.Can(Capability.SeeAllActivities))
            return;
        _activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id);
        Positions = await CoverReport.PositionsAsync(db, Day);
        Shown = List.Of(Positions);
    }
}
