using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Sales;

/// <summary>One payment of a quote's plan as it is typed: a part in per cent, or an amount, or neither.</summary>
public sealed class InstalmentForm
{
    public string Label { get; set; } = "";
    public string Part { get; set; } = "";
    public string Net { get; set; } = "";
    public string Day { get; set; } = "";

    public bool IsBlank => Label.Trim().Length + Part.Trim().Length + Net.Trim().Length + Day.Trim().Length == 0;

    public static InstalmentForm Of(Instalment instalment) => new()
    {
        Label = instalment.Label,
        Part = instalment.Part is { } part ? FrenchText.Decimal(part.ToPercent(), 4) : "",
        Net = instalment.Net is { } net ? FrenchText.Amount(net) : "",
        Day = instalment.Day is { } day ? FrenchText.Short(day) : "",
    };

    /// <summary>What one starts from: a third at the order, the rest at the end.</summary>
    public static IEnumerable<InstalmentForm> Usual() =>
        [new() { Label = "Acompte à la commande", Part = "30" }, new() { Label = "Solde" }];

    public Instalment Read() => new(Label.Trim(),
        Part.Trim().Length == 0 ? null : Rate.Percent(FrenchText.ParseNumber(Part, "La part de l’échéance")),
        Net.Trim().Length == 0 ? null : FrenchText.ParseMoney(Net, "Le montant de l’échéance"),
        Day.Trim().Length == 0 ? null : FrenchText.ParseDate(Day));
}
