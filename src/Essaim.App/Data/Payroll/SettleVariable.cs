using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// The variable part of a year (régularisation annuelle, Code du travail R. 7331-12): its clauses, the debt that
/// closing enters, and the month of pay that pays it and takes the debt back.
/// </summary>
public static class SettleVariable
{
    /// <summary>The fiscal year that ends with a month; null for the others.</summary>
    public static async Task<FiscalYear?> EndingAsync(CoopDb db, Month month) =>
        (await db.FiscalYearsAsync()).Find(y => Month.Of(y.Days.Last) == month);

    public static async Task<long> ClauseAsync(WriteSession w, long? contract, VariableClause clause, DateOnly from,
        string by)
    {
        clause.Checked();
        if (contract is { } id && !await w.Db.Contracts.AnyAsync(c => c.Id == id && c.Kind == ContractKind.Cesa))
            throw new BrokenRuleException("Choisissez un Cesa, ou tous.");
        if (await w.Db.VariableClauses.AnyAsync(c => c.ContractId == contract && c.FromDay == from))
            throw new BrokenRuleException(
                $"Une clause vaut déjà à partir du {FrenchText.Long(from)}. Donnez un autre jour.");
        var row = new VariableClauseRow
        {
            ContractId = contract, FromDay = from, Content = clause, MadeAt = w.Now, MadeBy = by,
        };
        w.Db.VariableClauses.Add(row);
        await w.SaveAsync();
        return row.Id;
    }

    /// <summary>
    /// Enters what a year leaves for one person, on its last day; changed figures replace the entry by a new one.
    /// Asked again with the same figures it does nothing. How many entries it wrote.
    /// </summary>
    public static async Task<int> PostAsync(WriteSession w, FiscalYear year, VariableProposal asked, string by)
    {
        var row = await w.Db.VariableSettlements.SingleOrDefaultAsync(
            s => s.Year == year.Year && s.PersonId == asked.Person.Id);
        if (asked.Due is not { } due || asked.Problem is not null || row?.PaidMonth is not null
            || row is not null && row.Cost == due.Cost && row.Carried == due.CarriedOn)
            return 0;
        if (year.IsClosed)
            throw new BrokenRuleException(
                $"L’exercice {year.Year} est clos : plus aucune dette n’y entre. Voyez l’expert-comptable.");
        var entries = 0;
        if (row?.EntryId is { } old)
        {
            await TakeBackAsync(w, old, year.Days.Last, "part variable recalculée");
            entries++;
        }
        if (row is null)
        {
            row = new VariableSettlementRow
            {
                Year = year.Year, PersonId = asked.Person.Id, ActivityId = asked.Activity.Id, Content = due,
                Cost = due.Cost, Gross = asked.Gross, Carried = due.CarriedOn, PostedAt = w.Now, PostedBy = by,
            };
            w.Db.VariableSettlements.Add(row);
        }
        (row.Content, row.Cost, row.Gross, row.Carried) = (due, due.Cost, asked.Gross, due.CarriedOn);
        (row.PostedAt, row.PostedBy, row.ActivityId, row.EntryId) = (w.Now, by, asked.Activity.Id, null);
        if (!due.Cost.IsPositive)
            return entries;
        await KnownAccounts.KnowAsync(w, Accounts.VariablePayOwed, Accounts.VariablePayCharges);
        // The whole cost is owed: what the gross part does not hold is charges, to the cent.
        row.EntryId = (await w.Ledger.PostAsync(PayPosting.VariableDue(asked.Activity.Id, year.Days.Last, asked.Gross,
            due.Cost - asked.Gross, row.Document))).Id;
        return entries + 1;
    }

