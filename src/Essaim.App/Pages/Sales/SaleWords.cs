using Essaim.App.Data.Sales;
using Essaim.App.Web.Components;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Sales;

/// <summary>How the states of sales are said and tinted, the same on every page, and where each document is.</summary>
public static class SaleWords
{
    public static readonly IReadOnlyList<(SaleState State, string Key, string Label, Tone Tone)> All =
    [
        (SaleState.Draft, "brouillon", "Brouillon", Tone.Wait),
        (SaleState.Sent, "envoye", "Envoyé", Tone.Info),
        (SaleState.Accepted, "accepte", "Accepté", Tone.Ok),
        (SaleState.Declined, "refuse", "Refusé", Tone.Off),
        (SaleState.Expired, "expire", "Expiré", Tone.Wait),
        (SaleState.Replaced, "remplace", "Remplacé", Tone.Off),
        (SaleState.ToReceive, "a-encaisser", "À encaisser", Tone.Info),
        (SaleState.Late, "en-retard", "En retard", Tone.Bad),
        (SaleState.Paid, "payee", "Payée", Tone.Ok),
        (SaleState.Credit, "avoir", "Avoir", Tone.Off),
    ];

    public static string Label(OptionState option) => option switch
    {
        OptionState.Chosen => "Option choisie",
        OptionState.Left => "Option non retenue",
        _ => "En option",
    };

    public static string Label(this SaleState state) => All.First(s => s.State == state).Label;

    public static Tone Tint(this SaleState state) => All.First(s => s.State == state).Tone;

    /// <summary>"32,00": cents always, more decimals only where the price has them.</summary>
    public static string Shown(this UnitPrice price) => decimal.Round(price.Euros, 2) == price.Euros
        ? FrenchText.Amount(Money.Round(price.Euros)) : FrenchText.Decimal(price.Euros, 4);

    /// <summary>The page of a row of the list.</summary>
    public static string Address(SaleRow row) => row.Word == "Devis" ? $"/ventes/devis/{row.Id}"
        : row.Number is null ? $"/ventes/brouillons/{row.Id}" : $"/ventes/factures/{row.Id}";
}
