using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>An activity and an account to begin with, each with the reason why; null where nothing speaks for one.
/// </summary>
public sealed record ReceivedProposal(
    Activity? Activity, string ActivityReason, AccountNumber? Account, string AccountReason);

/// <summary>
/// Finds out whose a received invoice is (rapprocher du fournisseur et de l’activité): what it says first, then what
/// was done with the seller's last one.
/// </summary>
public static class MatchReceived
{
    /// <summary>By the SIREN, or because an earlier invoice of this very seller was put to the supplier.</summary>
    public static async Task<Supplier?> SupplierAsync(CoopDb db, EInvoice invoice)
    {
        if (invoice.Seller?.KnownSiren is { } siren
            && await db.Suppliers.Where(s => s.Siren == siren).OrderBy(s => s.Id).FirstOrDefaultAsync() is { } known)
            return known;
        if (invoice.Seller?.Identity is not { } identity)
            return null;
        var earlier = await db.ReceivedInvoices.Where(r => r.SellerIdentity == identity && r.SupplierId != null)
            .OrderByDescending(r => r.Id).Select(r => r.SupplierId).FirstOrDefaultAsync();
        return earlier is null ? null : await db.Suppliers.SingleAsync(s => s.Id == earlier);
    }

    /// <summary>
    /// The one supplier of the seller's name, as long as no SIREN is known of them: a name recognises nobody, so
    /// somebody decides.
    /// </summary>
    public static async Task<Supplier?> NamesakeAsync(CoopDb db, ReceivedInvoiceRow row)
    {
        var name = PlainText.InOne(row.Seller);
        var alike = (await db.Suppliers.Where(s => s.Siren == null).ToListAsync())
            .Where(s => PlainText.InOne(s.Name) == name).Take(2).ToList();
        return alike is [var one] ? one : null;
    }

    /// <summary>The activity whose code is a reference of the invoice, or a word of one.</summary>
    public static async Task<Activity?> NamedActivityAsync(CoopDb db, EInvoice invoice)
    {
        var words = References(invoice).SelectMany(r => r.Split(' ', ',', ';', '/', ':', '|').Append(r))
            .Select(w => w.Trim().ToLowerInvariant()).Where(w => w.Length > 1).Distinct().Take(100).ToList();
        var named = await db.Activities.Where(a => a.ClosedOn == null && words.Contains(a.Code)).Take(2).ToListAsync();
        return named is [var one] ? one : null;
    }

    public static async Task<ReceivedProposal> ProposeAsync(
        CoopDb db, ReceivedInvoiceRow row, EInvoice invoice)
    {
        var last = await LastAsync(db, row.SupplierId);
        var (activity, why) = await ActivityAsync(db, row, invoice, last);
        var line = last?.Content.FirstOrDefault();
        return new ReceivedProposal(activity, why, line?.Account, line is null ? ""
            : $"Le compte {line.Account} est celui de la facture {last!.Number} du même fournisseur.");
    }

    /// <summary>The same number of the same supplier, typed by hand before the file came.</summary>
    public static async Task<Purchase?> TypedAsync(CoopDb db, ReceivedInvoiceRow row)
    {
        return row.SupplierId is { } supplier ? await NumberedAsync(db, supplier, [row.NumberKept]) : null;
    }

    /// <summary>The purchase that a credit note takes back, where the note names one that is in the books.</summary>
    public static Task<Purchase?> CreditedAsync(CoopDb db, long supplier, EInvoice invoice) =>
        NumberedAsync(db, supplier, [.. invoice.Preceding.Select(p => EInvoice.Kept(p.Number)).Take(100)]);

    /// <summary>However the number was typed: case, blanks and dashes do not count.</summary>
    private static async Task<Purchase?> NumberedAsync(CoopDb db, long supplier, IReadOnlyList<string> kept)
    {
        var numbers = await db.Purchases.Where(p => p.SupplierId == supplier).OrderByDescending(p => p.Id)
            .Select(p => new { p.Id, p.Number }).ToListAsync();
        var same = numbers.FirstOrDefault(p => EInvoice.Kept(p.Number) is { Length: > 0 } number
            && kept.Contains(number));
        return same is null ? null : await db.Purchases.SingleAsync(p => p.Id == same.Id);
    }

    private static async Task<(Activity?, string)> ActivityAsync(
        CoopDb db, ReceivedInvoiceRow row, EInvoice invoice, Purchase? last)
    {
        if (await NamedActivityAsync(db, invoice) is { } named)
            return (named, $"La facture porte la référence « {string.Join(" », « ", References(invoice))} » : "
                + $"c’est pour {named.TradeName}.");
        if (row.ActivityId is { } said)
            return (await db.Activities.SingleAsync(a => a.Id == said), "Cette facture est déjà à cette activité.");
        return last is null ? (null, "")
            : (await db.Activities.SingleOrDefaultAsync(a => a.Id == last.ActivityId && a.ClosedOn == null),
                $"L’activité est celle de la facture {last.Number} de ce fournisseur, du "
                + $"{FrenchText.Short(last.Date)}.");
    }

    private static async Task<Purchase?> LastAsync(CoopDb db, long? supplier) => supplier is null ? null
        : await db.Purchases.Where(p => p.SupplierId == supplier).OrderByDescending(p => p.Id).FirstOrDefaultAsync();

    private static IEnumerable<string> References(EInvoice invoice) =>
        new[] { invoice.BuyerReference, invoice.OrderReference }.OfType<string>().Distinct();
}
