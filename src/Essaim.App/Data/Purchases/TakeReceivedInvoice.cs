using Essaim.App.Data.Documents;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>What an invoice that was handed in is to us.</summary>
public enum Arrival
{
    New,

    /// <summary>The very same bytes came before.</summary>
    SameFile,

    /// <summary>The same invoice came before, in another file.</summary>
    OtherFile,
}

/// <summary>The row of an invoice that was handed in: its own, or that of the one that was here before.</summary>
public sealed record TakenInvoice(ReceivedInvoiceRow Row, Arrival Arrival)
{
    public string Sentence => Arrival switch
    {
        Arrival.New => $"Facture {Row.Number} de {Row.Seller} reçue.",
        Arrival.SameFile => $"Ce fichier est déjà là : facture {Row.Number} de {Row.Seller}. Rien n’a été ajouté.",
        _ => $"La facture {Row.Number} de {Row.Seller} est déjà là, reçue dans un autre fichier. Rien n’a été "
            + "ajouté : ouvrez la première.",
    };

    /// <summary>Itself, unless it is another file of an invoice that is here: that is refused.</summary>
    public TakenInvoice OrRefused() => Arrival != Arrival.OtherFile ? this : throw new BrokenRuleException(Sentence);
}

/// <summary>
/// Takes an invoice into the inbox with its file, byte for byte (recevoir une facture). The same bytes again add
/// nothing, and neither does another file of the same invoice.
/// </summary>
public static class TakeReceivedInvoice
{
    public static async Task<TakenInvoice> TakeAsync(
        WriteSession w, ReceivedFile file, InvoiceOrigin origin, Asker by)
    {
        var invoice = file.Reading.Invoice;
        var sha256 = file.Sha256;
        if (await w.Db.ReceivedInvoices.SingleOrDefaultAsync(r => r.FileSha256 == sha256) is { } same)
            return new TakenInvoice(same, Arrival.SameFile);
        var fingerprint = invoice.Fingerprint ?? "sha256:" + sha256;
        if (await w.Db.ReceivedInvoices.SingleOrDefaultAsync(r => r.Fingerprint == fingerprint) is { } twin)
            return new TakenInvoice(twin, Arrival.OtherFile);
        var row = RowOf(file, fingerprint, origin, by, w.Now);
        row.SupplierId = (await MatchReceived.SupplierAsync(w.Db, invoice))?.Id;
        row.ActivityId = (await MatchReceived.NamedActivityAsync(w.Db, invoice))?.Id;
        w.Db.ReceivedInvoices.Add(row);
        await w.SaveAsync();
        await ReceiveDocument.KeepWholeAsync(w, new DocumentOwner(ReceivedInvoiceRow.DocumentKind, row.Id,
            row.ActivityId ?? ActivityId.Structure, true), by, file.Name, file.Bytes, toScan: !file.IsLookedAt);
        // From here on it is the co-op's to answer, whichever way it came.
        w.Db.ReceivedStatuses.Add(SetReceivedStatus.Kept(w, row.Id, ReceivedInvoiceStatus.MadeAvailable, by.Name));
        await w.SaveAsync();
        return new TakenInvoice(row, Arrival.New);
    }

    private static ReceivedInvoiceRow RowOf(
        ReceivedFile file, string fingerprint, InvoiceOrigin origin, Asker by, string now)
    {
        var (invoice, totals) = (file.Reading.Invoice, file.Reading.Invoice.Totals);
        var isEuro = invoice.Currency is null or "EUR";
        Money? Cents(decimal? amount) => amount is { } known && isEuro && decimal.Round(known, 2) == known
            ? Money.Round(invoice.TakesBackMoney ? -known : known) : null;
        return new ReceivedInvoiceRow
        {
            Fingerprint = fingerprint, FileSha256 = file.Sha256, Origin = origin,
            Seller = Short(invoice.Seller?.Name), SellerIdentity = invoice.Seller?.Identity ?? "",
            Number = Short(invoice.Number), NumberKept = EInvoice.Kept(invoice.Number),
            Date = invoice.IssueDate, Due = invoice.DueDate, Currency = Short(invoice.Currency),
            Net = Cents(totals.Net), Vat = Cents(totals.Vat), Total = Cents(totals.Gross),
            Faults = file.Reading.Faults, Stops = !file.Reading.CanBePosted,
            Status = ReceivedInvoiceStatus.MadeAvailable, MadeAt = now, MadeBy = by.Name,
        };
    }

    /// <summary>What a list can show; the file keeps the whole.</summary>
    private static string Short(string? text) => text is null ? "" : text.Length <= 200 ? text : text[..200];
}
