using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>
/// Options whose values the field knows: amounts, rates in percent, days, months. A value that cannot be read is bad
/// usage, said in French.
/// </summary>
public static class Amounts
{
    public static Option<Money> Money(string name, string description, bool required = false) =>
        Option(name, description, required, t => FrenchText.ParseMoney(t));

    public static Option<Money?> OptionalMoney(string name, string description) =>
        Option<Money?>(name, description, false, t => FrenchText.ParseMoney(t));

    /// <summary>A rate in percent: 10 is ten percent.</summary>
    public static Option<Rate?> Percent(string name, string description, bool required = false) =>
        Option<Rate?>(name, description, required, t => Rate.Percent(FrenchText.ParseNumber(t)));

    public static Option<decimal?> Number(string name, string description) =>
        Option<decimal?>(name, description, false, t => FrenchText.ParseNumber(t));

    public static Option<DateOnly> Day(string name, string description, bool required = true) =>
        Option(name, description, required, FrenchText.ParseDate);

    public static Option<DateOnly?> OptionalDay(string name, string description) =>
        Option<DateOnly?>(name, description, false, t => FrenchText.ParseDate(t));

    public static Option<Month> Month(string name, string description) =>
        Option(name, description, true, Essaim.Domain.Values.Month.Parse);

    private static Option<T> Option<T>(string name, string description, bool required, Func<string, T> parse) =>
        new(name)
    {
        Description = description,
        Required = required,
        CustomParser = result => Parse(result, parse),
    };

    private static T Parse<T>(ArgumentResult result, Func<string, T> parse)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        try
        {
            // Programs write a point before decimals, people a comma; 1.234 with three decimals is refused for both.
            return parse(text.ToString(CultureInfo.InvariantCulture));
        }
        catch (BrokenRuleException rule)
        {
            result.AddError(rule.Message);
            return default!;
        }
    }
}
