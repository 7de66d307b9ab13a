using System.Globalization;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Purchases.Orders;

/// <summary>One line of an order as it is typed.</summary>
public sealed class OrderLineForm
{
    public string Description { get; set; } = "";
    public string Quantity { get; set; } = "1";
    public string Unit { get; set; } = "unité";
    public string Price { get; set; } = "";
    public string Vat { get; set; } = "20";
    public string Activity { get; set; } = "";
    public string Account { get; set; } = "";

    public bool IsBlank => (Description + Price).Trim().Length == 0;

    /// <summary>What the line comes to so far; null while it cannot be read.</summary>
    public Money? Net { get; private set; }

    public static OrderLineForm Of(OrderLine line, string activity) => new()
    {
        Description = line.Description, Quantity = line.Quantity.ToString(), Unit = line.Unit, Price = line.PriceText,
        Vat = KeyOf(line.Vat), Activity = activity, Account = line.Account?.Digits ?? "",
    };

    /// <summary>As options and forms write a rate: "20", "5.5".</summary>
    public static string KeyOf(Rate rate) => rate.ToPercent().ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The line; each thing that cannot be read is told with the name of its field.</summary>
    public OrderLine? Read(OrderChoices choices, Action<string, string> wrong)
    {
        var failed = false;
        T Field<T>(string name, string word, Func<T> parse)
        {
            try
            {
                return parse();
            }
            catch (BrokenRuleException rule)
            {
                failed = true;
                wrong(name, $"{word} : {rule.Message}");
                return default!;
            }
        }
        var quantity = Field(nameof(Quantity), "quantité", () => new Quantity(FrenchText.ParseNumber(Quantity)));
        var price = Field(nameof(Price), "prix", () => new UnitPrice(FrenchText.ParseNumber(Price)));
        var vat = Field(nameof(Vat), "TVA", () => choices.RateOf(Vat));
        var account = Account.Trim().Length == 0 ? (AccountNumber?)null
            : Field<AccountNumber?>(nameof(Account), "compte", () => new AccountNumber(Account.Trim()));
        var activity = Field(nameof(Activity), "activité", () => choices.ActivityOf(Activity));
        if (failed)
            return null;
        var line = new OrderLine(activity, Description.Trim(), quantity, Unit.Trim(), price, vat, account);
        Field(nameof(Description), "désignation", () =>
        {
            line.Check();
            return true;
        });
        Net = line.Net;
        return failed ? null : line;
    }
}

/// <summary>What the lines of an order may be chosen from.</summary>
public sealed record OrderChoices(IReadOnlyList<Activity> Activities, IReadOnlyList<Rate> Rates,
    IReadOnlyList<(string Number, string Label)> Accounts)
{
    private static readonly string[] Units = ["unité", "heure", "jour", "mètre", "m²", "kg", "litre", "lot", "forfait"];

    public static IEnumerable<string> UnitsFor(string unit) => Units.Contains(unit) ? Units : Units.Append(unit);

    public IEnumerable<SelectListItem> RatesFor(string key) =>
        Rates.Select(r => new SelectListItem(r.ToString(), OrderLineForm.KeyOf(r), OrderLineForm.KeyOf(r) == key));

    public Rate RateOf(string key) => Rates.Any(r => OrderLineForm.KeyOf(r) == key)
        ? Rates.First(r => OrderLineForm.KeyOf(r) == key)
        : throw new BrokenRuleException("choisissez un taux de la liste.");

    /// <summary>The one that is named, among those for which one may order; the only one need not be named.</summary>
    public ActivityId ActivityOf(string code) => (Activities.FirstOrDefault(a => a.Code == code)
        ?? (code.Length == 0 && Activities.Count == 1 ? Activities[0] : null))?.Id
        ?? throw new BrokenRuleException("choisissez une activité de la liste.");

    public string CodeOf(ActivityId id) => Activities.FirstOrDefault(a => a.Id == id)?.Code ?? "";
}
