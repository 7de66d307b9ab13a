using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>An invoice past its day, with what was already asked (facture en retard).</summary>
public sealed record LateInvoice(long Id, string Number, DateOnly Due, long CustomerId, string Customer,
    EmailAddress? Email, Money Open, IReadOnlyList<ReminderRow> Reminders, DateOnly Today)
{
    public int DaysLate => Today.DayNumber - Due.DayNumber;

    public ReminderStep? Proposed => Dunning.Proposed(Due, [.. Reminders.Select(r => r.Made)], Today);

    /// <summary>The step that a reminder made now would be; the last one again once all were made.</summary>
    public ReminderStep Next => Dunning.After(Reminders.Select(r => r.Made)) ?? ReminderStep.FormalNotice;

    public ReminderRow? Last => Reminders.Count == 0 ? null : Reminders[^1];

    public DateOnly? Promised => Reminders.Select(r => r.PromisedFor).Max() is { } day && day >= Today ? day : null;
}

/// <summary>Finds what is late, the oldest first.</summary>
public static class LateInvoices
{
    public static async Task<List<LateInvoice>> ReadAsync(CoopDb db, ActivityId activity, DateOnly today)
    {
        var open = (await (await db.BooksAsync()).Items.OpenAsync(activity, Accounts.Customers))
            .Where(i => i.Remaining.IsPositive).GroupBy(i => i.Id.Entry)
            .ToDictionary(g => g.Key, g => g.Sum(i => i.Remaining));
        var invoices = (await db.Invoices.AsNoTracking().Where(i => i.ActivityId == activity && i.Due < today
                && i.Kind != SaleDocumentKind.CreditNote)
            .Select(i => new { i.Id, i.Number, i.Due, i.CustomerId, i.EntryId }).ToListAsync())
            .Where(i => open.ContainsKey(i.EntryId)).OrderBy(i => i.Due).ToList();
        var ids = invoices.Select(i => i.Id).ToList();
        var made = (await db.Reminders.AsNoTracking().Where(r => ids.Contains(r.InvoiceId)).OrderBy(r => r.Id)
            .ToListAsync()).ToLookup(r => r.InvoiceId);
        var customers = await db.Customers.AsNoTracking().Where(c => c.ActivityId == activity)
            .ToDictionaryAsync(c => c.Id);
        return [.. invoices.Select(i => new LateInvoice(i.Id, i.Number, i.Due, i.CustomerId,
            customers[i.CustomerId].Name, customers[i.CustomerId].Email, open[i.EntryId], [.. made[i.Id]], today))];
    }
}
