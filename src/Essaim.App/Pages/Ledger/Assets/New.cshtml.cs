using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Ledger.Assets;

/// <summary>Puts in service what a purchase bought, or takes over what other books had bought.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class NewModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "ligne")]
    public string? Key { get; set; }

    [BindProperty]
    public string Label { get; set; } = "";

    [BindProperty]
    public string Whose { get; set; } = "";

    [BindProperty]
    public string Account { get; set; } = "";

    [BindProperty]
    public string Value { get; set; } = "";

    [BindProperty]
    public string Residual { get; set; } = "";

    [BindProperty]
    public string InService { get; set; } = "";

    [BindProperty]
    public string Months { get; set; } = "";

    [BindProperty]
    public string Articles { get; set; } = "1";

    [BindProperty]
    public string TakenThrough { get; set; } = "";

    [BindProperty]
    public string Taken { get; set; } = "";

    /// <summary>The line of a purchase that is put in service; null for a take-over.</summary>
    public WaitingLine? Line { get; private set; }
    public string Activity { get; private set; } = "";
    public bool IsSmall { get; private set; }
    public Money SmallBelow { get; private set; }
    public IReadOnlyList<SelectListItem> Owners { get; private set; } = [];
    public IReadOnlyList<SelectListItem> AccountOptions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        if (Key is not null && Line is null)
            return NotFound();
        if (Line is { } line)
            (Label, InService, Months) = (line.Label, FrenchText.Short(line.Date),
                AssetAccounts.WearsOut(line.Account) ? (AssetKind.Of(line.Account)?.Months.ToString() ?? "") : "0");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (Key is not null && Line is null)
            return NotFound();
        var months = Read(nameof(Months), () => AssetWords.ReadMonths(Months));
        var inService = Read(nameof(InService), () => FrenchText.ParseDate(InService));
        var residual = Residual.Trim().Length == 0 ? Money.Zero
            : Read(nameof(Residual), () => FrenchText.ParseMoney(Residual));
        var value = Line?.Value ?? Read(nameof(Value), () => FrenchText.ParseMoney(Value));
        var account = Line?.Account ?? Read(nameof(Account), () => new AccountNumber(Account.Trim()));
        var owner = Line?.Activity ?? Read(nameof(Whose), () => int.TryParse(Whose, out var id) ? new ActivityId(id)
            : throw new BrokenRuleException("Choisissez à qui est le bien."));
        var articles = Line is null ? 1 : Read(nameof(Articles), () => int.TryParse(Articles.Trim(), out var count)
            ? count : throw new BrokenRuleException("Écrivez un nombre d’articles, par exemple 1."));
        var taken = Line is null && TakenThrough.Trim().Length > 0 ? Read(nameof(TakenThrough),
            () => (TakenDepreciation?)new TakenDepreciation(Month.Parse(TakenThrough),
                Taken.Trim().Length == 0 ? Money.Zero : FrenchText.ParseMoney(Taken))) : null;
        return await TryAsync(async () =>
        {
            var terms = new DepreciationTerms(account, value, residual, inService, months, taken);
            var made = await WriteOnceAsync(async w => (await EnterAsset.EnterAsync(w, new NewAsset(owner, Label, terms,
                Line?.Entry, Line?.Line, articles), Me.Name))[0].Id.ToString());
            Tell(articles == 1 ? "Bien au registre." : $"{articles} biens au registre.", months == 0
                ? "Il ne s’amortit pas." : "Son amortissement se passera chaque fin de mois.");
            return Redirect(articles == 1 ? "/immobilisations/" + made : "/immobilisations");
        });
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var activities = await db.Activities.OrderBy(a => a.TradeName).ToListAsync();
        Owners = [new("Choisir…", ""), .. activities.Select(a => new SelectListItem(a.TradeName,
            a.Id.Value.ToString()))];
        AccountOptions = [new("Choisir…", ""), .. (await db.Accounts.ToListAsync()).Where(a =>
            AssetAccounts.IsAsset(a.Number)).OrderBy(a => a.Number).Select(a =>
                new SelectListItem($"{a.Number} {a.Label}", a.Number.Digits))];
        if (WaitingLine.Read(Key) is not var (entry, number))
            return;
        Line = await AssetRegister.LineAsync(db, entry, number);
        Activity = activities.FirstOrDefault(a => a.Id == Line?.Activity)?.TradeName ?? "";
        SmallBelow = AssetWords.SmallBelow(Law, Line?.Date ?? Today);
        IsSmall = Line?.Value < SmallBelow;
    }
}
