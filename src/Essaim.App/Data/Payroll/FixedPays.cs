using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>What a month of somebody's fixed pay comes to: what they receive, and what it costs.</summary>
public sealed record FixedPayOf(Contract Contract, string Name, ActivityId Activity, Money NetPay, Money TotalCost)
{
    /// <summary>What social bodies and the State receive of it.</summary>
    public Money Charges => TotalCost - NetPay;
}

/// <summary>
/// The fixed pay that contracts make due every month (part fixe), for whoever looks ahead: as the last payslip of the
/// same gross had it, otherwise as the last month known to the law gives it, without the year's sums.
/// </summary>
public static class FixedPays
{
    private const int PayslipsLookedAt = 3;

    /// <summary>Contracts that last beyond the day, or begin within <paramref name="ahead"/> months of it.</summary>
    public static async Task<List<FixedPayOf>> ReadAsync(CoopDb db, Installation installation, DateOnly day,
        long? person = null, int ahead = 0)
    {
        var horizon = Month.Of(day).Add(ahead).LastDay;
        // Of a person asked for also those hired for their activity: what they cost is a cost of it.
        var hired = await db.ContractPays.Where(p => person != null && p.ActivityId != null
            && db.Activities.Any(a => a.Id == p.ActivityId && a.PersonId == person)).Select(p => p.ContractId)
            .ToListAsync();
        var contracts = (await db.Contracts.Where(c => PaidMonth.Kinds.Contains(c.Kind)
            && (person == null || c.PersonId == person || hired.Contains(c.Id)) && c.FirstDay <= horizon
            && (c.LastDay == null || c.LastDay >= day)).OrderBy(c => c.Id).ToListAsync())
            .Where(c => c.FixedPay.IsPositive).ToList();
        if (contracts.Count == 0)
            return [];
        var coop = await db.Cooperatives.SingleAsync();
        var ids = contracts.Select(c => c.PersonId).Distinct().ToList();
        var people = (await db.People.Where(p => ids.Contains(p.Id)).ToListAsync())
            .ToDictionary(p => p.Id, p => p.FullName);
        var activities = (await db.Activities.Where(a => a.PersonId != null && (person == null || a.PersonId == person))
            .OrderBy(a => a.Id).ToListAsync()).Where(a => a.ClosedOn is null || a.ClosedOn >= day)
            .ToLookup(a => a.PersonId!.Value, a => a.Id);
        var since = Month.Of(day).Add(-PayslipsLookedAt).FirstDay;
        var payslips = (await db.Payslips.Where(p => p.Month >= Month.Of(since) && (person == null
                || p.PersonId == person))
            .Select(p => new { p.PersonId, p.Month, p.Gross, p.NetPay, p.TotalCost }).ToListAsync())
            .GroupBy(p => p.PersonId).ToDictionary(g => g.Key, g => g.MaxBy(p => p.Month)!);
        var book = await PayTermsBook.ReadAsync(db, coop);
        return [.. contracts.Select(c =>
        {
            var activity = book.HiredFor(c) ?? activities[c.PersonId].FirstOrDefault();
            var (net, cost) = payslips.TryGetValue(c.PersonId, out var last) && last.Gross == c.FixedPay
                ? (last.NetPay, last.TotalCost) : Computed(installation, book, c, day);
            return new FixedPayOf(c, people[c.PersonId], activity.Value == 0 ? ActivityId.Structure : activity, net,
                cost);
        })];
    }

    private static (Money Net, Money Cost) Computed(Installation installation, PayTermsBook book, Contract contract,
        DateOnly day)
    {
        var month = Month.Of(day);
        if (installation.Law.LastPayMonth is { } known && month > known)
            month = known;
        var payslip = installation.Calculator.ForGross(book.Of(contract, month), contract.FixedPay);
        return (payslip.NetPay, payslip.TotalCost);
    }
}
