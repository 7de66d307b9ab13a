using System.Globalization;
using Essaim.App.Data;
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
/// The cover ratio on a day, now and at 90 days, with what it is made of, what late customers could cost, and the
/// proof that each activity is counted. Everybody sees the ratio; who sees all activities sees it by activity, and who
/// keeps the books has the way to the lines.
/// </summary>
[Authorize(Policy = nameof(Capability.SeeCover))]
public sealed class CoverModel : ListPage
{
    /// <summary>Whose proof is shown; an entrepreneur's first activity when none is named.</summary>
    [BindProperty(SupportsGet = true, Name = "activite")]
    public string? Code { get; set; }

    /// <summary>The publication that the proof is of; the latest when none is named.</summary>
    [BindProperty(SupportsGet = true, Name = "total")]
    public long? Publication { get; set; }

    public DateOnly Day { get; private set; }
    public CoverOutlook Cover { get; private set; } = null!;
    public CoverRatio Now => Cover.Now;
    public CoverRatio At90 => Cover.At90;
    public decimal Level { get; private set; } = CoverLevelRow.Usual;
    public CoverLevelRow? Voted { get; private set; }
    public CoverWithoutLate? WithoutLate { get; private set; }
    public IReadOnlyList<CoverPublicationRow> Published { get; private set; } = [];
    public CoverProofView? Proof { get; private set; }
    public IReadOnlyList<ActivityPosition> Positions { get; private set; } = [];
    public IReadOnlyList<ActivityPosition> Shown { get; private set; } = [];
    private Dictionary<ActivityId, Activity> _activities = [];

    public CoverHistory History => CoverHistory.Of(Published, Level);
    public bool MayPublish => Me.Can(Capability.CloseMonth);
    public bool MayVote => Me.Can(Capability.ManageCoop);
    public bool IsToday => Day == Today;

    public string Lede =>
        $"Ce que la coopérative doit aux activités, et ce qu’elle a en face. Au {FrenchText.Long(Day)}.";
    public string? AdvancesAddress => Me.Can(Capability.CloseMonth) ? "/avances" : null;

    public IReadOnlyList<(string Title, CoverRatio Ratio, string Why)> Moments =>
    [
        ("Taux de couverture", Now, "Une fois payées les dettes courtes, sur le même compte en banque."),
        ("Dans 90 jours", At90, $"Au {FrenchText.Long(Day.AddDays(CoverOutlook.Horizon))}, si tout ce qui échoit "
            + "d’ici là est réglé."),
    ];

    public string LevelSaid => Voted is { } voted
        ? $"Seuil d’alerte voté, {FrenchText.Percent(voted.Level)} : {voted.Resolution}."
        : "Aucun seuil d’alerte n’est voté : on prévient sous 100 %.";

    /// <summary>Who sees only their own activity reads one sum, not the customers of others.</summary>
    public IReadOnlyList<(string Name, Money Amount)> LateShown => Me.Can(Capability.SeeAllActivities)
        ? WithoutLate!.Customers : [("Ce qu’ils doivent en tout", WithoutLate!.Lost)];

    public static string Percent(decimal? ratio) => ratio is { } value ? FrenchText.Percent(decimal.Round(value, 3))
        : "Rien n’est dû";

    public static string Said(decimal? ratio) => ratio is { } value
        ? $"Pour 100 € dus aux activités, la coopérative a {Money.Round(value * 100)}." : "";

    /// <summary>In two words, beside the ratio.</summary>
    public (Tone Tone, string Text) State(decimal ratio) => ratio < 1 ? (Tone.Bad, "Il manque de l’argent")
        : ratio < Level ? (Tone.Wait, "Sous le seuil") : (Tone.Ok, "Tout est là");

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

    /// <summary>The proof as a file, for whoever may see the activity.</summary>
    public async Task<IActionResult> OnGetProofAsync()
    {
        var db = await ReadAsync();
        Published = await CoverProofs.LatestAsync(db);
        return await ReadProofAsync(db) is { Proof: { } proof } && CoverProofFile.Of(proof) is { } file
            ? File(file.ToBytes(), "application/json", file.Name) : NotFound();
    }

    /// <summary>Publishes what is owed today.</summary>
    public async Task<IActionResult> OnPostPublishAsync() => !MayPublish ? Forbid() : await TryAsync(async () =>
    {
        var total = await WriteOnceAsync(async w =>
            (await PublishCover.PublishAsync(w, Today, Me.Name)).Total.ToString());
        Tell($"Total de {total} publié.", "Chaque activité peut vérifier qu’elle y est comptée.", "Voir les totaux",
            "/coffre#totaux");
        return Redirect("/coffre");
    });

    protected override Sheet? Sheet() => Positions.Count == 0 ? null : new("coffre",
        ["Activité", "Trésorerie", "Avances", "Dettes", "Net"],
        Positions.Select(p => new object?[] { NameOf(p), p.Current, p.Advance, -p.Debts, p.Net }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Day = ReadDay("au", List.To, Today);
        if (Day == default)
            Day = Today;
        List.To = ModelState.IsValid ? FrenchText.Short(Day) : List.To;
        Cover = await CoverReport.ReadAsync(db, Day);
        Voted = await CoverLevels.OnAsync(db, Day);
        Level = Voted?.Level ?? CoverLevelRow.Usual;
        WithoutLate = await CoverReport.WithoutLateAsync(db, Cover);
        Published = await CoverProofs.LatestAsync(db);
        Proof = await ReadProofAsync(db);
        if (!Me.Can(Capability.SeeAllActivities))
            return;
        _activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id);
        Positions = Cover.Positions;
        Shown = List.Of(Positions);
    }

    /// <summary>The team asks for an activity by name; an entrepreneur has their own without asking.</summary>
    private async Task<CoverProofView?> ReadProofAsync(CoopDb db)
    {
        if (Code is null && Me.Can(Capability.SeeAllActivities) || await ActivityAsync(Code) is not { } activity
            || activity.Id.IsStructure)
            return null;
        var publication = Published.FirstOrDefault(p => Publication is null || p.Id == Publication);
        return publication is null ? null : await CoverProofView.ReadAsync(db, activity, publication);
    }
}
