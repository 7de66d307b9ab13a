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

    public IReadOnlyList<PlacementState> Rows { get; private set; } = [];
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

    protected override Sheet Sheet() => new("placements",
        ["Où", "Montant", "Placé le", "Échéance", "Rendu le", "Gagné", "Décision"],
        Rows.Select(p => new object?[]
        {
            p.Placement.Label, p.Placement.Amount, p.Placement.PlacedOn, p.Placement.MaturesOn, p.ReturnedOn, p.Earned,
            p.Placement.Resolution,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var all = await PlaceCash.ListAsync(db);
        Placed = all.Where(p => p.Runs).Sum(p => p.Placement.Amount);
        Rows = List.Of(all);
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
