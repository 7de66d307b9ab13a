using System.Globalization;
using Essaim.Domain.Purchases;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Purchases.Received;

/// <summary>
/// The lines of a received invoice as its order knows them: one for each that the file has, with the activity and the
/// account of the order's line. Where the file's lines do not make its VAT groups, the groups stay as they are.
/// </summary>
internal static class OrderedLines
{
    public static List<TypedPurchaseLine> Of(IReadOnlyList<(VatToPost Group, TypedPurchaseLine Typed)> groups,
        EInvoice invoice, IReadOnlyList<OrderRest> rest, Func<OrderLine, string> activityOf)
    {
        var lines = new List<TypedPurchaseLine>();
        foreach (var (group, typed) in groups)
        {
            var own = invoice.CountedLines.Where(l => l.VatCategory == group.Category
                && Rate.Percent(l.VatRate ?? 0) == group.Rate && l.Net is not null).ToList();
            if (MakeUp(group, own) && (group.Vat.IsZero || typed.Vat.Length > 0))
                lines.AddRange(Split(group, typed, own));
            else
                lines.Add(typed);
        }
        foreach (var line in lines)
            Know(line, rest, activityOf);
        return lines;
    }

    /// <summary>Positive lines in whole cents that add up to the group: its VAT can be shared among them.</summary>
    private static bool MakeUp(VatToPost group, List<EInvoiceLine> own) =>
        own.Count > 0 && !group.IsSelfAssessed
        && own.All(l => l.Net > 0 && decimal.Round(l.Net.Value, 2) == l.Net)
        && own.Sum(l => Money.Round(l.Net!.Value)) == group.Net;

    private static IEnumerable<TypedPurchaseLine> Split(
        VatToPost group, TypedPurchaseLine typed, List<EInvoiceLine> own)
    {
        var nets = own.Select(l => Money.Round(l.Net!.Value)).ToList();
        var vats = group.Vat.Share([.. nets.Select(n => n.Cents)]);
        return own.Select((line, at) => new TypedPurchaseLine
        {
            Activity = typed.Activity, Account = typed.Account, Description = Short(line.Name ?? typed.Description),
            Net = FrenchText.Amount(nets[at]), Vat = typed.Vat.Length == 0 ? "" : FrenchText.Amount(vats[at]),
            When = typed.When, Price = line.NetPrice / (line.PriceBase is { } by && by != 0 ? by : 1m),
            Quantity = line.Quantity is { } quantity and >= 0m && decimal.Round(quantity, 4) == quantity
                ? FrenchText.Decimal(quantity, 4) : "",
        });
    }

    private static void Know(
        TypedPurchaseLine line, IReadOnlyList<OrderRest> rest, Func<OrderLine, string> activityOf)
    {
        if (OrderMatching.LineOf(rest, line.Description, line.Price, FrenchText.ParseMoney(line.Net)) is not { } number)
            return;
        var ordered = rest[number - 1].Ordered;
        line.OrderLine = number.ToString(CultureInfo.InvariantCulture);
        line.Activity = activityOf(ordered);
        if (ordered.Account is { } account)
            line.Account = account.Digits;
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80];
}
