using Essaim.App.Mail;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>Sends an issued invoice or credit note to its customer by mail, with the PDF as it was issued.</summary>
public static class MailInvoice
{
    /// <summary>The file is kept before, outside the transaction (see <see cref="KeepIssuedFile"/>).</summary>
    public static Task<EmailAddress> SendAsync(WriteSession w, Invoice invoice, IssuedFile file) =>
        WriteAsync(w, invoice, file, reminded: null);

    /// <summary>Asks for what is still open; what is paid is not reminded of.</summary>
    public static async Task<EmailAddress> RemindAsync(WriteSession w, Invoice invoice, IssuedFile file)
    {
        var open = (await InvoiceStory.ReadAsync(w.Db, invoice)).Open;
        return open.IsPositive ? await WriteAsync(w, invoice, file, open)
            : throw new BrokenRuleException("Cette facture est payée. Il n’y a rien à relancer.");
    }

    private static async Task<EmailAddress> WriteAsync(
        WriteSession w, Invoice invoice, IssuedFile file, Money? reminded)
    {
        var customer = await w.Db.Customers.AsNoTracking().SingleAsync(c => c.Id == invoice.CustomerId);
        if (customer.Email is not { } address)
            throw new BrokenRuleException(
                "Ce client n’a pas d’adresse de courriel. Ajoutez-la à sa fiche, puis recommencez.");
        var coop = await w.Db.Cooperatives.AsNoTracking().SingleAsync();
        var purpose = reminded is not null ? MailPurpose.Reminder
            : invoice.Kind == SaleDocumentKind.CreditNote ? MailPurpose.CreditNote : MailPurpose.Invoice;
        var letter = (await MailTemplate.ReadAsync(w.Db, purpose)).Write(address, customer.Name, new()
        {
            ["client"] = customer.Name, ["document"] = Word(invoice.Kind), ["numéro"] = invoice.Number,
            ["montant"] = (reminded ?? invoice.Total).ToString(), ["échéance"] = FrenchText.Long(invoice.Due),
            ["enseigne"] = invoice.Content.TradeName, ["coopérative"] = coop.Name,
        });
        await Outbox.PutAsync(w, letter with
        {
            ReplyTo = await AnswersAsync(w, invoice.ActivityId, coop), Enclosed = new Enclosure(file.Name, file.Bytes),
        });
        return address;
    }

    /// <summary>The customer answers the person who works for them, or the co-op where that person has gone.</summary>
    internal static async Task<EmailAddress?> AnswersAsync(WriteSession w, ActivityId seller, Cooperative coop)
    {
        var person = (await w.Db.Activities.AsNoTracking().SingleAsync(a => a.Id == seller)).PersonId;
        var own = person is null ? null
            : (await w.Db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == person))?.Email;
        return own ?? (coop.Email.Length > 0 ? new EmailAddress(coop.Email) : null);
    }

    private static string Word(SaleDocumentKind kind) => kind switch
    {
        SaleDocumentKind.DepositInvoice => "facture d’acompte",
        SaleDocumentKind.CreditNote => "avoir",
        SaleDocumentKind.ProgressInvoice => "facture d’avancement",
        _ => "facture",
    };
}
