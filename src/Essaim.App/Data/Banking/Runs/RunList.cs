using Essaim.App.Data.Approvals;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking.Runs;

/// <summary>An order as lists show it: how many transfers, of how much, and how many the bank refused.</summary>
public sealed record ListedRun(PaymentRun Run, string Account, int Transfers, Money Total, int Rejected, bool IsAsked)
{
    public RunStanding Standing => Run.State switch
    {
        RunState.Cancelled => RunStanding.Cancelled,
        RunState.Prepared => IsAsked ? RunStanding.Asked : RunStanding.Prepared,
        _ => Run.TakenAt is null ? RunStanding.ToHandOver : RunStanding.HandedOver,
    };
}

/// <summary>Where an order stands for the person who looks at it: what is to be done next.</summary>
public enum RunStanding
{
    Prepared,
    Asked,
    ToHandOver,
    HandedOver,
    Cancelled,
}

public static class RunList
{
    public static IOrderedQueryable<PaymentRun> All(CoopDb db) => db.PaymentRuns.OrderByDescending(r => r.Id);

    public static async Task<List<ListedRun>> OfAsync(CoopDb db, IReadOnlyList<PaymentRun> runs)
    {
        if (runs.Count == 0)
            return [];
        var accounts = await db.BankAccounts.ToDictionaryAsync(a => a.Id, a => a.Name);
        var sums = (await db.SqlAsync(r => (Run: r.GetInt64(0), Count: r.GetInt64(1), Sum: LedgerReader.Cents(r, 2),
            Rejected: r.GetInt64(3)), "SELECT run_id, count(*), sum(amount), "
            + $"count(CASE WHEN state = '{PaymentState.Rejected}' THEN 1 END) FROM payment_transfer WHERE run_id IN ("
            + string.Join(", ", runs.Select(r => r.Id)) + ") GROUP BY run_id")).ToDictionary(s => s.Run);
        var asked = (await db.Approvals.Where(a => a.Kind == ApprovalKinds.PaymentRunKey
            && a.State == Approval.Waiting).Select(a => a.About).ToListAsync()).ToHashSet();
        return [.. runs.Select(r => sums.TryGetValue(r.Id, out var s)
            ? new ListedRun(r, accounts[r.BankAccountId], (int)s.Count, s.Sum, (int)s.Rejected,
                asked.Contains(PaymentRun.Text(r.Id)))
            : new ListedRun(r, accounts[r.BankAccountId], 0, Money.Zero, 0, false))];
    }
}
