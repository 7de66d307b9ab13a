using Essaim.App.Data.Approvals;
using Essaim.App.Data.Banking;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Banking;

/// <summary>A transfer of an order as its page shows it.</summary>
public sealed record ShownTransfer(PaymentTransfer Row, Payee Payee, string? Obstacle, bool IsFirst);

/// <summary>One order: what it pays and to whom, and the next step of it.</summary>
public sealed class RunModel : GrantedPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Account { get; set; } = "";

    [BindProperty]
    public string On { get; set; } = "";

    [BindProperty]
    public long TransferId { get; set; }

    [BindProperty]
    public string Why { get; set; } = "";

    public ListedRun Listed { get; private set; } = null!;
    public PaymentRun Run => Listed.Run;
    public IReadOnlyList<ShownTransfer> Transfers { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Accounts { get; private set; } = [];
    public Approval? Waiting { get; private set; }
    public bool TakesTwo { get; private set; }
    public Money Held { get; private set; }
    public bool MayChange => MayAct && Run.State == RunState.Prepared && Waiting is null;
    public bool HasActs => MayChange || MayAct && Run.State == RunState.Ordered;
    public bool IsReady => Transfers.All(t => t.Obstacle is null);
    public Money Total => Listed.Total;

    public string Lede => $"{(Listed.Transfers == 1 ? "Un virement" : $"{Listed.Transfers} virements")}, {Total} en "
        + $"tout, depuis {Listed.Account}, à exécuter le {FrenchText.Long(Run.ExecutionOn)}.";

    /// <summary>Null where the visitor may not open it.</summary>
    public string? AddressOf(Payee payee) =>
        payee.PersonId is null || Me.Can(Capability.ManagePeople) ? payee.Address : null;

    public static (string Label, Tone Tone) StateOf(PaymentState state) => state switch
    {
        PaymentState.Accepted => ("Accepté", Tone.Ok),
        PaymentState.Rejected => ("Refusé", Tone.Bad),
        _ => ("Sans réponse", Tone.Info),
    };

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return Listed is null ? NotFound() : Page();
    }

    public Task<IActionResult> OnPostChangeAsync()
    {
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        return ActAsync(async w =>
        {
            await PrepareRun.ChangeAsync(w, Id, long.TryParse(Account, out var account) ? account : 0, on);
            return "";
        }, "Ordre modifié.");
    }

    public Task<IActionResult> OnPostRemoveAsync() => ActAsync(async w =>
    {
        await PrepareRun.RemoveAsync(w, Id, TransferId);
        return "";
    }, "Virement retiré.", "Ce qu’il réglait est de nouveau à payer.");

    [FreshSignIn]
    public Task<IActionResult> OnPostAskAsync() => TryAsync(async () =>
    {
        var keys = Installation.Keys(Me.CoopId);
        TellOutcome(await WriteOnceAsync(w => OrderRun.AskAsync(w, keys, Id)), "Ordre donné.",
            "Téléchargez le fichier et remettez-le à la banque.");
        return RedirectToPage(new { Id });
    });

    public Task<IActionResult> OnPostCancelAsync() => ActAsync(async w =>
    {
        await PrepareRun.CancelAsync(w, Id);
        return "";
    }, "Ordre annulé.", "Ce qu’il réglait est de nouveau à payer.");

    /// <summary>Taking the file is written down, so it is asked by a form, not by a link.</summary>
    public Task<IActionResult> OnPostFileAsync() => TryAsync(async () =>
    {
        var keys = Installation.Keys(Me.CoopId);
        var (order, bytes) = await (await Installation.StoreAsync(Me.CoopId)).WriteAsync(w =>
            RunFile.TakeAsync(w, keys, Id, Me.Name));
        return File(bytes, "application/xml", $"virements-{order.MessageId}.xml");
    });

    public Task<IActionResult> OnPostRejectAsync() => ActAsync(async w =>
    {
        await BookRun.RejectAsync(w, TransferId, Why.Trim().Length > 0 ? Why.Trim() : throw new BrokenRuleException(
            "Dites ce que la banque a répondu : cela reste écrit à côté du virement."));
        return "";
    }, "Refus noté.", "Ce qu’il réglait est de nouveau à payer.");

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        if (await db.PaymentRuns.SingleOrDefaultAsync(r => r.Id == Id) is not { } run)
            return;
        Listed = (await RunList.OfAsync(db, [run]))[0];
        Waiting = await PrepareRun.WaitingAsync(db, Id);
        TakesTwo = await db.Cooperatives.SingleOrDefaultAsync() is not { FourEyes: false };
        var rows = await db.PaymentTransfers.Where(t => t.RunId == Id).OrderBy(t => t.Name).ThenBy(t => t.Id)
            .ToListAsync();
        var payees = await Payees.ReadAsync(db, rows.Select(t => t.ThirdParty));
        var obstacles = run.State == RunState.Prepared ? await OrderRun.ObstaclesAsync(db, Id, payees,
            Domain.Ledger.EntryChain.Instant(Time.GetUtcNow().UtcDateTime)) : [];
        var paidBefore = await PaidBeforeAsync(db);
        Transfers = [.. rows.Select(t => new ShownTransfer(t, payees[t.ThirdParty],
            obstacles.GetValueOrDefault(t.Id) is { } o ? CivilDay.Told(o) : null,
            run.State == RunState.Prepared && !paidBefore.Contains(payees[t.ThirdParty].Iban?.Index ?? "")))];
        var accounts = await db.BankAccounts.Where(a => a.ClosedOn == null).OrderBy(a => a.Id).ToListAsync();
        Accounts = [.. accounts.Select(a => new SelectListItem(a.Name, a.Id.ToString()))];
        if (await db.BankAccounts.SingleAsync(a => a.Id == run.BankAccountId) is var debited)
            Held = await BankState.BooksAsync(db, debited, Today);
        if (Account.Length == 0)
            (Account, On) = (run.BankAccountId.ToString(), FrenchText.Short(run.ExecutionOn));
    }

    /// <summary>Accounts that an order of ours has already paid to: a new one deserves a look.</summary>
    private static async Task<HashSet<string>> PaidBeforeAsync(Data.CoopDb db) =>
        [.. (await db.SqlAsync(r => SealedValue.Read(r.GetString(0)).Index, "SELECT DISTINCT t.iban "
            + "FROM payment_transfer t JOIN payment_run r ON r.id = t.run_id WHERE r.state = 'Ordered' "
            + "AND t.state <> 'Rejected'"))];

    private Task<IActionResult> ActAsync(Func<Data.WriteSession, Task<string>> act, string done, string meaning = "") =>
        TryAsync(async () =>
        {
            await WriteOnceAsync(act);
            Tell(done, meaning);
            return RedirectToPage(new { Id });
        });
}
