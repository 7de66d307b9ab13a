using Essaim.App.Data;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>All that is to pay, to anybody; here payments are noted, of one item or of many.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class ToPayModel : ListPage
{
    [BindProperty(SupportsGet = true, Name = "nature")]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "avant")]
    public string Before { get; set; } = "";

    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    [BindProperty]
    public string On { get; set; } = "";

    [BindProperty]
    public string Amount { get; set; } = "";

    /// <summary>The account that an order to the bank debits.</summary>
    [BindProperty]
    public string Account { get; set; } = "";

    [BindProperty]
    public string ExecutionOn { get; set; } = "";

    /// <summary>How many items the visitor saw and what they came to: paying the whole list pays that list.</summary>
    [BindProperty]
    public string Expected { get; set; } = "";

    public IReadOnlyList<PayableItem> All { get; private set; } = [];
    public IReadOnlyList<PayableItem> Items { get; private set; } = [];
    public IReadOnlyList<PayableItem> Shown { get; private set; } = [];
    public Money Total => Items.Sum(i => i.Amount);
    public IReadOnlyList<SelectListItem> Accounts { get; private set; } = [];
    private Dictionary<ActivityId, string> _activities = [];
    private Dictionary<OpenItemId, long> _inRuns = [];

    public string Lede =>
        $"{Items.Count} postes, {Total} en tout, dont {Items.Where(i => i.Item.Due < Today).Sum(i => i.Amount)} "
        + "dont l’échéance est passée.";

    /// <summary>The same list, with its filters, asked for an order.</summary>
    public string OrderAddress => QueryHelpers.AddQueryString(Request.Path + Request.QueryString, "handler", "order");

    public string NameOf(PayableItem item) => _activities.GetValueOrDefault(item.Item.Activity, "");

    /// <summary>Social bodies and the State are paid on their own sites; a list of others leaves whole.</summary>
    public bool MayOrderAll => Items.Any(i => RunOf(i) is null)
        && Items.All(i => i.Kind is not (PayeeKind.SocialBody or PayeeKind.State or PayeeKind.Other));

    /// <summary>The order to the bank that the item is in; null when it is in none.</summary>
    public long? RunOf(PayableItem item) => _inRuns.TryGetValue(item.Item.Id, out var run) ? run : null;

    public async Task<IActionResult> OnPostOrderAsync(string which)
    {
        var on = Read(nameof(ExecutionOn), () => FrenchText.ParseDate(ExecutionOn));
        return await TryAsync(async () =>
        {
            var run = await WriteOnceAsync(async w => (await PrepareRun.PrepareAsync(w,
                long.TryParse(Account, out var account) ? account : 0, on, await ToOrderAsync(w, which == "all"),
                Me.Name)).Id.ToString());
            Tell($"Ordre de virement n° {run} préparé.", "Relisez-le, puis donnez-le.");
            return Redirect("/banque/virements/" + run);
        });
    }

    public async Task<IActionResult> OnPostAsync(string which)
    {
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        var part = Amount.Trim().Length == 0 ? (Money?)null : Read(nameof(Amount), () => FrenchText.ParseMoney(Amount));
        return await TryAsync(async () =>
        {
            var paid = await WriteOnceAsync(w => PayAsync(w, which == "all", on, part));
            Tell(paid);
            return Redirect(Request.Path + Request.QueryString);
        });
    }

    protected override Sheet Sheet() => new("a-payer",
        ["Échéance", "À qui", "Libellé", "Pièce", "Compte", "Activité", "Reste à payer"],
        Items.Select(i => new object?[]
        {
            i.Item.Due, i.Payee, i.Label, i.Piece, i.Item.Account.Digits, NameOf(i), i.Amount,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        _activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id, a => a.TradeName);
        var before = ReadDay("avant", Before, DateOnly.MaxValue);
        All = await PayableItems.ReadAsync(db);
        Items = [.. Filtered(All, before)];
        Shown = List.Of(Items);
        _inRuns = await RunItems.LivingAsync(db);
        Accounts = [.. (await db.BankAccounts.Where(a => a.ClosedOn == null).OrderBy(a => a.Id).ToListAsync())
            .Select(a => new SelectListItem(a.Name, a.Id.ToString()))];
        if (On.Length == 0)
            On = FrenchText.Short(Today);
        if (ExecutionOn.Length == 0)
            ExecutionOn = FrenchText.Short(Today);
    }

    private IEnumerable<PayableItem> Filtered(IEnumerable<PayableItem> all, DateOnly before) => all
        .Where(i => Kind.Length == 0 || i.Kind.Word() == Kind).Where(i => i.Item.Due <= before)
        .Where(i => List.Finds($"{i.Payee} {i.Label} {i.Piece}"));

    /// <summary>The ticked items, or all that the visitor saw; what changed since then is refused.</summary>
    private async Task<List<PayableItem>> WantedAsync(WriteSession w, bool all)
    {
        var before = Before.Trim().Length > 0 ? FrenchText.ParseDate(Before) : DateOnly.MaxValue;
        var items = Filtered(await PayableItems.ReadAsync(w.Db), before).ToList();
        if (all && Expected != $"{items.Count}:{items.Sum(i => i.Amount).Cents}")
            throw new BrokenRuleException(
                "La liste a changé depuis que vous l’avez ouverte. Relisez-la, puis recommencez.");
        var wanted = all ? items : items.Where(i => Chosen.Contains(i.Key)).ToList();
        if (!all && wanted.Count != Chosen.Distinct().Count())
            throw new BrokenRuleException("Un des postes cochés est déjà réglé. Relisez la liste, puis recommencez.");
        if (wanted.Count == 0)
            throw new BrokenRuleException("Cochez au moins un poste.");
        return wanted;
    }

    /// <summary>Of the whole list, what is in an order already stays there.</summary>
    private async Task<List<PayableItem>> ToOrderAsync(WriteSession w, bool all)
    {
        var wanted = await WantedAsync(w, all);
        var living = all ? await RunItems.LivingAsync(w.Db) : [];
        return [.. wanted.Where(i => !living.ContainsKey(i.Item.Id))];
    }

    private async Task<string> PayAsync(WriteSession w, bool all, DateOnly on, Money? part)
    {
        var wanted = await WantedAsync(w, all);
        if (part is not null && wanted.Count > 1)
            throw new BrokenRuleException("Un montant partiel se note pour un seul poste. N’en cochez qu’un.");
        foreach (var item in wanted)
            await PayItem.PayAsync(w, item, part, on);
        var sum = part ?? wanted.Sum(i => i.Amount);
        return wanted.Count == 1 ? $"Règlement de {sum} noté." : $"{wanted.Count} règlements notés, {sum} en tout.";
    }
}