    /// <summary>Why a year's debts cannot be entered now; null when they can.</summary>
    public static async Task<string?> RefusalAsync(CoopDb db, PayCalculator calculator, FiscalYear year, DateOnly today)
    {
        var last = Month.Of(year.Days.Last);
        if (year.IsClosed)
            return $"L’exercice {year.Year} est clos : plus aucune dette n’y entre.";
        if (year.Days.Last >= today)
            return $"L’exercice {year.Year} finit le {FrenchText.Long(year.Days.Last)} : d’ici là, ces montants "
                + "changent.";
        if (await db.ScalarAsync("SELECT 1 FROM month_lock WHERE month = @p0", last.Number) is not null)
            return $"Le mois {last.AfterDe()} est clos : il a inscrit ce qui était dû quand il l’a été.";
        var unpaid = calculator.Law is { FirstPayMonth: { } from, LastPayMonth: { } to } && last >= from && last <= to
            ? (await new PayOrders(db, calculator).ProposeAsync(last)).Count(p => p.Order is not null
                || p.Problem is not null) : 0;
        return unpaid == 0 ? null : $"La paie {last.AfterDe()} n’est pas encore passée. Clôturez ce mois : "
            + "il inscrira ces dettes de lui-même, après les salaires.";
    }

    /// <summary>What one payslip of the month pays, by person; nothing for most months.</summary>
    public static async Task<Dictionary<long, VariableSettlementRow>> DueInAsync(CoopDb db, Month month)
    {
        var years = await db.VariableYears.Where(y => y.PayMonth == month).Select(y => y.Year).ToListAsync();
        return years.Count == 0 ? [] : (await db.VariableSettlements.Where(s => years.Contains(s.Year)
                && s.EntryId != null && s.PaidMonth == null).OrderBy(s => s.Year).ToListAsync())
            .GroupBy(s => s.PersonId).ToDictionary(g => g.Key, g => g.First());
    }

    /// <summary>The payslip is posted: the debt is taken back the same day, in the same transaction.</summary>
    internal static async Task PaidAsync(WriteSession w, PayOrder order, Month month)
    {
        if (order is not { Settlement: { EntryId: { } debt } settlement, Paid: { } paid })
            return;
        var row = await w.Db.VariableSettlements.SingleAsync(
            s => s.Year == settlement.Year && s.PersonId == settlement.PersonId);
        row.ReversalId = await TakeBackAsync(w, debt, month.LastDay, $"solde payé avec {month}");
        (row.PaidMonth, row.PaidCost) = (month, paid.Cost);
    }

    /// <summary>The meeting's day and the month of pay; once paid, neither changes.</summary>
    public static async Task AssemblyAsync(WriteSession w, int year, DateOnly on, Month payMonth, int version)
    {
        if (Month.Of(on).Year <= year - 1 || payMonth < Month.Of(on))
            throw new BrokenRuleException("Les soldes se paient après l’assemblée qui statue sur l’exercice. "
                + "Corrigez le jour de l’assemblée ou le mois de paie.");
        if (await w.Db.MonthClosings.AnyAsync(m => m.Month == payMonth && m.ClosedAt != null))
            throw new BrokenRuleException($"La paie {payMonth.AfterDe()} est close. Choisissez un mois ouvert.");
        var row = await w.Db.VariableYears.SingleOrDefaultAsync(y => y.Year == year);
        if ((row?.Version ?? 0) != version)
            throw new BrokenRuleException("Quelqu’un a changé ces dates entre-temps. Ouvrez la page de nouveau.");
        if (row is null)
            w.Db.VariableYears.Add(new VariableYearRow
            {
                Year = year, AssemblyOn = on, PayMonth = payMonth, Version = 1,
            });
        else
            (row.AssemblyOn, row.PayMonth) = (on, payMonth);
    }

    private static async Task<EntryId> TakeBackAsync(WriteSession w, EntryId entry, DateOnly on, string reason)
    {
        var head = await EntryReader.HeadAsync(w.Db, entry)
            ?? throw new InvalidOperationException($"The entry {entry} of a variable part is missing.");
        return (await w.Ledger.PostAsync(Reversal.Of(await EntryReader.PostedAsync(w, head), on, reason))).Id;
    }
}
