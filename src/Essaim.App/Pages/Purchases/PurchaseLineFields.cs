using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Purchases.Orders;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>A line of a purchase as it was typed.</summary>
public sealed class TypedPurchaseLine
{
    public string Activity { get; set; } = "";
    public string Account { get; set; } = "";
    public string Description { get; set; } = "";
    public string Net { get; set; } = "";
    public string Vat { get; set; } = "";

    /// <summary>What becomes of the VAT, by its key; the empty one is of services, deducted once paid.</summary>
    public string When { get; set; } = "";

    /// <summary>How much of self-assessed VAT may be deducted, in per cent; empty is all.</summary>
    public string Deductible { get; set; } = "";

    /// <summary>The line of the order that it invoices, and how much of it; empty where there is none.</summary>
    public string OrderLine { get; set; } = "";
    public string Quantity { get; set; } = "";

    /// <summary>Of a received file, to know its line by: it is not typed.</summary>
    [BindNever]
    public decimal? Price { get; init; }

    public static readonly IReadOnlyList<(string Key, string Label, PurchaseVat Regime, bool OnPayment)> Regimes =
    [
        ("", "Déduite au règlement (service)", PurchaseVat.Deductible, true),
        ("now", "Déduite tout de suite (biens, débits)", PurchaseVat.Deductible, false),
        ("cost", "Non déductible, dans le coût", PurchaseVat.InCost, false),
        ("union", "Autoliquidée, Union européenne", PurchaseVat.SelfAssessedInUnion, false),
        ("self", "Autoliquidée, hors Union ou sous-traitance du bâtiment", PurchaseVat.SelfAssessed, false),
        ("margin", "Sur la marge, sans TVA", PurchaseVat.Margin, false),
    ];

    /// <summary>So many empty ones are added at once.</summary>
    public const int More = 3;

    public bool IsEmpty => (Account + Description + Net + Vat).Trim().Length == 0;

    public static TypedPurchaseLine Of(PurchaseLine line, string activity) => new()
    {
        Activity = activity, Account = line.Account.Digits, Description = line.Description,
        Net = FrenchText.Amount(line.Net), Vat = FrenchText.Amount(line.Vat), When = KeyOf(line),
        Deductible = line.DeductibleShare is { } share ? FrenchText.Decimal(share.ToPercent(), 4) : "",
    };

    /// <summary>What is left of a line of an order, to begin with.</summary>
    public static TypedPurchaseLine Of(OrderRest rest, string activity) => new()
    {
        Activity = activity, Account = rest.Ordered.Account?.Digits ?? "", Description = rest.Ordered.Description,
        // To the cent, as the supplier will count it for this line alone; the invoice has the last word.
        Net = FrenchText.Amount(rest.Net), Vat = FrenchText.Amount(Money.Round(rest.Ordered.Vat.Of(rest.Net))),
        OrderLine = rest.Line.ToString(CultureInfo.InvariantCulture), Quantity = rest.Quantity?.ToString() ?? "",
    };

    /// <summary>What the lines that were filled in take of an order.</summary>
    public static OrderMatch Match(
        long order, IReadOnlyList<TypedPurchaseLine> typed, IReadOnlyList<PurchaseLine> lines, bool agreed) => new(
        order, [.. typed.Where(t => !t.IsEmpty).Zip(lines, (t, l) => new InvoicedLine(
            int.TryParse(t.OrderLine, CultureInfo.InvariantCulture, out var line) ? line : null, l.Description,
            t.Quantity.Trim().Length == 0 ? null : new Quantity(FrenchText.ParseNumber(t.Quantity, "La quantité")),
            l.Net))], agreed);

    public static string LabelOf(PurchaseLine line) => Regimes.First(r => r.Key == KeyOf(line)).Label;

    /// <summary>The lines that were filled in; what is wrong names its line.</summary>
    public static async Task<List<PurchaseLine>> ReadAsync(CoopDb db, IReadOnlyList<TypedPurchaseLine> typed)
    {
        var activities = await db.Activities.ToDictionaryAsync(a => a.Code, a => a.Id);
        var accounts = (await db.Accounts.ToListAsync()).Select(a => a.Number.Digits).ToHashSet();
        return [.. typed.Index().Where(l => !l.Item.IsEmpty)
            .Select(l => l.Item.Read(l.Index + 1, activities, accounts))];
    }

    private PurchaseLine Read(int number, Dictionary<string, ActivityId> activities, HashSet<string> accounts)
    {
        try
        {
            var account = new AccountNumber(Account.Trim());
            if (!accounts.Contains(account.Digits))
                throw new BrokenRuleException($"Le compte {account} n’est pas au plan de comptes.");
            var vat = Vat.Trim().Length == 0 ? Money.Zero : FrenchText.ParseMoney(Vat);
            var (_, _, regime, onPayment) = Regimes.FirstOrDefault(r => r.Key == When, Regimes[0]);
            var line = new PurchaseLine(activities.GetValueOrDefault(Activity, ActivityId.Structure), account,
                Description.Trim(), FrenchText.ParseMoney(Net, "Le montant hors taxes"), vat, onPayment, regime,
                Deductible.Trim().Length == 0 ? null
                    : Rate.Percent(FrenchText.ParseNumber(Deductible, "La part déductible")));
            line.Check();
            return line;
        }
        catch (BrokenRuleException rule)
        {
            throw new BrokenRuleException($"Ligne {number} : {rule.Message}");
        }
    }

    private static string KeyOf(PurchaseLine line) => Regimes.First(
        r => r.Regime == line.Regime && (r.OnPayment == line.VatOnPayment || r.Regime != PurchaseVat.Deductible)).Key;
}

/// <summary>What the lines of a purchase are typed with: their choices, for the part of the form that shows them.
/// </summary>
public sealed record PurchaseLineFields(IReadOnlyList<TypedPurchaseLine> Lines, IReadOnlyList<Activity> Activities,
    IReadOnlyList<(string Number, string Label)> Accounts)
{
    /// <summary>What is left of the order that is invoiced; null where there is none.</summary>
    public IReadOnlyList<OrderRest>? Ordered { get; init; }

    public static async Task<PurchaseLineFields> OfAsync(CoopDb db, IReadOnlyList<TypedPurchaseLine> lines) => new(
        lines, await db.Activities.Where(a => a.ClosedOn == null).OrderBy(a => a.Id).ToListAsync(),
        [.. (await db.Accounts.ToListAsync()).Where(a => a.Number.Class is 2 or 6)
            .Select(a => (a.Number.Digits, a.Label)).OrderBy(a => a.Digits)]);

    public static async Task<IReadOnlyList<SelectListItem>> SuppliersAsync(CoopDb db) =>
    [
        new("Choisir…", ""), .. (await db.Suppliers.OrderBy(s => s.Name).ToListAsync())
            .Select(s => new SelectListItem(s.Name, s.Id.ToString())),
    ];

    public string CodeOf(ActivityId id) =>
        Activities.FirstOrDefault(a => a.Id == id)?.Code ?? Activity.StructureCode;
}
