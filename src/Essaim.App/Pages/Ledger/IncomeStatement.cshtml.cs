using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Ledger;

/// <summary>The income statement of the company or of one activity, beside the same months of a year before.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class IncomeStatementModel : BooksPage
{
    public IncomeStatement Now { get; private set; } = new([], []);
    public IncomeStatement Before { get; private set; } = new([], []);
    public bool Compares { get; private set; }

    public IReadOnlyList<StatementSide> Sides =>
    [
        new("Produits", "Total des produits", StatementSide.Compare(Now.Income, Before.Income), this, Compares),
        new("Charges", "Total des charges", StatementSide.Compare(Now.Costs, Before.Costs), this, Compares),
    ];

    protected override Sheet Sheet() => SheetOf("compte-de-resultat", Sides);

    protected override async Task LoadAsync()
    {
        var db = await ReadFiltersAsync();
        var books = await db.BooksAsync();
        var last = Month.Of(Period.Last).LastDay == Period.Last
            ? Month.Of(Period.Last).Add(-12).LastDay
            : Period.Last.AddYears(-1);
        Compares = await books.FirstDayAsync() is { } first && first <= last;
        Now = await ReadAsync(books, Period);
        if (Compares)
            Before = await ReadAsync(books, new DateRange(Period.First.AddYears(-1), last));
    }

    private async Task<IncomeStatement> ReadAsync(LedgerReader books, DateRange days) => IncomeStatement.From(
        await books.BalancesAsync(days.First, days.Last, Activity?.Id, withOpening: false), Activity is null);
}
