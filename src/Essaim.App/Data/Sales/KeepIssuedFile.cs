using System.Security.Cryptography;
using System.Text;
using Essaim.App.Documents;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>
/// Keeps the Factur-X of an issued invoice (the PDF and the same as XML inside) byte for byte, chained to the file
/// before (C. com. L.123-22: ten years, as it was sent). Asked again it gives back the kept bytes; one that is
/// missing is drawn from the snapshot and then kept.
/// </summary>
public static class KeepIssuedFile
{
    /// <summary>What stands before the first file of a co-op.</summary>
    private static readonly byte[] Genesis = SHA256.HashData("essaim issued_file"u8);

    public static async Task<IssuedFile> KeepAsync(Store store, Invoice invoice)
    {
        EInvoice said;
        await using (var db = store.Read())
        {
            if (await FindAsync(db, invoice.Id) is { } kept)
                return kept;
            said = await IssuedEInvoice.ReadAsync(db, invoice);
        }
        // Drawn before the write lock is taken: it takes longer than to write it.
        var bytes = IssuedEInvoice.Paper(invoice, said);
        return await store.WriteAsync(async w =>
            await FindAsync(w.Db, invoice.Id) ?? await AddAsync(w, invoice, bytes));
    }

    /// <summary>
    /// The page of the snapshot. Its moment is noon of the invoice's day, so that bytes never differ.
    /// </summary>
    public static SalePage PageOf(Invoice invoice) => new(invoice.Kind, invoice.Number, invoice.Date, invoice.Due,
        invoice.Content, new DateTimeOffset(invoice.Date.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));

    /// <summary>The link of the chain: the file before, then what this one is called and says.</summary>
    public static byte[] Chain(byte[] previous, string name, byte[] sha256) =>
        SHA256.HashData([.. previous, .. sha256, .. Encoding.UTF8.GetBytes(name)]);

    private static async Task<IssuedFile> AddAsync(WriteSession w, Invoice invoice, byte[] bytes)
    {
        var previous = await w.Db.IssuedFiles.AsNoTracking().OrderByDescending(f => f.Id).Select(f => f.Hash)
            .FirstOrDefaultAsync() ?? Genesis;
        var (name, sha256) = ($"{invoice.Number}.pdf", SHA256.HashData(bytes));
        var file = new IssuedFile
        {
            InvoiceId = invoice.Id, Name = name, Bytes = bytes, Sha256 = sha256, Previous = previous,
            Hash = Chain(previous, name, sha256), MadeAt = w.Now,
        };
        w.Db.IssuedFiles.Add(file);
        return file;
    }

    private static Task<IssuedFile?> FindAsync(CoopDb db, long invoiceId) =>
        db.IssuedFiles.AsNoTracking().SingleOrDefaultAsync(f => f.InvoiceId == invoiceId);
}
