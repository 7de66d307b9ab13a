using Essaim.App.Data;
using Essaim.App.Data.Funding;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Funding;

/// <summary>The co-op's placed cash: where, until when, what it earned.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class PlacementsModel : ListPage
{
    [BindProperty]
    public string Label { get; set; } = "";

    [BindProperty]
    public string Bank { get; set; } = "";

    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public string PlacedOn { get; set; } = "";

    [BindProperty]
    public string MaturesOn { get; set; } = "";

    [BindProperty]
    public string Resolution { get; set; } = "";

    public IReadOnlyList<Placement> Rows { get; private set; } = [];
    public ILookup<long, PlacementMove> Moves { get; private set; } = Array.Empty<PlacementMove>().ToLookup(m => 0L);
    public Money Placed { get; private set; }
    public IReadOnlyList<SelectListItem> Banks { get; private set; } = [];

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        var bank = Read(nameof(Bank), () => new AccountNumber(Bank));
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount));
        var placed = Read(nameof(PlacedOn), () => FrenchText.ParseDate(PlacedOn));
        var matures = MaturesOn.Trim().Length == 0 ? (DateOnly?)null
            : Read(nameof(MaturesOn), () => FrenchText.ParseDate(MaturesOn));
        var id = await WriteOnceAsync(async w => (await PlaceCash.PlaceAsync(w,
            new NewPlacement(Label, bank, amount, placed, matures, Resolution), Me.Name)).Id.ToString());
        Tell("Placement noté.", "Pointez-le avec le mouvement de la banque.");
        return Redirect("/placements/" + id);
    }, nameof(Label));

    /// <summary>What a placement earned so far, whatever was shared of it.</summary>
    public Money Earned(Placement placement) =>
        Moves[placement.Id].Where(m => m.Kind != PlacementMoveKind.Shared).Sum(m => m.Income);

    protected override Sheet Sheet() => new("placements",
        ["Où", "Montant", "Placé le", "Échéance", "Rendu le", "Gagné", "Décision"],
        Rows.Select(p => new object?[]
        {
            p.Label, p.Amount, p.PlacedOn, p.MaturesOn, p.ReturnedOn, Earned(p), p.Resolution,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var all = await db.Set<Placement>().OrderByDescending(p => p.Id).ToListAsync();
        Placed = all.Where(p => p.ReturnedOn is null).Sum(p => p.Amount);
        Rows = List.Of(all);
        Moves = (await db.Set<PlacementMove>().ToListAsync()).ToLookup(m => m.PlacementId);
        Banks = await BanksAsync(db);
        if (PlacedOn.Length == 0)
            PlacedOn = FrenchText.Short(Today);
    }

    private static async Task<IReadOnlyList<SelectListItem>> BanksAsync(CoopDb db)
    {
        var banks = await db.BankAccounts.Where(b => b.ClosedOn == null).OrderBy(b => b.Id).ToListAsync();
        return banks.Count == 0 ? [new SelectListItem("Banque (512)", Accounts.Bank.Digits)]
            : [.. banks.Select(b => new SelectListItem($"{b.Name} ({b.Account})", b.Account.Digits))];
    }
}
