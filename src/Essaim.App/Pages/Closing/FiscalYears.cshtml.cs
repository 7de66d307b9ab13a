using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Closing;

/// <summary>The fiscal years, and opening the next one.</summary>
[Authorize(Policy = nameof(Capability.CloseMonth))]
public sealed class FiscalYearsModel(JobRunner runner) : EssaimPage
{
    public IReadOnlyList<(FiscalYear Year, Money Result)> Years { get; private set; } = [];
    public FiscalYear? Following { get; private set; }

    private HashSet<int> _small = [];

    public bool IsSmall(FiscalYear year) => _small.Contains(year.Year);

    public Task OnGetAsync() => LoadAsync();

    /// <summary>The file of a small year, at once.</summary>
    public async Task<IActionResult> OnGetFecAsync([FromQuery(Name = "annee")] int year)
    {
        var db = await ReadAsync();
        if (!Me.Can(Capability.KeepBooks))
            return Forbid();
        if ((await db.FiscalYearsAsync()).All(y => y.Year != year) || !await FecExportJob.IsSmallAsync(db, year))
            return NotFound();
        var store = await Installation.StoreAsync(Me.CoopId);
        var file = new MemoryStream();
        await ExportFec.WriteAsync(store, year, file);
        file.Position = 0;
        return File(file, "text/plain", await ExportFec.FileNameAsync(store, year));
    }

    /// <summary>The file of a large year, as a work that one can leave alone.</summary>
    public async Task<IActionResult> OnPostFecAsync([FromQuery(Name = "annee")] int year)
    {
        if (!Me.Can(Capability.KeepBooks))
            return Forbid();
        return await TryAsync(async () =>
        {
            await ExportFec.FileNameAsync(await Installation.StoreAsync(Me.CoopId), year);
            var job = await WriteOnceAsync(async w => (await JobQueue.AskAsync(w, FecExportJob.Kind.Key,
                year.ToString(), new Asker(Me.Name, Me.UserId))).ToString());
            runner.Call(Me.CoopId);
            return Redirect("/travaux/" + job);
        });
    }

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        await LoadAsync();
        var year = await WriteOnceAsync(async w =>
        {
            await OpenFiscalYear.OpenAsync(w, Following!);
            return Following!.Year.ToString();
        });
        Tell($"Exercice {year} ouvert.");
        return RedirectToPage();
    });

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var books = await db.BooksAsync();
        var years = new List<(FiscalYear, Money)>();
        foreach (var year in (await db.FiscalYearsAsync()).AsEnumerable().Reverse())
            years.Add((year, IncomeStatement.From(
                await books.BalancesAsync(year.Days.First, year.Days.Last, null, withOpening: false), company: true)
                    .Result));
        Years = years;
        foreach (var (year, _) in years)
            if (await FecExportJob.IsSmallAsync(db, year.Year))
                _small.Add(year.Year);
        Following = years.Count == 0 ? FiscalYear.Calendar(Today.Year) : years[0].Item1.Following();
    }
}
