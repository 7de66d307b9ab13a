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
    public static async Task<EmailAddress> SendAsync(WriteSession w, Invoice invoice, IssuedFile file) =>
        (await WriteAsync(w, invoice, file, null)).To;

    /// <summary>Asks for what is still open; <see cref="RemindCustomer"/> decides when and keeps it.</summary>
    internal static Task<(EmailAddress To, long Mail)> RemindAsync(
        WriteSession w, Invoice invoice, IssuedFile file, AskedAgain asked) => WriteAsync(w, invoice, file, asked);

    private static async Task<(EmailAddress To, long Mail)> WriteAsync(
        WriteSession w, Invoice invoice, IssuedFile file, AskedAgain? asked)
    {
        var customer = await w.Db.Customers.AsNoTracking().SingleAsync(c => c.Id == invoice.CustomerId);
        if (customer.Email is not { } address)
            throw new BrokenRuleException(
                $"{customer.Name} n’a pas d’adresse de courriel. Ajoutez-la à sa fiche, puis recommencez.");
        var coop = await w.Db.Cooperatives.AsNoTracking().SingleAsync();
        var letter = (await MailTemplate.ReadAsync(w.Db, PurposeOf(invoice, asked))).Write(address, customer.Name, new()
        {
            ["client"] = customer.Name, ["document"] = Word(invoice.Kind), ["numéro"] = invoice.Number,
            ["montant"] = (asked?.Open ?? invoice.Total).ToString(), ["échéance"] = FrenchText.Long(invoice.Due),
            ["relances"] = asked is { Before.Count: > 0 } ? "le " + string.Join(", le ",
                asked.Before.Distinct().Select(FrenchText.Long)) : "",
            // What a late payment costs is printed on the invoice of a professional, as the law of its day said it.
            ["retard"] = invoice.Content.Mentions.FirstOrDefault(SaleMentions.IsOnLatePayment) ?? "",
            ["enseigne"] = invoice.Content.TradeName, ["coopérative"] = coop.Name,
        });
        var mail = await Outbox.PutAsync(w, letter with
        {
            ReplyTo = await AnswersAsync(w, invoice.ActivityId, coop), Enclosed = new Enclosure(file.Name, file.Bytes),
        });
        return (address, mail);
    }

    private static MailPurpose PurposeOf(Invoice invoice, AskedAgain? asked) => asked?.Step switch
    {
        ReminderStep.First => MailPurpose.Reminder,
        ReminderStep.Second => DunningMails.Second,
        ReminderStep.FormalNotice => DunningMails.FormalNotice,
        _ => invoice.Kind == SaleDocumentKind.CreditNote ? MailPurpose.CreditNote : MailPurpose.Invoice,
    };

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
