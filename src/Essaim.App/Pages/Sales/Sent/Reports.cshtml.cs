using Essaim.App.Data.Sales.Sending;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;

namespace Essaim.App.Pages.Sales.Sent;

/// <summary>The periods that are reported to the State: their dates, where each stands, what is late.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class ReportsModel : ListPage
{
    private const int MonthsShown = 6;

    public IReadOnlyList<EReportStanding> Rows { get; private set; } = [];

    /// <summary>From when the co-op reports.</summary>
    public DateOnly Since { get; private set; }

    public bool HasBegun => Since <= Today;
    public int ToDo => Rows.Count(r => r.State is EReportState.Late or EReportState.Changed or EReportState.Refused);

    protected override Sheet Sheet() => new("e-reporting",
        ["Nature", "Du", "Au", "À déclarer avant le", "État", "Net", "TVA", "Encaissé", "Envoyée le"],
        Rows.Select(r => new object?[]
        {
            EReportWords.Name(r.Period.Kind), r.Period.First, r.Period.Last, r.Period.Due,
            EReportWords.Of(r.State).Label, r.Figures.Net, r.Figures.Vat, r.Figures.Cashed.Sum(c => c.Amount),
            r.Last?.SentAt is { } at ? CivilDay.MomentOf(at) : "",
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Since = await EReports.SinceAsync(db, Law, Today);
        Rows = List.Of(await EReports.StandingsAsync(db, Law, Today.AddMonths(-MonthsShown), Today));
    }
}
