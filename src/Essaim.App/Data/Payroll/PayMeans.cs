using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// What an activity has to pay its person with (moyens de paie), and from which month on: everything the outlook of
/// pay starts from.
/// </summary>
/// <param name="First">The next month that has no payslip yet.</param>
/// <param name="Contract">What fixes the pay; none while it is only tried.</param>
/// <param name="Before">The year's sums before <paramref name="First"/>.</param>
/// <param name="ToCome">What customers owe, without the VAT that is not the activity's.</param>
/// <param name="Season">What was invoiced in each month of the year, January first, over the last twelve.</param>
public sealed record PayMeans(ActivityAccount Account, IReadOnlyList<CommittedPart> Committed, Month First,
    Contract? Contract, YearToDate? Before, Money ToCome, IReadOnlyList<long> Season, PayOutlook Outlook)
{
    private const int MonthsOfSeason = 12;

    public Money FixedPay => Contract?.FixedPay ?? Money.Zero;
    public Money Available => Account.AvailableForPay;

    /// <summary>Whether sales differ from month to month, so that spreading them is worth a look.</summary>
    public bool HasSeason => Season.Any(w => w > 0);

    public static async Task<PayMeans> ReadAsync(CoopDb db, PayCalculator calculator, Month lastPayMonth,
        Activity activity, DateOnly today)
    {
        var coop = await db.Cooperatives.SingleAsync();
        var account = await ActivityReport.ReadAsync(db, activity, today);
        var contracts = activity.PersonId is not { } person ? [] : await db.Contracts
            .Where(c => c.PersonId == person && PaidMonth.Kinds.Contains(c.Kind)).ToListAsync();
        var book = await PayTermsBook.ReadAsync(db, coop);
        var slips = activity.PersonId is not { } who ? [] : await db.Payslips.Where(p => p.PersonId == who)
            .OrderByDescending(p => p.Month).Take(1).ToListAsync();
        var first = Month.Of(today);
        if (slips is [{ } last] && last.Month >= first)
            first = last.Month.Next();
        var contract = contracts.Where(c => c.CoversMonth(first)).MaxBy(c => c.FirstDay);
        return new PayMeans(account, await CommittedPart.ReadAsync(db, activity.Id, account, today), first, contract,
            activity.PersonId is { } paid ? (await PayPast.ReadAsync(db, first, paid)).YearOf(paid) : null,
            account.Receivable - await PendingVatAsync(db, activity.Id, today),
            await SeasonAsync(db, activity.Id, today),
            new PayOutlook(calculator, m => contract is null ? book.OfCoop(m) : book.Of(contract, m), lastPayMonth));
    }

    private static async Task<Money> PendingVatAsync(CoopDb db, ActivityId activity, DateOnly day) =>
        -(await (await db.BooksAsync()).PositionAsync(day, activity, Accounts.VatAwaitingReceipt)).Sum(b => b.Balance);

    private static async Task<IReadOnlyList<long>> SeasonAsync(CoopDb db, ActivityId activity, DateOnly today)
    {
        var until = Month.Of(today).Add(-1);
        var sold = await db.SqlAsync(r => (Month: r.GetInt32(0), Amount: LedgerReader.Cents(r, 1)),
            "SELECT month, sum(credit) - sum(debit) FROM balance WHERE activity_id = @p0 AND NOT is_opening "
            + "AND account >= '70' AND account < '71' AND month BETWEEN @p1 AND @p2 GROUP BY month",
            activity.Value, until.Add(1 - MonthsOfSeason).Number, until.Number);
        var season = new long[MonthsOfSeason];
        foreach (var (month, amount) in sold)
            season[month % 100 - 1] = Math.Max(0, amount.Cents);
        return season;
    }
}
