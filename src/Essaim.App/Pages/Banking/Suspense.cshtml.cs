using Essaim.App.Data;
using Essaim.App.Data.Banking;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Banking;

/// <summary>A sum that waits on 471, with the words that the bank had for it.</summary>
public sealed record WaitingSum(OpenItem Item, string Label, string Number)
{
    public string Key => Item.Id.ToString();
    public Money Amount => -Item.Remaining;
}

/// <summary>Money of unknown origin (compte d’attente): here somebody says whose it was.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class SuspenseModel : EssaimPage
{
    private const int MostFound = 30;

    [BindProperty(SupportsGet = true, Name = "somme")]
    public string Sum { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "cherche")]
    public string Wanted { get; set; } = "";

    [BindProperty]
    public PointForm Form { get; set; } = new();

    public IReadOnlyList<WaitingSum> Sums { get; private set; } = [];
    public WaitingSum? Looked { get; private set; }
    public IReadOnlyList<BankCandidate> Found { get; private set; } = [];
    public IReadOnlyList<AccountRow> Accounts { get; private set; } = [];

    public static async Task<List<WaitingSum>> OpenAsync(CoopDb db)
    {
        var items = await (await db.BooksAsync()).Items.OpenAsync(ActivityId.Structure,
            Domain.Ledger.Accounts.Suspense);
        var sums = new List<WaitingSum>();
        foreach (var item in items)
            sums.AddRange(await db.SqlAsync(r => new WaitingSum(item, r.GetString(0), r.GetString(1)),
                "SELECT label, number FROM posted_entry WHERE id = @p0", item.Id.Entry.Value));
        return sums;
    }

    public Task OnGetAsync() => LoadAsync();

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        await LoadAsync();
        var sum = Looked ?? throw new BrokenRuleException("Cette somme n’attend plus. Rechargez la page.");
        var done = await WriteOnceAsync(async w => (Form.Target == PointForm.ByAccounts
            ? await KnowSuspense.ByAccountAsync(w, sum.Item.Id, await Form.DifferenceAsync(w.Db), Today)
            : await KnowSuspense.ByLinesAsync(w, sum.Item.Id, Form.ChosenIds(), Today)).ToString());
        Tell($"{done} : l’attente est finie.");
        return Redirect("/banque/attente");
    });

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Sums = await OpenAsync(db);
        Looked = Sums.FirstOrDefault(s => s.Key == Sum) ?? Sums.FirstOrDefault();
        Accounts = await db.Accounts.OrderBy(a => a.Number).ToListAsync();
        if (Looked is { } looked && Wanted.Trim().Length > 0)
            Found = await BankCandidates.SearchItemsAsync(db, looked.Amount, Wanted, MostFound);
    }
}
