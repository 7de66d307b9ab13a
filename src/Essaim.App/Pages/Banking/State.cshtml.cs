using Essaim.App.Data.Banking;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Banking;

/// <summary>What lies between the bank and the books on a day, for the file of the closing (état de rapprochement).
/// </summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class StateModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "au")]
    public string Day { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "format")]
    public string Format { get; set; } = "";

    public BankAccountRow Account { get; private set; } = null!;
    public BankState State { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var db = await ReadAsync();
        if (await db.BankAccounts.SingleOrDefaultAsync(a => a.Id == Id) is not { } account)
            return NotFound();
        Account = account;
        var last = (await BankState.LastStatementAsync(db, Id, Today))?.ClosingOn ?? Today;
        var day = ReadDay("au", Day, last);
        State = await BankState.OfAsync(db, account, ModelState.IsValid ? day : last);
        if (Day.Length == 0)
            Day = FrenchText.Short(State.Day);
        return Format switch
        {
            CsvAnswer.Format => CsvAnswer.Of(Sheet()),
            ExcelAnswer.Format => ExcelAnswer.Of(Sheet()),
            _ => Page(),
        };
    }

    private Sheet Sheet() => new($"etat-de-rapprochement-{Account.Account.Digits}-{State.Day:yyyy-MM-dd}",
        ["Où", "Date", "Libellé", "Montant"],
        [
            ["Solde du relevé", State.BankDay, "", State.Bank],
            .. State.OnlyAtBank.Select(l => new object?[] { "À la banque seulement", l.Date, l.Text, l.Amount }),
            ["Solde des livres", State.Day, "", State.Books],
            .. State.OnlyInBooks.Select(l => new object?[] { "Dans les livres seulement", l.Date, l.Label, l.Amount }),
            ["Écart inexpliqué", State.Day, "", State.Unexplained],
        ]);
}
