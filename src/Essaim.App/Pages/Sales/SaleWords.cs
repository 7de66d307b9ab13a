using Essaim.App.Data.Sales;
using Essaim.App.Web.Components;

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
        (SaleState.ToReceive, "a-encaisser", "À encaisser", Tone.Info),
        (SaleState.Late, "en-retard", "En retard", Tone.Bad),
        (SaleState.Paid, "payee", "Payée", Tone.Ok),
        (SaleState.Credit, "avoir", "Avoir", Tone.Off),
    ];

    public static string Label(this SaleState state) => All.First(s => s.State == state).Label;

    public static Tone Tint(this SaleState state) => All.First(s => s.State == state).Tone;

    /// <summary>The page of a row of the list.</summary>
    public static string Address(SaleRow row) => row.Word == "Devis" ? $"/ventes/devis/{row.Id}"
        : row.Number is null ? $"/ventes/brouillons/{row.Id}" : $"/ventes/factures/{row.Id}";
}
