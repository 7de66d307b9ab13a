using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>What somebody decides of an invoice to book: whose, on which day, due when, on which lines.</summary>
/// <param name="Lines">Positive, also those of a credit note: it is booked the other way.</param>
/// <param name="Approves">The seller is told that it is accepted.</param>
public sealed record ReceivedBooking(
    Supplier Supplier, DateOnly Date, DateOnly Due, IReadOnlyList<PurchaseLine> Lines, bool Approves)
{
    /// <summary>Of an invoice only: a credit note takes nothing of an order.</summary>
    public PurchaseTies? Ties { get; init; }
}

/// <summary>
/// Books a received invoice (comptabiliser) as the purchase that it is, to the cent, in one transaction with the status
/// that tells so. Once: an invoice that is booked stays booked.
/// </summary>
public static class BookReceived
{
    public static async Task<Purchase> BookAsync(WriteSession w, long id, ReceivedBooking booking, string by)
    {
        var row = await w.Db.ReceivedInvoices.SingleAsync(r => r.Id == id);
        RefuseDone(row);
        var reading = await ReceivedFile.ReadingAsync(w.Db, id);
        var post = ToPost(reading);
        RefuseOtherTotals(post, booking.Lines);
        // A supplier whom somebody recognised gets the SIREN that the invoice gives, if none was known.
        booking.Supplier.Siren ??= reading!.Invoice.Seller?.KnownSiren;
        var purchase = post.TakesBack
            ? await BookPurchase.CreditAsync(w, booking.Supplier, post.Number, booking.Date, booking.Lines,
                await MatchReceived.CreditedAsync(w.Db, booking.Supplier.Id, reading!.Invoice), post.Date)
            : await BookPurchase.BookAsync(w, booking.Supplier, post.Number, booking.Date, booking.Due,
                booking.Lines, post.Date, booking.Ties);
        await LinkAsync(w, row, purchase);
        if (booking.Approves && (await SetReceivedStatus.LifeAsync(w.Db, id)).MayFollow(ReceivedInvoiceStatus.Approved))
            await SetReceivedStatus.SetAsync(w, id, ReceivedInvoiceStatus.Approved, null, "", by);
        return purchase;
    }

    /// <summary>The purchase was typed before the file came: they are one, and nothing is posted.</summary>
    public static async Task<Purchase> JoinAsync(WriteSession w, long id)
    {
        var row = await w.Db.ReceivedInvoices.SingleAsync(r => r.Id == id);
        RefuseDone(row);
        var typed = await MatchReceived.TypedAsync(w.Db, row) ?? throw new BrokenRuleException(
            "Il n’y a pas d’achat saisi sous ce numéro pour ce fournisseur. Comptabilisez la facture.");
        if (await w.Db.ReceivedInvoices.AnyAsync(r => r.PurchaseId == typed.Id))
            throw new BrokenRuleException($"L’achat {typed.Number} est déjà celui d’une autre facture reçue.");
        if (row.Total != typed.Net + typed.Vat)
            throw new BrokenRuleException($"L’achat saisi est de {typed.Net + typed.Vat}, la facture reçue de "
                + $"{row.Total}. Annulez l’écriture de l’achat, ou demandez au fournisseur ce qu’il en est.");
        await LinkAsync(w, row, typed);
        return typed;
    }

    /// <summary>What can be booked of a file; what cannot is refused with the reason.</summary>
    public static InvoiceToPost ToPost(EInvoiceReading? reading)
    {
        return InvoiceToPost.Of(reading ?? throw new BrokenRuleException(
            "Un virus a été trouvé dans ce fichier après son arrivée : il n’est plus là. Demandez-en un autre."));
    }

    /// <summary>
    /// The lines are those of the invoice to the cent. Less VAT than it bears may be deducted (a car, a gift): the rest
    /// is then part of the cost. Never more.
    /// </summary>
    private static void RefuseOtherTotals(InvoiceToPost post, IReadOnlyList<PurchaseLine> lines)
    {
        var (total, vat) = (lines.Sum(l => l.Total), lines.Sum(l => l.Deducted));
        if (total != post.Total)
            throw new BrokenRuleException($"Les lignes font {total} TTC, et la facture {post.Total}. Corrigez les "
                + "lignes : il ne doit pas manquer un centime.");
        if (vat > post.Vat)
            throw new BrokenRuleException($"Les lignes déduisent {vat} de TVA, et la facture n’en porte que "
                + $"{post.Vat}. Corrigez les lignes.");
        if (post.Groups.Any(g => g.IsSelfAssessed) && !lines.Any(l => l.IsSelfAssessed))
            throw new BrokenRuleException("Cette facture est en autoliquidation : la coopérative doit elle-même la "
                + "TVA. Choisissez ce régime pour la ligne, et indiquez la TVA.");
        if (lines.Any(l => l.Net.IsNegative ? l.Vat.IsPositive : l.Vat.IsNegative))
            throw new BrokenRuleException("La TVA d’une ligne va dans le même sens que son montant. Corrigez-la.");
    }

    private static void RefuseDone(ReceivedInvoiceRow row)
    {
        if (row.PurchaseId is not null)
            throw new BrokenRuleException("Cette facture est déjà comptabilisée. Rechargez la page.");
        if (row.Status.IsFinal)
            throw new BrokenRuleException($"Cette facture est « {row.Status.Name} » : le fournisseur en fait une "
                + "autre. Attendez celle-là.");
    }

    private static async Task LinkAsync(WriteSession w, ReceivedInvoiceRow row, Purchase purchase)
    {
        await w.SaveAsync();
        (row.PurchaseId, row.SupplierId, row.ActivityId) = (purchase.Id, purchase.SupplierId, purchase.ActivityId);
        await w.SaveAsync();
    }
}
