using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities;

/// <summary>A movement of the week that is open, in words.</summary>
public sealed record ForecastRow(ForecastItem Item, string What, string Who, string? Address);

/// <summary>
/// The cash week by week over half a year: an entrepreneur's own, or for the team the co-op's bank or one activity. A
/// week opens to what makes it.
/// </summary>
public sealed class ForecastModel : ListPage
{
    private const string AsDue = "echeances";
    private const int Height = 60;

    [BindProperty(SupportsGet = true, Name = "activite")]
    public string? Code { get; set; }

    /// <summary>"echeances" believes due dates; otherwise customers are as late as they usually are.</summary>
    [BindProperty(SupportsGet = true, Name = "selon")]
    public string By { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "semaine")]
    public int? WeekNumber { get; set; }

    public Activity? Activity { get; private set; }
    public Forecast Forecast { get; private set; } = null!;
    public CashForecast Cash => Forecast.Cash;
    public ForecastWeek? Open { get; private set; }
    public IReadOnlyList<ForecastRow> Rows { get; private set; } = [];
    public IReadOnlyList<SelectListItem> ActivityOptions { get; private set; } = [];
    public bool ForTeam => Me.Can(Capability.SeeAllActivities);

    public IReadOnlyList<SelectListItem> ByOptions { get; } =
        [new("au retard habituel de chacun", ""), new("à l’échéance", AsDue)];

    public string Lede => Activity is null
        ? "Ce que la banque devrait dire, semaine après semaine, d’après ce qui est déjà connu."
        : $"{Activity.TradeName} : ce qui devrait rester, semaine après semaine, d’après ce qui est déjà connu.";

    public string LowestSaid => Cash.FirstShort is { } first
        ? $"Il manquerait de l’argent dès la semaine du {FrenchText.Long(first.First)}. Au plus bas : "
            + $"{Cash.Lowest.Closing}, la semaine du {FrenchText.Long(Cash.Lowest.First)}."
        : $"Au plus bas : {Cash.Lowest.Closing}, la semaine du {FrenchText.Long(Cash.Lowest.First)}.";

    public string Advice => Activity is null
        ? "Relancer les clients en retard, étaler un paiement, ou décider d’une avance : avant cette semaine-là."
        : "Relancez ce qui peut l’être, et parlez-en à la personne qui vous accompagne avant cette semaine-là.";

    public string ChartLabel => $"Solde prévu du {FrenchText.Long(Cash.Weeks[0].First)} au "
        + $"{FrenchText.Long(Cash.Weeks[^1].Last)}, entre {Cash.Weeks.Min(w => w.Closing)} et "
        + $"{Cash.Weeks.Max(w => w.Closing)}. Les valeurs sont dans le tableau qui suit.";

    public string Line => "M" + string.Join(' ', Cash.Weeks.Select((w, i) => $"{10 * i} {Down(w.Closing)}"));
    public string Zero => $"M0 {Down(Money.Zero)}H{10 * (CashForecast.Length - 1)}";

    public string WeekAddress(int at) => "/previsions?" + string.Join('&', new[]
    {
        Activity is null ? "" : "activite=" + Activity.Code, By == AsDue ? "selon=" + AsDue : "", $"semaine={at + 1}",
    }.Where(p => p.Length > 0)) + "#semaine";

    public override async Task<IActionResult> OnGetAsync()
    {
        if (!ForTeam && !Me.Can(Capability.SeeOwnActivity) || ForTeam && Code is null && !Me.Can(Capability.SeeCover))
            return Forbid();
        if (!ForTeam || Code is { Length: > 0 })
        {
            Activity = await ActivityAsync(Code);
            if (Activity is null || Activity.Id.IsStructure)
                return NotFound();
        }
        return await base.OnGetAsync();
    }

    protected override Sheet Sheet() => new("previsions", ["Semaine du", "Entrées", "Sorties", "Reste à la fin"],
        Cash.Weeks.Select(w => new object?[] { w.First, w.In, w.Out, w.Closing }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Forecast = await new ForecastReport(db, Installation, Today).ReadAsync(Activity, By == AsDue);
        if (ForTeam)
            ActivityOptions = [new("Toute la coopérative", ""), .. (await db.Activities.Where(a => a.ClosedOn == null
                && a.Id != ActivityId.Structure).OrderBy(a => a.TradeName).ToListAsync())
                .Select(a => new SelectListItem(a.TradeName, a.Code))];
        if (WeekNumber is >= 1 and <= CashForecast.Length)
        {
            Open = Cash.Weeks[WeekNumber.Value - 1];
            Rows = await RowsAsync(db, List.Of(Open.Items));
        }
    }

    /// <summary>Names and ways to the documents, for the rows that are shown only.</summary>
    private static async Task<IReadOnlyList<ForecastRow>> RowsAsync(CoopDb db, IReadOnlyList<ForecastItem> items)
    {
        var codes = items.Select(i => i.Item?.ThirdParty?.Code).Distinct().ToList();
        var names = await db.ThirdParties.Where(t => codes.Contains(t.Code))
            .ToDictionaryAsync(t => t.Code, t => t.Name);
        var addresses = await FigureLines.AddressesAsync(db, items.Where(i => i.Item is not null)
            .Select(i => i.Item!.Id.Entry));
        return [.. items.Select(i => new ForecastRow(i, Word(i), i.Item?.ThirdParty is { } party
            ? names.GetValueOrDefault(party.Code, party.Code) : i.Label,
            i.Item is { } item ? addresses.GetValueOrDefault(item.Id.Entry) : null))];
    }

    private static string Word(ForecastItem item) => item.Kind switch
    {
        ForecastKind.Customers => item.Amount.IsNegative ? "À rendre à un client" : "Facture à recevoir",
        ForecastKind.Suppliers => "Fournisseur",
        ForecastKind.People => "Note de frais",
        ForecastKind.Pay => item.Item is null ? "Salaire prévu" : "Salaire",
        ForecastKind.Charges => item.Item is null ? "Cotisations et impôt prévus" : "Cotisations et impôt",
        ForecastKind.Vat => "TVA",
        ForecastKind.Advances => "Avance à rendre",
        _ => item.Amount.IsNegative ? "À payer" : "À recevoir",
    };

    private string Down(Money amount)
    {
        var low = Math.Min(0, Cash.Weeks.Min(w => w.Closing.Cents));
        var high = Math.Max(0, Cash.Weeks.Max(w => w.Closing.Cents));
        var span = high == low ? 1 : high - low;
        return ((high - amount.Cents) * (Height - 10m) / span + 5).ToString("0.##", CultureInfo.InvariantCulture);
    }
}
