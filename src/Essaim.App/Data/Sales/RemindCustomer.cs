using Essaim.App.Mail;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>
/// Asks a customer for what is late (relance), by mail or otherwise, and keeps that it was asked. Nothing is booked.
/// </summary>
public static class RemindCustomer
{
    private const int LongestWords = 500;

    /// <summary>Sends the mail of the next step, with the paper as it was issued.</summary>
    public static async Task<EmailAddress> MailAsync(
        WriteSession w, Invoice invoice, IssuedFile file, DateOnly today, string by)
    {
        var (open, made) = await StandingAsync(w, invoice, today);
        if (made.Any(r => r.MadeOn == today && r.Means == ReminderMeans.Mail))
            throw new BrokenRuleException(
                $"La facture {invoice.Number} a déjà été relancée aujourd’hui. Attendez la réponse du client.");
        var step = Dunning.After(made.Select(r => r.Made)) ?? ReminderStep.FormalNotice;
        var (to, mail) = await MailInvoice.RemindAsync(w, invoice, file, new AskedAgain(step, open,
            [.. made.Select(r => r.MadeOn)]));
        Keep(w, invoice, step, open, today, by, new Noted(ReminderMeans.Mail, "", null), mail);
        return to;
    }

    /// <summary>Keeps a call or a letter, and what was promised.</summary>
    public static async Task NoteAsync(WriteSession w, Invoice invoice, Noted noted, DateOnly today, string by)
    {
        var (open, made) = await StandingAsync(w, invoice, today);
        if (noted.Words.Length > LongestWords)
            throw new BrokenRuleException($"Ce mot est trop long. Résumez-le en {LongestWords} signes.");
        if (noted.PromisedFor < today)
            throw new BrokenRuleException("Le jour promis est passé. Donnez un jour à venir, ou laissez vide.");
        if (noted.PromisedFor > today.AddYears(1))
            throw new BrokenRuleException("Le jour promis est dans plus d’un an. Vérifiez l’année.");
        // A call is no new step: it asks what the last one asked.
        var step = noted.Means == ReminderMeans.Call ? made.Select(r => r.Step).DefaultIfEmpty(ReminderStep.First).Max()
            : Dunning.After(made.Select(r => r.Made)) ?? ReminderStep.FormalNotice;
        Keep(w, invoice, step, open, today, by, noted, null);
    }

    private static async Task<(Money Open, List<ReminderRow> Made)> StandingAsync(
        WriteSession w, Invoice invoice, DateOnly today)
    {
        var open = (await InvoiceStory.ReadAsync(w.Db, invoice)).Open;
        if (!open.IsPositive)
            throw new BrokenRuleException(
                $"La facture {invoice.Number} est payée. Il n’y a rien à relancer.");
        if (invoice.Due >= today)
            throw new BrokenRuleException(
                $"La facture {invoice.Number} n’est due que le {FrenchText.Long(invoice.Due)}. Attendez ce jour.");
        return (open, await w.Db.Reminders.AsNoTracking().Where(r => r.InvoiceId == invoice.Id).OrderBy(r => r.Id)
            .ToListAsync());
    }

    private static void Keep(WriteSession w, Invoice invoice, ReminderStep step, Money open, DateOnly today, string by,
        Noted noted, long? mail) => w.Db.Reminders.Add(new ReminderRow
    {
        InvoiceId = invoice.Id, Step = step, Means = noted.Means, MadeOn = today, Amount = open, MailId = mail,
        Words = noted.Words, PromisedFor = noted.PromisedFor, MadeAt = w.Now, MadeBy = by,
    });
}

/// <summary>What somebody notes of a call or a letter.</summary>
public sealed record Noted(ReminderMeans Means, string Words, DateOnly? PromisedFor);

/// <summary>What a reminder says: how firmly, of how much, and when it was asked before.</summary>
public sealed record AskedAgain(ReminderStep Step, Money Open, IReadOnlyList<DateOnly> Before);
