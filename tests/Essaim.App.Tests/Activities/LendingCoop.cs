using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Tests.Safety;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Essaim.App.Tests.Activities;

/// <summary>
/// A co-op that lends: 1 000 € in all, 600 € to one activity, for twelve months; it is the 20th of May 2026. When it
/// ends, the books are looked at whole, and each advance against its movements.
/// </summary>
internal sealed class LendingCoop : IAsyncDisposable
{
    /// <summary>Each due and each help has its entry and back; the fund never has less than nothing.</summary>
    private static readonly string[] Wrong =
    [
        "SELECT d.id FROM mutual_due d LEFT JOIN posted_entry e ON e.id = d.entry_id "
            + "AND e.document_kind = 'mutual-due' AND e.document_id = d.id WHERE e.id IS NULL",
        "SELECT e.id FROM posted_entry e LEFT JOIN mutual_due d ON d.entry_id = e.id "
            + "WHERE e.document_kind = 'mutual-due' AND d.id IS NULL",
        "SELECT e.id FROM posted_entry e LEFT JOIN mutual_claim c ON c.entry_id = e.id AND c.state = 'Paid' "
            + "WHERE e.document_kind = 'mutual-claim' AND c.id IS NULL",
        "SELECT max(l.entry_id) FROM posted_line l JOIN activity a ON a.id = l.activity_id AND a.code = 'fonds-mutuel' "
            + "WHERE l.account = '181000' GROUP BY l.activity_id HAVING sum(l.debit - l.credit) < 0",
    ];

    private LendingCoop(TestCoop coop, FakeTimeProvider time) => (Coop, Time) = (coop, time);

    public TestCoop Coop { get; }
    public FakeTimeProvider Time { get; }
    public Store Store => Coop.Store;
    public DateOnly Today => App.Web.CivilDay.Today(Time);

    public static async Task<LendingCoop> NewAsync(string engine)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 20, 9, 0, 0, TimeSpan.Zero));
        var coop = new LendingCoop(await TestCoop.NewAsync(engine, time), time);
        await coop.Store.WriteAsync(w => AdvanceCeilings.VoteAsync(w,
            new AdvanceCeiling(Money.Euros(1000), Money.Euros(600), 12, Rate.Zero), new DateOnly(2026, 1, 1),
            "CA du 8 janvier 2026, résolution 2", "Essai"));
        return coop;
    }

    public void GoTo(int month, int day) =>
        Time.SetUtcNow(new DateTimeOffset(2026, month, day, 9, 0, 0, TimeSpan.Zero));

    public Task<long> AskAsync(ActivityId activity, long euros, AdvancePlan plan) => Store.WriteAsync(async w =>
        (await AskAdvance.AskAsync(w, activity, Money.Euros(euros), "Du tissu", plan, "Jeanne")).Id);

    public AdvanceDecision Decision(long id, long euros, AdvancePlan plan) => new(id, Today, "Conseil : Anne, Karim",
        "CA du 20 mai 2026, résolution 3", Money.Euros(euros), plan);

    /// <summary>Asked, granted and paid out today.</summary>
    public async Task<long> LendAsync(ActivityId activity, long euros, AdvancePlan plan)
    {
        var id = await AskAsync(activity, euros, plan);
        await Store.WriteAsync(w => DecideAdvance.AskAsync(w, Decision(id, euros, plan)));
        await Store.WriteAsync(w => RepayAdvances.PayOutAsync(w, id, Today));
        return id;
    }

    /// <summary>Money that comes to an activity, or leaves it, without an invoice.</summary>
    public Task EarnAsync(ActivityId activity, long euros, DateOnly? on = null) => Store.WriteAsync(w =>
        w.Ledger.PostAsync(new EntryBuilder(Journal.Bank, on ?? Today, "Essai")
            .Debit(Accounts.Bank, ActivityId.Structure, Money.Euros(euros))
            .Credit(Accounts.ServicesSold, activity, Money.Euros(euros)).Build()));

    public Task<int> TakeBackAsync() => Store.WriteAsync(w => RepayAdvances.DueAsync(w, Today));

    public async Task<Advance> AdvanceAsync(long id)
    {
        await using var db = Store.Read();
        return await db.Advances.SingleAsync(a => a.Id == id);
    }

    /// <summary>Cash, committed and available of an activity, then held and owed by the co-op, in euros.</summary>
    public async Task<(decimal Cash, decimal Committed, decimal Available, decimal Held, decimal Owed)> StandAsync(
        ActivityId activity)
    {
        await using var db = Store.Read();
        var account = await ActivityReport.ReadAsync(db, await db.Activities.SingleAsync(a => a.Id == activity), Today);
        var cover = (await CoverReport.ReadAsync(db, Today)).Now;
        return (account.Cash.ToDecimal(), account.Committed.ToDecimal(), account.AvailableForPay.ToDecimal(),
            cover.Held.ToDecimal(), cover.OwedToActivities.ToDecimal());
    }

    public async ValueTask DisposeAsync()
    {
        await BookExamination.AssertSoundAsync(Store.Engine);
        var checks = await BooksCheck.RunAsync(Store.Engine);
        Assert.True(checks.Ok, string.Join("; ", checks.Checks.Where(c => !c.Ok).Select(c => c.Detail)));
        await using (var db = Store.Read())
        {
            foreach (var wrong in Wrong)
                Assert.Empty(await db.SqlAsync(r => r.GetInt64(0), wrong));
            Assert.Empty(await db.SqlAsync(r => r.GetInt64(0), "SELECT a.id FROM advance a LEFT JOIN cash_advance m "
                + "ON m.advance_id = a.id GROUP BY a.id, a.repaid, a.amount HAVING a.repaid "
                + "<> coalesce(sum(CASE WHEN m.amount < 0 THEN -m.amount ELSE 0 END), 0) OR a.repaid > a.amount"));
        }
        await Coop.DisposeAsync();
    }
}
