using System.Security.Cryptography;
using Essaim.App.Data.Documents;
using Essaim.App.Documents;
using Essaim.App.Jobs;
using Essaim.App.Mail;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases.Mailed;

/// <summary>
/// Takes the files of mails (prendre les factures d’un courriel): an e-invoice goes to the inbox of received invoices,
/// a plain PDF or a photo waits for somebody to make a purchase of it.
/// </summary>
public static class TakeMailed
{
    public const string By = "Courriel";

    /// <summary>Keeps a message as it came; null when the very same one is here already.</summary>
    public static async Task<MailedMessage?> KeepAsync(WriteSession w, byte[] bytes)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var (key, sender, subject) = bytes.Length > MailedContent.Largest ? ("sha256:" + sha256, "", "")
            : MailedContent.HeadOf(bytes);
        if (await w.Db.MailedMessages.AnyAsync(m => m.Sha256 == sha256 || m.MessageKey == key))
            return null;
        var tooLarge = bytes.Length > MailedContent.Largest;
        var message = new MailedMessage
        {
            MessageKey = key, Sha256 = sha256, Sender = sender, Subject = subject, CameAt = w.Now,
            State = tooLarge ? MailedState.Refused : MailedState.Waiting, Content = tooLarge ? null : bytes,
            Reason = tooLarge ? $"Ce courriel pèse {ReceiveDocument.Weight(bytes.Length)}, et l’on en prend 30 au plus."
                : "",
        };
        w.Db.MailedMessages.Add(message);
        await w.SaveAsync();
        return message;
    }

    /// <summary>Takes what waits; what cannot be taken is refused with its sentence, and stops nothing.</summary>
    public static async Task TakeAsync(Store store, VirusScan scan, long id, CancellationToken cancel)
    {
        MailedMessage kept;
        await using (var db = store.Read())
            kept = await db.MailedMessages.SingleAsync(m => m.Id == id);
        try
        {
            var content = MailedContent.Read(kept.Content!);
            var files = new List<Looked>();
            foreach (var file in content.Files)
                if (await LookAsync(scan, file, cancel) is { } looked)
                    files.Add(looked);
                else
                    return; // the scanner does not answer: the mail waits for it
            await store.WriteAsync(w => SortAsync(w, id, content, files), cancel);
        }
        catch (BrokenRuleException rule)
        {
            await store.WriteAsync(async w =>
            {
                var message = await w.Db.MailedMessages.SingleAsync(m => m.Id == id);
                (message.State, message.Reason) = (MailedState.Refused, rule.Message);
            }, cancel);
        }
    }

    /// <summary>Somebody knows who wrote: the mail is taken as if the program did.</summary>
    public static Task AcceptAsync(WriteSession w, long id, string by) => ChangeAsync(w, id, m =>
        (m.State, m.AcceptedBy, m.Reason) = (MailedState.Waiting, by, ""));

    /// <summary>Nothing is to be done of it; its message stays.</summary>
    public static Task DismissAsync(WriteSession w, long id, string by) => ChangeAsync(w, id, m =>
        (m.State, m.Reason) = (MailedState.Dismissed, $"Écarté par {by}."));

    /// <summary>The paper becomes a document of the purchase that was made of it.</summary>
    public static async Task AttachAsync(WriteSession w, long paper, Purchase purchase, Asker by)
    {
        var row = await w.Db.MailedPapers.SingleOrDefaultAsync(p => p.Id == paper);
        if (row is not { IsToComplete: true })
            throw new BrokenRuleException("Cette pièce a déjà son achat. Revenez à la liste des courriels.");
        await w.SaveAsync();
        await ReceiveDocument.KeepWholeAsync(w, new DocumentOwner(Purchase.DocumentKind, purchase.Id,
            purchase.ActivityId, true), by, row.Name, row.Content!, toScan: false);
        (row.PurchaseId, row.Content) = (purchase.Id, null);
    }

    private static async Task ChangeAsync(WriteSession w, long id, Action<MailedMessage> change)
    {
        var message = await w.Db.MailedMessages.SingleOrDefaultAsync(m => m.Id == id);
        if (message is not { State: MailedState.Unknown })
            throw new BrokenRuleException("Ce courriel n’attend plus de réponse. Rechargez la page.");
        change(message);
    }

    /// <summary>A file of a mail, read as far as it can be; with a reason it is not taken.</summary>
    private sealed record Looked(MailedFile File, ReceivedFile? Invoice, FoundType? Type, string Reason);

    /// <summary>Null while the virus scanner is set and does not answer.</summary>
    private static async Task<Looked?> LookAsync(VirusScan scan, MailedFile file, CancellationToken cancel)
    {
        if (file.Bytes.Length > ReceiveDocument.Largest)
            return new(file, null, null, $"Pèse {ReceiveDocument.Weight(file.Bytes.Length)}, et l’on en prend 15 au "
                + "plus.");
        var type = FoundType.Of(new MemoryStream(file.Bytes), file.Name);
        if (type is null || !(type == FoundType.Pdf || type == FoundType.Xml || type.IsPicture
            || type == FoundType.Heic))
            return new(file, null, null, "N’est ni un PDF, ni une photo, ni une facture électronique.");
        if (scan.IsSet)
        {
            var answer = await scan.AskAsync(new MemoryStream(file.Bytes, writable: false), cancel);
            if (answer is null)
                return null;
            if (answer.Finding is { } finding)
                return new(file, null, null, $"Un virus a été trouvé ({finding}).");
        }
        try
        {
            return new(file, type.IsPicture || type == FoundType.Heic ? null
                : ReceivedFile.Read(file.Name, file.Bytes), type, "");
        }
        catch (BrokenRuleException rule)
        {
            return new(file, null, type, type == FoundType.Pdf ? "" : rule.Message);
        }
    }

    private static async Task SortAsync(
        WriteSession w, long id, MailedContent content, IReadOnlyList<Looked> files)
    {
        var message = await w.Db.MailedMessages.SingleAsync(m => m.Id == id);
        if (message.State != MailedState.Waiting)
            return;
        message.ActivityId = (await ActivityAsync(w.Db, content))?.Id;
        message.SupplierId = (await SupplierAsync(w.Db, content.Sender))?.Id;
        if (message.SupplierId is null && message.AcceptedBy.Length == 0 && !await IsMemberAsync(w.Db, content.Sender))
        {
            (message.State, message.Reason) = (MailedState.Unknown, "L’adresse de l’expéditeur n’est ni celle d’un "
                + "fournisseur, ni celle d’une personne de la coopérative.");
            return;
        }
        foreach (var file in files)
            w.Db.MailedPapers.Add(await PaperAsync(w, message, file));
        (message.State, message.Content) = (MailedState.Taken, null);
        await w.SaveAsync();
    }

    private static async Task<MailedPaper> PaperAsync(WriteSession w, MailedMessage message, Looked file)
    {
        if (file.Invoice is not { } invoice)
            return new MailedPaper
            {
                MessageId = message.Id, Name = file.File.Name, MediaType = file.Type?.MediaType ?? "",
                Reason = file.Reason, Content = file.Reason.Length > 0 ? null : file.File.Bytes,
            };
        var taken = await TakeReceivedInvoice.TakeAsync(w, invoice, InvoiceOrigin.Program, new Asker(By));
        taken.Row.ActivityId ??= message.ActivityId;
        return new MailedPaper
        {
            MessageId = message.Id, Name = file.File.Name, MediaType = file.Type!.MediaType,
            ReceivedInvoiceId = taken.Row.Id, Reason = taken.Arrival == Arrival.New ? "" : taken.Sentence,
        };
    }

    /// <summary>Named by the address that the mail was sent to.</summary>
    private static async Task<Activity?> ActivityAsync(CoopDb db, MailedContent content)
    {
        var codes = content.Recipients.Select(MailedContent.SubAddress).OfType<string>().Take(10).ToList();
        var named = await db.Activities.Where(a => a.ClosedOn == null && codes.Contains(a.Code)).Take(2).ToListAsync();
        return named is [var one] ? one : null;
    }

    /// <summary>By the address where orders are sent, or the one that hears of payments.</summary>
    private static async Task<Supplier?> SupplierAsync(CoopDb db, EmailAddress? sender)
    {
        if (sender is not { } address)
            return null;
        if (await db.Suppliers.Where(s => s.Email == address).OrderBy(s => s.Id).FirstOrDefaultAsync() is { } known)
            return known;
        var payees = (await db.PayeeAccounts.Where(p => p.Email == address).Select(p => p.ThirdParty).ToListAsync())
            .Where(p => p.StartsWith("fou-", StringComparison.Ordinal)).Take(1).ToList();
        return payees is [var code] && long.TryParse(code.AsSpan(4), out var id)
            ? await db.Suppliers.SingleOrDefaultAsync(s => s.Id == id) : null;
    }

    private static async Task<bool> IsMemberAsync(CoopDb db, EmailAddress? sender) =>
        sender is { } address && await db.People.AnyAsync(p => p.Email == address);
}
