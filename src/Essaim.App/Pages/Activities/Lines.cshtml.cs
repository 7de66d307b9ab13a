using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Activities;

/// <summary>All lines of one figure, fifty at a time; their total is the figure, to the cent.</summary>
public sealed class LinesModel : PeriodPage
{
    [BindProperty(SupportsGet = true, Name = "compte")]
    public string Key { get; set; } = "";

    public Figure Figure { get; private set; } = null!;
    public IReadOnlyList<LedgerLine> Rows { get; private set; } = [];
    public IReadOnlyDictionary<EntryId, string> Addresses { get; private set; } = new Dictionary<EntryId, string>();
    public Money Total { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LinesAsync() is not { } lines)
            return NotFound();
        Rows = List.Of(lines);
        Total = lines.Sum(Figure.Of);
        Addresses = await AddressesAsync(await ReadAsync(), Rows.Select(r => r.Entry));
        return List.File(ModelState, Sheet) ?? Page();
    }

    private Sheet Sheet() => new($"{Activity.Code}-{Figure.Key}-{Last:yyyy-MM-dd}",
        ["Date", "Journal", "Écriture", "Pièce", "Libellé", "Compte", "Montant"],
        [
            .. Rows.Select(l => new object?[]
            {
                l.Date, l.Journal, l.Number, l.PieceRef, l.Label, l.Account.Digits, Figure.Of(l),
            }),
            [null, null, null, null, "Total", null, Total],
        ]);

    private async Task<List<LedgerLine>?> LinesAsync()
    {
        if (Figure.Find(Key) is not { } figure)
            return null;
        Figure = figure;
        ReadPeriod();
        return await FigureLines.ReadAsync(await ReadAsync(), Activity.Id, figure, First, Last);
    }
}
