using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// A payslip that was taken back (bulletin annulé): what it said, the entry that it had, the one that reverses it, why
/// and by whom. It stays for as long as a payslip does.
/// </summary>
public sealed class CancelledPayslip
{
    public long Id { get; init; }
    public required long PersonId { get; init; }
    public required Month Month { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required YearToDate YearToDate { get; init; }
    public required PayslipSnapshot Content { get; init; }
    public required EntryId EntryId { get; init; }
    public required EntryId ReversalId { get; init; }
    public required string Reason { get; init; }
    public required string CancelledAt { get; init; }
    public required string CancelledBy { get; init; }

    /// <summary>As it was issued, for its paper.</summary>
    public PayslipRow AsIssued => new()
    {
        PersonId = PersonId, Month = Month, ActivityId = ActivityId, Gross = Content.Gross,
        TotalCost = Content.TotalCost, NetPay = Content.NetPay, YearToDate = YearToDate, Content = Content,
        EntryId = EntryId,
    };
}

/// <summary>
/// Takes a payslip back (contre-bulletin) while its month is open and nothing of it is paid; its elements can then be
/// corrected, and validating the pay again issues the right one. Afterwards only the next month corrects.
/// </summary>
public static class CancelPayslip
{
    public static async Task<CancelledPayslip> CancelAsync(
        WriteSession w, long person, Month month, string reason, string by)
    {
        if (reason.Trim().Length == 0)
            throw new BrokenRuleException("Dites pourquoi ce bulletin est annulé : la raison reste sur le papier.");
        if (await RefusalAsync(w.Db, person, month) is { } refusal)
            throw new BrokenRuleException(refusal);
        var slip = await w.Db.Payslips.AsNoTracking().SingleAsync(p => p.PersonId == person && p.Month == month);
        var head = await EntryReader.HeadAsync(w.Db, slip.EntryId);
        var reversal = await w.Ledger.PostAsync(Reversal.Of(await EntryReader.PostedAsync(w, head!), month.LastDay,
            reason, await w.Books.Items.OfEntryAsync(slip.EntryId)));
        await w.Ledger.FlushAsync();
        var cancelled = new CancelledPayslip
        {
            PersonId = person, Month = month, ActivityId = slip.ActivityId, YearToDate = slip.YearToDate,
            Content = slip.Content, EntryId = slip.EntryId, ReversalId = reversal.Id, Reason = reason.Trim(),
            CancelledAt = w.Now, CancelledBy = by,
        };
        w.Db.CancelledPayslips.Add(cancelled);
        await w.SaveAsync(); // the database lets the payslip go with it, and in no other way
        return cancelled;
    }

    /// <summary>Why it cannot be taken back; null when it can. A payment is refused when it is tried.</summary>
    public static async Task<string?> RefusalAsync(CoopDb db, long person, Month month)
    {
        if (!await db.Payslips.AnyAsync(p => p.PersonId == person && p.Month == month))
            return "Ce bulletin n’existe pas, ou il est déjà annulé. Rechargez la page.";
        if (await db.MonthClosings.AnyAsync(c => c.Month == month))
            return $"La clôture {month.AfterDe()} est faite ou commencée. Corrigez sur la paie du mois suivant.";
        if (await db.VariableSettlements.AnyAsync(s => s.PersonId == person && s.PaidMonth == month))
            return "Ce bulletin a payé une part variable d’exercice. Corrigez sur la paie du mois suivant.";
        return await db.Payslips.AnyAsync(p => p.PersonId == person && p.Month > month)
            ? "Un bulletin plus récent continue les cumuls de celui-ci. Annulez-le d’abord." : null;
    }
}
