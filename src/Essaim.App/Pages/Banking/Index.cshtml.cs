using System.Security.Cryptography;
using Essaim.App.Data.Banking;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Banking;

/// <summary>A bank account as its list shows it: what its last statement said, and how much waits.</summary>
public sealed record ShownBankAccount(BankAccountRow Row, BankStatementRow? Last, int Waiting);

/// <summary>The co-op's accounts at its banks; here statements are handed in.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
[RequestSizeLimit(BankFile.MostBytes + 100_000)]
public sealed class IndexModel : EssaimPage
{
    [BindProperty]
    public IFormFile? Statement { get; set; }

    public IReadOnlyList<ShownBankAccount> Accounts { get; private set; } = [];

    /// <summary>What the file had that was not taken: in this one answer.</summary>
    public TakenStatement? Taken { get; private set; }

    public bool HasSuspense { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        if (Statement is not { Length: > 0 } given)
            throw new BrokenRuleException("Choisissez le fichier du relevé, tel que la banque le donne.");
        var bytes = new MemoryStream();
        await given.CopyToAsync(bytes, HttpContext.RequestAborted);
        var file = BankFile.Read(bytes.ToArray());
        var from = new GivenStatement(Path.GetFileName(given.FileName),
            Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), Me.Name);
        var keys = Installation.Keys(Me.CoopId);
        Taken = await (await Installation.StoreAsync(Me.CoopId)).WriteAsync(w =>
            TakeStatement.TakeAsync(w, keys, file, from));
        if (Taken.Remarks.Count > 0)
        {
            await LoadAsync();
            return Page();
        }
        Tell(Words(Taken), Taken.Matched > 0 ? $"{Count(Taken.Matched, "mouvement pointé", "mouvements pointés")} "
            + "tout de suite : les livres les avaient déjà." : "");
        return Redirect($"/banque/{Taken.Accounts[0]}");
    }, nameof(Statement));

    public static string Words(TakenStatement taken) => taken.Added == 0 ? "Ce relevé n’apporte rien de nouveau."
        : $"{Count(taken.Added, "mouvement ajouté", "mouvements ajoutés")}"
            + (taken.Known > 0 ? $", {taken.Known} déjà là." : ".");

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var accounts = await db.BankAccounts.OrderBy(a => a.Id).ToListAsync();
        var shown = new List<ShownBankAccount>();
        foreach (var row in accounts)
            shown.Add(new ShownBankAccount(row, await BankState.LastStatementAsync(db, row.Id, Today),
                await db.BankLines.CountAsync(l => l.BankAccountId == row.Id && l.ExplainedAt == null)));
        Accounts = shown;
        HasSuspense = (await SuspenseModel.OpenAsync(db)).Count > 0;
    }

    private static string Count(long count, string one, string many) =>
        $"{FrenchText.Decimal(count, 0)} {(count == 1 ? one : many)}";
}
