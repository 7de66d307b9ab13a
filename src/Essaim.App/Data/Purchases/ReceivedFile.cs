using System.Security.Cryptography;
using Essaim.App.Data.Documents;
using Essaim.App.Documents;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>
/// The file of an invoice, in hand and read (fichier reçu). One that is no invoice, too heavy or infected is refused
/// before anything of it is written.
/// </summary>
/// <param name="IsLookedAt">False while a virus scanner is set but did not answer.</param>
public sealed record ReceivedFile(string Name, byte[] Bytes, EInvoiceReading Reading, bool IsLookedAt)
{
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    public static async Task<ReceivedFile> ReadAsync(
        VirusScan scan, string name, byte[] bytes, CancellationToken cancel)
    {
        var read = Read(name, bytes);
        if (!scan.IsSet)
            return read;
        var answer = await scan.AskAsync(new MemoryStream(bytes, writable: false), cancel);
        return answer is not { Finding: { } finding } ? read with { IsLookedAt = answer is not null }
            : throw new BrokenRuleException($"Un virus a été trouvé dans « {name} » ({finding}) : le fichier n’a pas "
                + "été gardé. Prévenez le fournisseur.");
    }

    /// <summary>Where no scanner can be asked: the command line, a demonstration.</summary>
    public static ReceivedFile Read(string name, byte[] bytes)
    {
        if (bytes.Length > ReceiveDocument.Largest)
            throw new BrokenRuleException($"« {name} » pèse {ReceiveDocument.Weight(bytes.Length)}, et une facture en "
                + "pèse 15 au plus. Demandez au fournisseur une facture plus légère.");
        return new ReceivedFile(name, bytes, EInvoiceReader.Read(bytes), IsLookedAt: true);
    }

    /// <summary>The document that holds the file of a received invoice.</summary>
    public static Task<KeptDocument> DocumentAsync(CoopDb db, long id) => db.KeptDocuments.AsNoTracking()
        .SingleAsync(d => d.OwnerKind == ReceivedInvoiceRow.DocumentKind && d.OwnerId == id);

    /// <summary>
    /// What the file of an invoice that was received says, read again from its bytes; null once they are gone, because
    /// a virus was found after it came.
    /// </summary>
    public static async Task<EInvoiceReading?> ReadingAsync(CoopDb db, long id)
    {
        var document = await DocumentAsync(db, id);
        if (document.State == DocumentState.Refused)
            return null;
        var bytes = new byte[document.Size];
        await using var content = new PieceStream(db, document.Id, document.Size);
        await content.ReadExactlyAsync(bytes);
        return EInvoiceReader.Read(bytes);
    }
}
