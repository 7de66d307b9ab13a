using Essaim.App.Data;
using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
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

    /// <summary>How many items the visitor saw and what they came to: paying the whole list pays that list.</summary>
    [BindProperty]
    public string Expected { get; set; } = "";

    public IReadOnlyList<PayableItem> All { get; private set; } = [];
    public IReadOnlyList<PayableItem> Items { get; private set; } = [];
    public IReadOnlyList<PayableItem> Shown { get; private set; } = [];
    public Money Total => Items.Sum(i => i.Amount);
    private Dictionary<ActivityId, string> _activities = [];

    public string Lede =>
        $"{Items.Count} postes, {Total} en tout, dont {Items.Where(i => i.Item.Due < Today).Sum(i => i.Amount)} "
        + "dont l’échéance est passée.";

    public string NameOf(PayableItem item) => _activities.GetValueOrDefault(item.Item.Activity, "");

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
        if (On.Length == 0)
            On = FrenchText.Short(Today);
    }

    private IEnumerable<PayableItem> Filtered(IEnumerable<PayableItem> all, DateOnly before) => all
        .Where(i => Kind.Length == 0 || i.Kind.Word() == Kind).Where(i => i.Item.Due <= before)
        .Where(i => List.Finds($"{i.Payee} {i.Label} {i.Piece}"));

    private async Task<string> PayAsync(WriteSession w, bool all, DateOnly on, Money? part)
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
        if (part is not null && wanted.Count > 1)
            throw new BrokenRuleException("Un montant partiel se note pour un seul poste. N’en cochez qu’un.");
        foreach (var item in wanted)
            await PayItem.PayAsync(w, item, part, on);
        var sum = part ?? wanted.Sum(i => i.Amount);
        return wanted.Count == 1 ? $"Règlement de {sum} noté." : $"{wanted.Count} règlements notés, {sum} en tout.";
    }
}
