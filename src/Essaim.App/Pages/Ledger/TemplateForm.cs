using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Ledger;

/// <summary>One line of a template as typed: its column, and where its amount comes from.</summary>
public sealed class TemplateLineForm
{
    private const string DebitSide = "debit";

    public string Account { get; set; } = "";
    public string Activity { get; set; } = "";
    public string ThirdParty { get; set; } = "";
    public string Label { get; set; } = "";
    public string Side { get; set; } = DebitSide;
    public string From { get; set; } = nameof(TemplateAmount.Empty);

    /// <summary>Euros of a fixed line, percent of a share.</summary>
    public string Value { get; set; } = "";

    public bool IsEmpty => (Account + ThirdParty + Label + Value).Trim().Length == 0;

    public static IEnumerable<SelectListItem> Sides { get; } = [new("débit", DebitSide), new("crédit", "credit")];

    public static IEnumerable<SelectListItem> Origins { get; } =
        [.. Enum.GetValues<TemplateAmount>().Select(f => new SelectListItem(TemplateWords.Of(f), f.ToString()))];

    public static TemplateLineForm Of(TemplateLine line) => new()
    {
        Account = line.Account, Activity = line.Activity, ThirdParty = line.ThirdParty, Label = line.Label,
        Side = line.IsDebit ? DebitSide : "credit", From = line.From.ToString(),
        Value = line.From switch
        {
            TemplateAmount.Fixed => FrenchText.Amount(line.Fixed),
            TemplateAmount.Share => FrenchText.Decimal(line.Share.ToPercent(), 4),
            _ => "",
        },
    };

    /// <summary>A line of an entry, kept with its amount.</summary>
    public static TemplateLineForm Of(
        string account, string activity, string party, string label, Money amount) => new()
    {
        Account = account, Activity = activity, ThirdParty = party, Label = label,
        Side = amount.IsNegative ? "credit" : DebitSide, From = nameof(TemplateAmount.Fixed),
        Value = FrenchText.Amount(amount.Abs()),
    };

    public TemplateLine Read(int number, IReadOnlySet<string> accounts, IReadOnlySet<string> activities)
    {
        try
        {
            var account = new AccountNumber(Account.Trim());
            if (!accounts.Contains(account.Digits))
                throw new BrokenRuleException($"le compte {account} n’est pas au plan de comptes.");
            if (!activities.Contains(Activity))
                throw new BrokenRuleException("choisissez une activité.");
            var from = Enum.TryParse<TemplateAmount>(From, out var known) ? known : TemplateAmount.Empty;
            return new TemplateLine(account.Digits, Activity, ThirdParty.Trim(), Label.Trim(), Side == DebitSide, from,
                from == TemplateAmount.Fixed ? FrenchText.ParseMoney(Value) : Money.Zero,
                from == TemplateAmount.Share ? Rate.Percent(FrenchText.ParseNumber(Value, "La part")) : Rate.Zero);
        }
        catch (BrokenRuleException rule)
        {
            throw new BrokenRuleException($"Ligne {number} : {rule.Message}");
        }
    }
}
