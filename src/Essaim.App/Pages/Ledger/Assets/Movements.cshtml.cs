using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Ledger.Assets;

/// <summary>The table of fixed assets over a fiscal year, as the notes to the yearly accounts ask for it.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class MovementsModel : ListPage
{
    [BindProperty(SupportsGet = true, Name = "exercice")]
    public int? Asked { get; set; }

    [BindProperty(SupportsGet = true, Name = "activite")]
    public string ActivityCode { get; set; } = "";

    public FiscalYear Year { get; private set; } = FiscalYear.Calendar(2000);
    public IReadOnlyList<AssetMovements> Rows { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Years { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Activities { get; private set; } = [];
    private Dictionary<string, string> _labels = [];

    public string LabelOf(AccountNumber account) => _labels.GetValueOrDefault(account.Digits, "");

    public Movement Gross => Rows.Select(r => r.Gross).Aggregate(default(Movement), (a, b) => a + b);
    public Movement Depreciation => Rows.Select(r => r.Depreciation).Aggregate(default(Movement), (a, b) => a + b);

    protected override Sheet Sheet() => new("tableau-immobilisations",
        [
            "Compte", "Intitulé", "Brut au début", "Entrées", "Sorties", "Brut à la fin", "Amorti au début",
            "Dotations", "Amortissements sortis", "Amorti à la fin", "Net au début", "Net à la fin",
        ],
        Rows.Select(r => new object?[]
        {
            r.Account.Digits, LabelOf(r.Account), r.Gross.Opening, r.Gross.In, r.Gross.Out, r.Gross.Closing,
            r.Depreciation.Opening, r.Depreciation.In, r.Depreciation.Out, r.Depreciation.Closing, r.NetOpening,
            r.NetClosing,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var years = await db.FiscalYearsAsync();
        Year = years.FirstOrDefault(y => y.Year == Asked) ?? years.FirstOrDefault(y => y.Days.Contains(Today))
            ?? years.LastOrDefault() ?? FiscalYear.Calendar(Today.Year);
        Years = [.. years.OrderByDescending(y => y.Year).Select(y =>
            new SelectListItem(y.Year.ToString(), y.Year.ToString()))];
        var activities = await db.Activities.OrderBy(a => a.TradeName).ToListAsync();
        Activities = [new("Toute la coopérative", ""), .. activities.Select(a =>
            new SelectListItem(a.TradeName, a.Code))];
        var chosen = activities.FirstOrDefault(a => a.Code == ActivityCode)?.Id;
        _labels = await db.Accounts.ToDictionaryAsync(a => a.Number.Digits, a => a.Label);
        Rows = AssetMovements.Of(await AssetRegister.HistoriesAsync(db, chosen is null ? null
            : db.FixedAssets.Where(a => a.ActivityId == chosen)), Year.Days);
    }
}
