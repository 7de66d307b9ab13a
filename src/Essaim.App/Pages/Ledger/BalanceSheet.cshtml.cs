using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Ledger;

/// <summary>The balance sheet of the company or of one activity on a day, beside the one of a year before.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class BalanceSheetModel : BooksPage
{
    public IReadOnlyList<StatementSide> Sides { get; private set; } = [];

    public string Lede => $"Au {FrenchText.Long(Period.Last)}, "
        + (Activity is null ? "toute la coopérative." : $"{Activity.TradeName}.");

    protected override Sheet Sheet() => SheetOf("bilan", Sides);

    protected override async Task LoadAsync()
    {
        var db = await ReadFiltersAsync();
        var books = await db.BooksAsync();
        var before = Period.Last.Month == 2 ? Month.Of(Period.Last).Add(-12).LastDay : Period.Last.AddYears(-1);
        var compares = await books.FirstDayAsync() is { } first && first <= before;
        var now = await SheetAsync(books, Period.Last);
        var then = compares ? await SheetAsync(books, before) : new BalanceSheet([], []);
        Sides =
        [
            new("Actif", "Total de l’actif", StatementSide.Compare(now.Assets, then.Assets), this, compares),
            new("Passif", "Total du passif", StatementSide.Compare(now.Liabilities, then.Liabilities), this, compares),
        ];
    }

    /// <summary>What was carried into the fiscal year and what moved since: earlier results are in equity.</summary>
    private async Task<BalanceSheet> SheetAsync(LedgerReader books, DateOnly day)
    {
        var start = Years.FirstOrDefault(y => y.Days.Contains(day))?.Days.First ?? day;
        var carried = await TrialBalance.OpeningAsync(books, Years, start, Activity?.Id);
        var moved = await books.BalancesAsync(start, day, Activity?.Id, withOpening: false);
        return BalanceSheet.From([.. carried.Concat(moved).GroupBy(b => (b.Account, b.Activity)).Select(g =>
            new AccountBalance(g.Key.Account, g.Key.Activity, null, g.Sum(b => b.Debit), g.Sum(b => b.Credit)))],
            Activity is null);
    }
}
