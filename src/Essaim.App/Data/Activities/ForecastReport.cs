using Essaim.App.Data.Payroll;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>A forecast, and what it leaves out because somebody disputes it.</summary>
public sealed record Forecast(CashForecast Cash, Money Disputed);

/// <summary>
/// Foresees the cash of the co-op, or of one activity, from open items, the VAT that is owed, contracts with a fixed
/// pay, and pay that plans have decided. New sales and new purchases are nobody's knowledge: they are not in it.
/// </summary>
public sealed class ForecastReport(CoopDb db, Installation installation, DateOnly today)
{
    /// <summary>The delay of a customer is counted over what they paid in so many months.</summary>
    private const int DelayMonths = 6;

    /// <summary>The accounts whose balance is the VAT held for the State, a credit of VAT included.</summary>
    private static readonly AccountNumber[] Vat = [Accounts.VatCollected, Accounts.DeductibleVat, Accounts.VatCredit];

    public async Task<Forecast> ReadAsync(Activity? only, bool asDue)
    {
        var books = await db.BooksAsync();
        var items = await books.Items.OpenAsync(only?.Id);
        var position = await books.PositionAsync(today, only?.Id);
        var money = new ExpectedMoney(today, asDue ? [] : await DelaysAsync(items));
        var pay = await PayAsync(only);
        if (only is not null)
            pay.AddRange(await InstalmentsAsync(only));
        var (opening, expected) = only is null
            ? (CoverOutlook.BankOf(position), money.AtTheBank(items, VatOwed(position)))
            : (Of(position, Accounts.Liaison), money.InTheCashOf(only.Id, items));
        return new Forecast(CashForecast.Of(opening, today, expected.Concat(pay)),
            items.Where(i => i.Disputed).Sum(i => i.Remaining));
    }

    /// <summary>What is left of each instalment of its advances; the co-op as a whole loses nothing.</summary>
    private async Task<IEnumerable<ForecastItem>> InstalmentsAsync(Activity only) =>
        (await db.Advances.Where(a => a.ActivityId == only.Id && a.State == AdvanceState.PaidOut).ToListAsync())
        .SelectMany(a => a.Plan.Left(a.Amount, a.Repaid).Select(i => new ForecastItem(ForecastKind.Advances,
            i.Month.LastDay, i.Month.LastDay < today ? today : i.Month.LastDay, -i.Amount, only.Id)
        {
            Label = $"Avance n° {a.Id}, {i.Month}",
        }));

    private static Money VatOwed(IEnumerable<AccountBalance> position) =>
        -position.Where(b => b.Activity.IsStructure && Vat.Contains(b.Account)).Sum(b => b.Balance);

    private static Money Of(IEnumerable<AccountBalance> position, AccountNumber account) =>
        position.Where(b => b.Account == account).Sum(b => b.Balance);

    /// <summary>By how many days, on average, customers with something open paid late in the last months.</summary>
    private async Task<Dictionary<ThirdParty, int>> DelaysAsync(IEnumerable<OpenItem> items)
    {
        var owing = items.Where(i => i.Account == Accounts.Customers && i.Remaining.IsPositive)
            .Select(i => i.ThirdParty).OfType<ThirdParty>().ToHashSet();
        if (owing.Count == 0)
            return [];
        var paid = await db.SqlAsync(r => (Party: r.GetString(0), Late: r.GetFieldValue<DateOnly>(2).DayNumber
                - r.GetFieldValue<DateOnly>(1).DayNumber),
            "SELECT o.third_party, o.due, l.date FROM posted_line l "
            + "JOIN item_settlement s ON s.entry_id = l.entry_id AND s.line_no = l.line_no "
            + "JOIN open_item o ON o.entry_id = s.item_entry_id AND o.line_no = s.item_line_no "
            + "WHERE l.account = @p0 AND l.date >= @p1 AND s.paid > 0 AND o.third_party IS NOT NULL",
            Accounts.Customers.Digits, today.AddMonths(-DelayMonths));
        return paid.GroupBy(p => new ThirdParty(p.Party)).Where(g => owing.Contains(g.Key))
            .ToDictionary(g => g.Key, g => g.Sum(p => p.Late) / g.Count());
    }

    private async Task<List<ForecastItem>> PayAsync(Activity? only)
    {
        var months = Month.Range(await FirstUnpaidAsync(), Month.Of(CashForecast.HorizonOf(today))).ToList();
        var first = months[0];
        var done = (await db.Payslips.Where(p => p.Month >= first).Select(p => new { p.PersonId, p.Month })
            .ToListAsync()).Select(p => (p.PersonId, p.Month)).ToHashSet();
        var contracts = (await FixedPays.ReadAsync(db, installation, first.FirstDay, only?.PersonId, months.Count))
            .Where(c => only is null || c.Activity == only.Id).ToList();
        var expected = new List<ForecastItem>();
        foreach (var month in months)
            foreach (var pay in contracts.Where(c => c.Contract.CoversMonth(month)
                && !done.Contains((c.Contract.PersonId, month))))
                expected.AddRange(only is null
                    ? ExpectedMoney.PayAtTheBank(month, pay.Activity, Named(pay.Name, month), pay.NetPay, pay.Charges)
                    : [ExpectedMoney.PayInTheCash(month, pay.Activity, Named(pay.Name, month), pay.TotalCost)]);
        expected.AddRange(await PlansAsync(only, months, done, contracts));
        return expected;
    }

    /// <summary>What plans decided above the fixed pay, with its charges, in one sum.</summary>
    private async Task<List<ForecastItem>> PlansAsync(Activity? only, List<Month> months,
        HashSet<(long Person, Month Month)> done, List<FixedPayOf> contracts)
    {
        var plans = await (only is null ? db.SmoothingPlans
            : db.SmoothingPlans.Where(p => p.ActivityId == only.Id)).ToListAsync();
        var names = plans.Count == 0 ? [] : await db.Activities.ToDictionaryAsync(a => a.Id, a => a.TradeName);
        var expected = new List<ForecastItem>();
        foreach (var (activity, person) in plans.Select(p => (p.ActivityId, p.PersonId)).Distinct())
            foreach (var month in months.Where(m => !done.Contains((person, m))))
            {
                var planned = plans.Where(p => p.PersonId == person && p.ActivityId == activity)
                    .Sum(p => p.For(month));
                var above = planned - contracts.Where(c => c.Contract.PersonId == person
                    && c.Contract.CoversMonth(month)).Sum(c => c.TotalCost);
                if (!above.IsPositive)
                    continue;
                var label = Named(names[activity], month);
                expected.AddRange(only is null ? ExpectedMoney.PayAtTheBank(month, activity, label, above, Money.Zero)
                    : [ExpectedMoney.PayInTheCash(month, activity, label, above)]);
            }
        return expected;
    }

    /// <summary>Last month's pay is still to come until it is closed.</summary>
    private async Task<Month> FirstUnpaidAsync()
    {
        var last = Month.Of(today).Add(-1);
        return await db.MonthClosings.AnyAsync(c => c.Month == last && c.ClosedAt != null) ? last.Next() : last;
    }

    private static string Named(string who, Month month) => $"{who}, {month}";
}
