using Essaim.App.Data;
using Essaim.App.Data.Banking;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Banking;

/// <summary>One account of the bank: its movements with what is proposed for each, and the one that is looked at.
/// </summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class AccountModel : ListPage
{
    public const int MostShares = 3;
    private const int MostNamed = 4;
    private const int MostFound = 30;
    private Dictionary<ActivityId, string> _activities = [];
    private Dictionary<long, IReadOnlyList<BankProposal>> _proposals = [];

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>The movement that the visitor looks at.</summary>
    [BindProperty(SupportsGet = true, Name = "ligne")]
    public long? LineId { get; set; }

    /// <summary>"pointes" for those that are explained.</summary>
    [BindProperty(SupportsGet = true, Name = "etat")]
    public string State { get; set; } = "";

    /// <summary>What is looked for to explain the movement: a name, a number, an amount.</summary>
    [BindProperty(SupportsGet = true, Name = "cherche")]
    public string Wanted { get; set; } = "";

    [BindProperty]
    public PointForm Form { get; set; } = new();

    /// <summary>The sure ones as they were seen: none else is pointed.</summary>
    [BindProperty]
    public List<long> Sure { get; set; } = [];

    public BankAccountRow Account { get; private set; } = null!;
    public BankStatementRow? Last { get; private set; }
    public Money Books { get; private set; }
    public int Waiting { get; private set; }
    public IReadOnlyList<BankLineRow> Lines { get; private set; } = [];
    public BankLineRow? Line { get; private set; }
    public IReadOnlyList<BankCandidate> Found { get; private set; } = [];
    public IReadOnlyList<MatchedLine> Matched { get; private set; } = [];
    public IReadOnlyList<AccountRow> Accounts { get; private set; } = [];
    public IReadOnlyList<Activity> Activities { get; private set; } = [];

    public bool ShowsExplained => State == "pointes";
    public IReadOnlyList<BankProposal> Proposals(BankLineRow line) => _proposals.GetValueOrDefault(line.Id, []);
    public BankProposal? Best(BankLineRow line) => Proposals(line) is [var best, ..] ? best : null;

    public IReadOnlyList<BankLineRow> SureLines =>
        [.. Lines.Where(l => Best(l) is { Certainty: BankCertainty.Sure })];

    public string Address(long line) => $"/banque/{Id}?ligne={line}" + (ShowsExplained ? "&etat=pointes" : "");

    public string NameOf(BankCandidate c) =>
        c.IsBooked ? "Dans les livres" : _activities.GetValueOrDefault(c.Activity, "");

    public static string Words(BankCandidate c) =>
        string.Join(", ", new[] { c.Piece, c.PartyName.Length > 0 ? c.PartyName : c.Label }.Where(t => t.Length > 0));

    public static string Words(BankProposal p) => p switch
    {
        { Rule: { } rule } => $"Compte {rule.Account}" + (rule.Label.Length > 0 ? $", {rule.Label}" : ""),
        { Parts: [var one] } => Words(one),
        { Parts: [var first, ..] } => $"{p.Parts.Count} lignes : " + string.Join(", ", p.Parts
            .Select(c => c.Piece.Length > 0 ? c.Piece : c.Label).Distinct().Take(MostNamed).Append(first.PartyName)
            .Where(t => t.Length > 0)),
        _ => "",
    };

    /// <summary>What accepting it would leave open, or give too much.</summary>
    public string Hint(BankLineRow line, BankProposal proposal) =>
        proposal.Rule is not null || proposal.Explained == line.Amount ? "."
            : proposal.Explained.Abs() > line.Amount.Abs()
                ? $". Il resterait {proposal.Explained.Abs() - line.Amount.Abs()} à régler."
                : $". Il y a {line.Amount.Abs() - proposal.Explained.Abs()} de trop.";

    public string Lede => $"Compte {Account.Account.Digits}, {Account.Iban.Masked}. " + (Waiting == 0
        ? "Tout est pointé." : Waiting == 1 ? "Il reste une ligne à pointer."
        : $"Il reste {Waiting} lignes à pointer.");

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await (await ReadAsync()).BankAccounts.SingleOrDefaultAsync(a => a.Id == Id) is { } account)
        {
            Account = account;
            await next();
        }
        else
            context.Result = NotFound();
    }

    public Task<IActionResult> OnPostPointAsync() => ActAsync(async w =>
    {
        var choice = await Form.ReadAsync(w.Db, Account);
        await choice.DoAsync(w, Form.Line, Me.Name);
    }, "Mouvement pointé.");

    public Task<IActionResult> OnPostSuspendAsync() => ActAsync(
        w => ExplainLine.AsUnknownAsync(w, Form.Line, Me.Name), "Mis en attente sur le compte 471.");

    public Task<IActionResult> OnPostUndoAsync(long line) => TryAsync(async () =>
    {
        await WriteOnceAsync(async w => (await ExplainLine.UndoAsync(w, line)).Id.ToString());
        Tell("Pointage défait.", "Les écritures qu’il avait passées sont annulées par d’autres.");
        return Redirect($"/banque/{Id}?ligne={line}");
    });

    public Task<IActionResult> OnPostSureAsync() => TryAsync(async () =>
    {
        var done = await WriteOnceAsync(async w => (await PointSure.RunAsync(w, Account, Sure, Me.Name)).ToString());
        Tell(done == "1" ? "Un mouvement pointé." : $"{done} mouvements pointés.", "Chacun se défait.",
            "Les revoir", $"/banque/{Id}?etat=pointes");
        return Redirect($"/banque/{Id}");
    });

    protected override Sheet Sheet() => new($"banque-{Account.Account.Digits}",
        ["Date", "Date de valeur", "Libellé", "Tiers", "Référence", "Montant", "Pointé par"],
        Lines.Select(l => new object?[]
        {
            l.Date, l.ValueDate, l.Label, l.Party, l.Reference, l.Amount, l.ExplainedBy ?? "",
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Activities = await db.Activities.OrderBy(a => a.Id).ToListAsync();
        _activities = Activities.ToDictionary(a => a.Id, a => a.TradeName);
        Accounts = await db.Accounts.OrderBy(a => a.Number).ToListAsync();
        Last = await BankState.LastStatementAsync(db, Id, Today);
        Books = await BankState.BooksAsync(db, Account, Last?.ClosingOn ?? Today);
        var lines = db.BankLines.Where(l => l.BankAccountId == Id && (l.ExplainedAt != null) == ShowsExplained);
        if (List.Words.Length > 0)
            lines = lines.Where(l => (l.Label + " " + l.Party).ToLower().Contains(List.Words.ToLower()));
        Waiting = await db.BankLines.CountAsync(l => l.BankAccountId == Id && l.ExplainedAt == null);
        Lines = await List.OfAsync(ShowsExplained ? lines.OrderByDescending(l => l.Date).ThenByDescending(l => l.Id)
            : lines.OrderBy(l => l.Date).ThenBy(l => l.Id));
        if (List.WantsFile)
            return;
        Line = LineId is { } id ? await db.BankLines.SingleOrDefaultAsync(l => l.Id == id && l.BankAccountId == Id)
            : Lines.FirstOrDefault();
        _proposals = await BankCandidates.ProposeAsync(db, Account,
            [.. Lines.Append(Line).OfType<BankLineRow>().Where(l => l.ExplainedAt is null).DistinctBy(l => l.Id)]);
        if (Line is { ExplainedAt: null } line && Wanted.Trim().Length > 0)
            Found = await BankCandidates.SearchAsync(db, Account, line, Wanted, MostFound);
        if (Line is { ExplainedAt: not null } explained)
            Matched = await MatchedLine.OfAsync(db, explained.Id);
    }

    private Task<IActionResult> ActAsync(Func<WriteSession, Task> act, string done)
    {
        LineId = Form.Line;
        return TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await act(w);
                return Form.Line.ToString();
            });
            Message.Leave(TempData, new Message("ok", done, "", "Le revoir", $"/banque/{Id}?ligne={Form.Line}",
                $"/banque/{Id}?handler=undo&line={Form.Line}"));
            return Redirect($"/banque/{Id}" + await NextAsync());
        });
    }

    /// <summary>The place is kept: the next movement that waits, in the order of the list.</summary>
    private async Task<string> NextAsync()
    {
        await using var db = (await Installation.StoreAsync(Me.CoopId)).Read();
        var here = await db.BankLines.Where(l => l.Id == Form.Line).Select(l => l.Date).SingleAsync();
        var next = await db.BankLines.Where(l => l.BankAccountId == Id && l.ExplainedAt == null
            && (l.Date > here || l.Date == here && l.Id > Form.Line)).OrderBy(l => l.Date).ThenBy(l => l.Id)
            .Select(l => (long?)l.Id).FirstOrDefaultAsync();
        return next is { } line ? $"?ligne={line}" : "";
    }
}
