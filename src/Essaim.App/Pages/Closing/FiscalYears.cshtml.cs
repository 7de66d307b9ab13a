using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Closing;

/// <summary>The fiscal years, and opening the next one.</summary>
[Authorize(Policy = nameof(Capability.CloseMonth))]
public sealed class FiscalYearsModel : EssaimPage
{
    public IReadOnlyList<(FiscalYear Year, Money Result)> Years { get; private set; } = [];
    public FiscalYear? Following { get; private set; }

    public Task OnGetAsync() => LoadAsync();

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
        Following = years.Count == 0 ? FiscalYear.Calendar(Today.Year) : years[0].Item1.Following();
    }
}
