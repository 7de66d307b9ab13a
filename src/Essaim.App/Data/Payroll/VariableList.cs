using Essaim.App.Data.Activities;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// What a year leaves for one person's pay, as the books stand (proposition de part variable): what is due, or the
/// sentence that says why nothing can be. <paramref name="Posted"/> is what was already entered.
/// </summary>
public sealed record VariableProposal(Person Person, Activity Activity, VariableDue? Due, DateOnly? ClauseFrom,
    Money Gross, string? Problem, VariableSettlementRow? Posted)
{
    /// <summary>Entering it would change what is entered.</summary>
    public bool IsToPost => Problem is null && Due is { } due && Posted?.PaidMonth is null
        && (Posted is null || Posted.Cost != due.Cost || Posted.Carried != due.CarriedOn);
}

/// <summary>Counts the variable part of a fiscal year for everybody who had a Cesa in it, from kept balances.</summary>
public sealed class VariableList
{
    private readonly FiscalYear _year;
    private readonly PayCalculator _calculator;
    private readonly PayTermsBook _book;
    private readonly ILookup<ActivityId, AccountBalance> _balances;
    private readonly List<VariableClauseRow> _clauses;
    private readonly Dictionary<long, VariableSettlementRow> _posted;
    private readonly Dictionary<long, Money> _carried;
    private readonly Dictionary<long, YearToDate> _sums;
    private readonly Dictionary<long, Money> _last;

    private VariableList(FiscalYear year, PayCalculator calculator, PayTermsBook book,
        ILookup<ActivityId, AccountBalance> balances, List<VariableClauseRow> clauses,
        Dictionary<long, VariableSettlementRow> posted, Dictionary<long, Money> carried,
        Dictionary<long, YearToDate> sums, Dictionary<long, Money> last) =>
        (_year, _calculator, _book, _balances, _clauses, _posted, _carried, _sums, _last) =
            (year, calculator, book, balances, clauses, posted, carried, sums, last);

    public static async Task<List<VariableProposal>> ReadAsync(CoopDb db, PayCalculator calculator, FiscalYear year,
        long? only = null)
    {
        var (first, last) = (year.Days.First, year.Days.Last);
        var contracts = (await db.Contracts.Where(c => c.Kind == ContractKind.Cesa && c.FirstDay <= last
                && (c.LastDay == null || c.LastDay >= first) && (only == null || c.PersonId == only))
            .OrderBy(c => c.FirstDay).ToListAsync()).GroupBy(c => c.PersonId).ToList();
        if (contracts.Count == 0 || await db.Cooperatives.SingleOrDefaultAsync() is not { } coop)
            return [];
        var settlements = await db.VariableSettlements.Where(s => s.Year == year.Year || s.Year == year.Year - 1)
            .ToListAsync();
        var list = new VariableList(year, calculator, await PayTermsBook.ReadAsync(db, coop),
            (await (await db.BooksAsync()).BalancesAsync(first, last, withOpening: false)).ToLookup(b => b.Activity),
            await db.VariableClauses.OrderBy(c => c.FromDay).ThenBy(c => c.Id).ToListAsync(),
            settlements.Where(s => s.Year == year.Year).ToDictionary(s => s.PersonId),
            settlements.Where(s => s.Year < year.Year).ToDictionary(s => s.PersonId, s => s.Carried),
            await PayPast.SumsAsync(db, last.Year, Month.Of(last), only),
            await db.Payslips.Where(p => p.Month == Month.Of(last) && (only == null || p.PersonId == only))
                .ToDictionaryAsync(p => p.PersonId, p => p.Gross));
        var people = await db.People.ToDictionaryAsync(p => p.Id);
        // The activity that bears the pay is the first that is open, as for a payslip.
        var activities = (await db.Activities.Where(a => a.PersonId != null).OrderBy(a => a.Id).ToListAsync())
            .Where(a => a.ClosedOn is null || a.ClosedOn >= first).ToLookup(a => a.PersonId!.Value);
        return [.. contracts.Where(g => activities[g.Key].Any())
            .Select(g => list.Of(people[g.Key], activities[g.Key].First(), g.Last()))
            .OrderBy(p => p.Person.LastName).ThenBy(p => p.Person.FirstName).ThenBy(p => p.Person.Id)];
    }

    private VariableProposal Of(Person person, Activity activity, Contract contract)
    {
        var posted = _posted.GetValueOrDefault(person.Id);
        VariableProposal Refused(string why) => new(person, activity, null, null, Money.Zero, why, posted);
        var own = _clauses.Where(c => c.ContractId == contract.Id).ToList();
        var clauses = own.Count > 0 ? own : _clauses.Where(c => c.ContractId is null).ToList();
        if (clauses.Count == 0)
            return Refused("Aucune clause de part variable : rien n’est dû à la clôture. Notez celle du contrat.");
        if (clauses.FindLast(c => c.FromDay <= _year.Days.Last) is not { } clause)
            return Refused($"La clause est du {FrenchText.Long(clauses[0].FromDay)}, après la clôture : "
                + "elle ne fait naître aucune dette pour cet exercice (R. 7331-12).");
        var alreadyDue = posted?.EntryId is null ? Money.Zero : posted.Cost;
        var due = VariableDue.Of(VariableFigures.From([.. _balances[activity.Id]],
            _carried.GetValueOrDefault(person.Id), alreadyDue), clause.Content);
        try
        {
            // An estimate only: a year whose pay the law's files do not know takes the nearest month that they do.
            var month = Month.Of(_year.Days.Last);
            if (_calculator.Law is { FirstPayMonth: { } from, LastPayMonth: { } to })
                month = month < from ? from : month > to ? to : month;
            var gross = posted is not null && posted.Cost == due.Cost ? posted.Gross : due.GrossAt(_calculator,
                _book.Of(contract, month) with
                {
                    YearToDate = _sums.GetValueOrDefault(person.Id) is { } sums && sums.Year == month.Year
                        ? sums : null,
                }, _last.GetValueOrDefault(person.Id));
            return new VariableProposal(person, activity, due, clause.FromDay, gross, null, posted);
        }
        catch (BrokenRuleException rule)
        {
            return new VariableProposal(person, activity, due, clause.FromDay, Money.Zero, rule.Message, posted);
        }
    }
}
