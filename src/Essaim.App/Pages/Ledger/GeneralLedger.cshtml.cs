using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Ledger;

/// <summary>One account, line by line, with its running balance and its letters; here lines are matched.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class GeneralLedgerModel : BooksPage
{
    private const string Unmatched = "non";

    [BindProperty(SupportsGet = true, Name = "compte")]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "lettre")]
    public string Letter { get; set; } = "";

    /// <summary>Lines to match, each as "entry-line".</summary>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    /// <summary>The lines settle a part of an item: no letter yet.</summary>
    [BindProperty]
    public bool Part { get; set; }

    [BindProperty]
    public string Unmatch { get; set; } = "";

    public AccountNumber? Account { get; private set; }
    public IReadOnlyList<(LedgerLine Line, Money Balance)> Lines { get; private set; } = [];
    public Money Opening { get; private set; }

    /// <summary>The balance above the first line of the page.</summary>
    public Money Before { get; private set; }
    public Money Debit { get; private set; }
    public Money Credit { get; private set; }
    public bool HasRunning { get; private set; }

    public string Title => Account is { } account ? $"{account} {LabelOf(account)}" : "Grand livre";
    /// <summary>Lines of all accounts, when something is looked for and no account is named.</summary>
    public bool IsSearchOfAll => Account is null && Number.Trim().Length == 0 && List.Words.Length > 0;

    public bool HasLines => Account is not null || IsSearchOfAll;

    public string CountText => !HasLines ? "Choisissez un compte, ou cherchez dans tous."
        : List.Pager.Total == 1 ? "Une ligne."
        : $"{List.Pager.Total} lignes.";

    /// <summary>Lines of third parties and of suspense are matched, the others are not.</summary>
    public bool CanMatch => Account is { Class: 4 };

    public string BalanceAddress =>
        $"/balance?du={List.From}&au={List.To}" + (Activity is null ? "" : "&activite=" + Activity.Code);

    public IEnumerable<SelectListItem> LetterOptions { get; } =
        [new("toutes les lignes", ""), new("non lettrées", Unmatched)];

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        if (Unmatch.Length > 0)
        {
            await WriteOnceAsync(async w =>
            {
                await MatchLines.UnmatchAsync(w, OpenItemId.Parse(Unmatch));
                return "";
            });
            Tell("Lettre retirée.");
        }
        else
        {
            var said = await WriteOnceAsync(async w => await MatchLines.MatchAsync(w,
                [.. Chosen.Select(OpenItemId.Parse)], Part) is { Letter: { } letter } ? $"Lignes lettrées {letter}."
                : "Poste réglé en partie.");
            Tell(said, Part ? "La lettre viendra avec le reste. Pour défaire, annulez l’écriture qui règle." : "");
        }
        return Redirect(Request.Path + Request.QueryString);
    });

    protected override async Task LoadAsync()
    {
        var db = await ReadFiltersAsync();
        if (Number.Trim().Length == 0 && !IsSearchOfAll)
            return;
        if (!IsSearchOfAll)
            Account = Read("compte", () => new AccountNumber(Number.Trim())) is { } account && ModelState.IsValid
                ? account : null;
        if (!HasLines || !ModelState.IsValid)
            return;
        var query = Query();
        (var count, Debit, Credit) = await AccountLines.TotalsAsync(db, query);
        var (skip, take) = List.Of(count);
        var page = await AccountLines.PageAsync(db, query, skip, take);
        HasRunning = !query.IsSearch;
        if (HasRunning && Account is { } running)
        {
            Opening = (await TrialBalance.OpeningAsync(await db.BooksAsync(), Years, Period.First, Activity?.Id,
                running)).Sum(b => b.Balance);
            Before = Opening + await AccountLines.MovedBeforeAsync(db, query, skip);
        }
        Lines = Running(page);
    }

    private List<(LedgerLine, Money)> Running(List<LedgerLine> page)
    {
        var balance = Before;
        return [.. page.Select(line => (line, balance += line.Debit - line.Credit))];
    }

    private AccountQuery Query()
    {
        var words = List.Words;
        var amount = AmountOf(words);
        return new AccountQuery(Account, Activity?.Id, Period)
        {
            Amount = amount, Text = words.Length == 0 || amount is not null ? null : words,
            OnlyUnmatched = Letter == Unmatched,
        };
    }

    /// <summary>What looks like an amount is one; anything else is a word.</summary>
    private static Money? AmountOf(string words)
    {
        try
        {
            return words.Length > 0 && char.IsAsciiDigit(words[0]) ? FrenchText.ParseMoney(words) : null;
        }
        catch (BrokenRuleException)
        {
            return null;
        }
    }

    protected override Sheet? Sheet() => !HasLines ? null : new($"grand-livre-{Account?.Digits ?? "recherche"}",
        [
            "Compte", "Date", "Journal", "Écriture", "Pièce", "Libellé", "Tiers", "Activité", "Débit", "Crédit",
            "Lettre",
        ],
        Lines.Select(l => l.Line).Select(l => new object?[]
        {
            l.Account.Digits, l.Date, l.Journal, l.Number, l.PieceRef, l.Label, l.ThirdParty, NameOf(l.Activity),
            l.Debit, l.Credit, l.Letter,
        }));
}
