using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Ledger;

/// <summary>The balance: what each account held, moved and holds.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class BalanceModel : BooksPage
{
    private const string PerActivity = "activite";
    private static readonly string[] ClassNames =
        ["", "Capitaux", "Immobilisations", "Stocks", "Tiers", "Banque", "Charges", "Produits", "Comptes spéciaux"];

    [BindProperty(SupportsGet = true, Name = "comptes")]
    public string Prefixes { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "par")]
    public string By { get; set; } = "";

    public IReadOnlyList<TrialRow> Rows { get; private set; } = [];
    public IReadOnlyList<TrialRow> Shown { get; private set; } = [];
    public bool ByActivity => By == PerActivity;
    public int Columns => ByActivity ? 9 : 8;

    public IEnumerable<SelectListItem> ByOptions { get; } = [new("compte", ""), new("compte et activité", PerActivity)];

    public Money[] Totals =>
    [
        Rows.Sum(r => Debit(r.Opening)), Rows.Sum(r => Credit(r.Opening)),
        Rows.Sum(r => r.Debit), Rows.Sum(r => r.Credit),
        Rows.Sum(r => Debit(r.Closing)), Rows.Sum(r => Credit(r.Closing)),
    ];

    public string Proof => Prefixes.Trim().Length > 0 ? "" : Rows.Sum(r => r.Debit) == Rows.Sum(r => r.Credit)
        ? "Les débits égalent les crédits, au centime."
        : "Les débits n’égalent pas les crédits : prévenez qui tient Essaim chez vous.";

    public static string ClassName(int number) => ClassNames[number];
    public static Money Debit(Money balance) => Money.Max(balance, Money.Zero);
    public static Money Credit(Money balance) => Money.Max(-balance, Money.Zero);

    protected override Sheet Sheet() => new("balance",
        [
            "Compte", "Intitulé", "Activité", "Ouverture débit", "Ouverture crédit", "Mouvements débit",
            "Mouvements crédit", "Solde débit", "Solde crédit",
        ],
        Rows.Select(r => new object?[]
        {
            r.Account.Digits, LabelOf(r.Account), NameOf(r.Activity ?? Activity?.Id),
            Debit(r.Opening), Credit(r.Opening), r.Debit, r.Credit, Debit(r.Closing), Credit(r.Closing),
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadFiltersAsync();
        var rows = await TrialBalance.ReadAsync(await db.BooksAsync(), Years, Period, Activity?.Id, ByActivity);
        var wanted = Prefixes.Split([' ', ',', ';', '…'], StringSplitOptions.RemoveEmptyEntries);
        Rows = [.. rows.Where(r => wanted.Length == 0 || wanted.Any(r.Account.StartsWith))];
        Shown = List.Of(Rows);
    }
}
