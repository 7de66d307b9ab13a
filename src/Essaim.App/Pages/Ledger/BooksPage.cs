using Essaim.App.Data;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Ledger;

/// <summary>What the pages of the books ask for in their address: days, an activity, a page, a file.</summary>
public abstract class BooksPage : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "du")]
    public string From { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "au")]
    public string To { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "activite")]
    public string ActivityCode { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "p")]
    public int? PageNumber { get; set; }

    [BindProperty(SupportsGet = true, Name = "format")]
    public string Format { get; set; } = "";

    public DateRange Period { get; private set; }
    public Activity? Activity { get; private set; }
    public IReadOnlyList<Activity> Activities { get; private set; } = [];
    public IReadOnlyList<FiscalYear> Years { get; private set; } = [];
    public IReadOnlyDictionary<string, string> Labels { get; private set; } = new Dictionary<string, string>();

    public bool WantsFile => Format == CsvAnswer.Format;

    /// <summary>"du … au …, Fil d’or", as the lede of the page says it.</summary>
    public string Scope => $"Du {FrenchText.Long(Period.First)} au {FrenchText.Long(Period.Last)}, "
        + (Activity is null ? "toute la coopérative." : $"{Activity.TradeName}.");

    /// <summary>The same page as a file.</summary>
    public string FileAddress => Request.Path + Request.QueryString.Add("format", CsvAnswer.Format).ToString();

    public IEnumerable<SelectListItem> ActivityOptions =>
        Activities.Select(a => new SelectListItem(a.TradeName, a.Code)).Prepend(new("Toute la coopérative", ""));

    public string LabelOf(AccountNumber account) => Labels.GetValueOrDefault(account.Digits, "");

    public string NameOf(ActivityId? id) => Activities.FirstOrDefault(a => a.Id == id)?.TradeName ?? "";

    public string CodeOf(ActivityId? id) => Activities.FirstOrDefault(a => a.Id == id)?.Code ?? "";

    /// <summary>The way to the lines of an account over the same days.</summary>
    public string LedgerAddress(AccountNumber account, ActivityId? activity = null) =>
        $"/grand-livre?compte={account.Digits}&du={FrenchText.Short(Period.First)}&au={FrenchText.Short(Period.Last)}"
        + ((activity ?? Activity?.Id) is { } id ? "&activite=" + CodeOf(id) : "");

    /// <summary>
    /// Reads the filters; without days, the fiscal year of today up to the end of this month, since whole months cost
    /// nothing to add up.
    /// </summary>
    protected async Task<CoopDb> ReadFiltersAsync()
    {
        var db = await ReadAsync();
        Years = await db.FiscalYearsAsync();
        Activities = await db.Activities.OrderBy(a => a.TradeName).ToListAsync();
        Labels = (await db.SqlAsync(r => (Number: r.GetString(0), Label: r.GetString(1)),
            "SELECT number, label FROM account")).ToDictionary(a => a.Number, a => a.Label);
        var year = Years.FirstOrDefault(y => y.Days.Contains(Today)) ?? Years.LastOrDefault()
            ?? FiscalYear.Calendar(Today.Year);
        var end = year.Days.Contains(Today) ? Month.Of(Today).LastDay : year.Days.Last;
        var first = From.Length == 0 ? year.Days.First : Read("du", () => FrenchText.ParseDate(From));
        var last = To.Length == 0 ? (first > end ? first.AddYears(1).AddDays(-1) : end)
            : Read("au", () => FrenchText.ParseDate(To));
        Period = ModelState.IsValid
            ? Read("au", () => new DateRange(first, last)) is { Days: > 0 } period && ModelState.IsValid ? period
                : year.Days
            : year.Days;
        (From, To) = ModelState.IsValid ? (FrenchText.Short(Period.First), FrenchText.Short(Period.Last)) : (From, To);
        Activity = ActivityCode.Length == 0 ? null : Activities.FirstOrDefault(a => a.Code == ActivityCode);
        if (ActivityCode.Length > 0 && Activity is null)
            ModelState.AddModelError("activite", $"Il n’y a pas d’activité « {ActivityCode} ».");
        return db;
    }
}
