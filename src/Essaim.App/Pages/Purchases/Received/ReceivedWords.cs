using Essaim.App.Data.Purchases;
using Essaim.App.Data.Purchases.Mailed;
using Essaim.App.Web.Components;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Purchases.Received;

/// <summary>How received invoices are spoken of on their pages.</summary>
public static class ReceivedWords
{
    public const string ToBook = "a-comptabiliser";
    public const string Booked = "comptabilisees";
    public const string InDispute = "en-litige";
    public const string Gone = "refusees";

    /// <summary>The states one can ask a list for, in the order of the work.</summary>
    public static readonly IReadOnlyList<(string Word, string Label)> States =
    [
        ("", "Toutes"), (ToBook, "À comptabiliser"), (InDispute, "En litige ou suspendues"),
        (Booked, "Comptabilisées"), (Gone, "Refusées"),
    ];

    /// <summary>What is left to do, before what the seller was told.</summary>
    public static (string Label, Tone Tone) StateOf(ReceivedInvoiceRow row) =>
        row.Status.IsFinal ? (row.Status.Name, Tone.Off)
        : row.Status == ReceivedInvoiceStatus.Disputed || row.Status == ReceivedInvoiceStatus.Suspended
            ? (row.Status.Name, Tone.Bad)
        : row.PurchaseId is not null ? ("Comptabilisée", Tone.Ok)
        : row.Stops ? ("À corriger", Tone.Bad) : ("À comptabiliser", Tone.Wait);

    public static IQueryable<ReceivedInvoiceRow> In(IQueryable<ReceivedInvoiceRow> rows, string state)
    {
        var final = ReceivedInvoiceStatus.All.Where(s => s.IsFinal).ToList();
        ReceivedInvoiceStatus[] stopped = [ReceivedInvoiceStatus.Disputed, ReceivedInvoiceStatus.Suspended];
        return state switch
        {
            ToBook => rows.Where(r => r.PurchaseId == null && !final.Contains(r.Status)),
            Booked => rows.Where(r => r.PurchaseId != null),
            InDispute => rows.Where(r => stopped.Contains(r.Status)),
            Gone => rows.Where(r => final.Contains(r.Status)),
            _ => rows,
        };
    }

    /// <summary>The button that sets a status.</summary>
    public static string Act(ReceivedInvoiceStatus status) => status.Code switch
    {
        204 => "Dire qu’elle est prise en charge",
        205 => "Approuver",
        206 => "Approuver en partie",
        207 => "Contester",
        208 => "Suspendre : il manque une pièce",
        210 => "Refuser",
        211 => "Dire que le paiement est parti",
        _ => status.Name,
    };

    /// <summary>An amount as the file writes it, in its own currency.</summary>
    public static string Amount(decimal? amount, string? currency) => amount is not { } known ? "—"
        : $"{Number(known)}\u00a0{(currency is null or "EUR" ? "€" : currency)}";

    /// <summary>With cents, as amounts are written; more decimals where the file has them.</summary>
    public static string Number(decimal amount) => decimal.Round(amount, 2) == amount
        ? FrenchText.Amount(Money.Round(amount)) : FrenchText.Decimal(amount, 6);

    public static string Came(ReceivedInvoiceRow row) => row.Origin switch
    {
        InvoiceOrigin.Platform => "par la plateforme agréée",
        InvoiceOrigin.Program when row.MadeBy == TakeMailed.By => "par courriel",
        InvoiceOrigin.Program => $"par un programme de {row.MadeBy}",
        InvoiceOrigin.Command => "par la ligne de commande",
        _ => $"ajoutée par {row.MadeBy}",
    };
}
