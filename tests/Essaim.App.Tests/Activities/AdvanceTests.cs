using Essaim.App.Data;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Approvals;
using Essaim.App.Data.Payroll;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Activities;

/// <summary>Advances that activities ask for, from the request to the last cent paid back.</summary>
public sealed class AdvanceTests
{
    private static readonly AdvancePlan ThreeMonths = AdvancePlan.Monthly(new Month(2026, 6), 3);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Cash_committed_available_and_cover_are_right_after_each_step(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var (a, b) = (await coop.Coop.ActivityAsync("jeanne"), await coop.Coop.ActivityAsync("paul"));
        await coop.EarnAsync(b, 1000);
        Assert.Equal((0m, 0m, 0m, 1000m, 1000m), await coop.StandAsync(a));

        var id = await coop.LendAsync(a, 500, ThreeMonths); // 166.67, 166.67, 166.66
        Assert.Equal((500m, 0m, 500m, 1000m, 1000m), await coop.StandAsync(a));

        coop.GoTo(6, 30);
        Assert.Equal((500m, 166.67m, 333.33m, 1000m, 1000m), await coop.StandAsync(a));
        Assert.Equal((1, 0), (await coop.TakeBackAsync(), await coop.TakeBackAsync()));
        Assert.Equal((333.33m, 0m, 333.33m, 1000m, 1000m), await coop.StandAsync(a));

        coop.GoTo(7, 5);
        await coop.EarnAsync(a, -300); // spent: what was lent is no longer held
        Assert.Equal((33.33m, 0m, 33.33m, 700m, 1000m), await coop.StandAsync(a));

        coop.GoTo(7, 31);
        Assert.Equal((33.33m, 166.67m, -133.34m, 700m, 1000m), await coop.StandAsync(a));
        await coop.TakeBackAsync(); // all that is there; the rest stays due
        Assert.Equal((0m, 133.34m, -133.34m, 700m, 1000m), await coop.StandAsync(a));
        Assert.Equal(0, await coop.TakeBackAsync());

        coop.GoTo(8, 10);
        await coop.EarnAsync(a, 400);
        await coop.TakeBackAsync();
        // Net of A: 266.66 − 166.66 lent = 100.00.
        Assert.Equal((266.66m, 0m, 266.66m, 1100m, 1100m), await coop.StandAsync(a));

        await coop.Store.WriteAsync(w => RepayAdvances.ByHandAsync(w, id, new Money(16666), coop.Today));
        Assert.Equal((100m, 0m, 100m, 1100m, 1100m), await coop.StandAsync(a));
        Assert.Equal(AdvanceState.Repaid, (await coop.AdvanceAsync(id)).State);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Grants_at_once_never_pass_the_ceiling_together(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var asked = new List<long>();
        for (var i = 0; i < 8; i++)
            asked.Add(await coop.AskAsync(await coop.Coop.ActivityAsync("a" + i), 300, ThreeMonths));
        await using var other = new Store(coop.Store.Engine, coop.Time); // as a second server has
        var outcomes = await Task.WhenAll(asked.Select((id, i) => Task.Run(async () =>
        {
            try
            {
                return await (i % 2 == 0 ? coop.Store : other).WriteAsync(w =>
                    DecideAdvance.AskAsync(w, coop.Decision(id, 300, ThreeMonths)));
            }
            catch (BrokenRuleException rule)
            {
                return rule.Message;
            }
        })));
        // 1 000 in all: three of 300, and 100 left, whoever came first.
        Assert.Equal(3, outcomes.Count(o => o == FourEyes.Done));
        Assert.All(outcomes.Where(o => o != FourEyes.Done), o => Assert.Contains("il reste 100,00", o));
        await using var db = coop.Store.Read();
        Assert.Equal(3, await db.Advances.CountAsync(a => a.State == AdvanceState.Granted));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_month_ends_lend_counts_and_may_pass_the_ceiling(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var (a, b) = (await coop.Coop.ActivityAsync("jeanne"), await coop.Coop.ActivityAsync("paul"));
        await coop.EarnAsync(b, -1150, new DateOnly(2026, 4, 20));
        await CloseAsync(coop, 4);
        var id = await coop.AskAsync(a, 1, ThreeMonths);
        var refused = await Assert.ThrowsAsync<BrokenRuleException>(() =>
            coop.Store.WriteAsync(w => DecideAdvance.AskAsync(w, coop.Decision(id, 1, ThreeMonths))));
        Assert.Contains("1\u202f150,00\u00a0€ sont prêtés ou accordés", refused.Message);
        Assert.Contains("il reste 0,00\u00a0€", refused.Message);
        Assert.Equal(AdvanceState.Asked, (await coop.AdvanceAsync(id)).State);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Nothing_is_paid_back_twice_by_writers_at_once(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        var id = await coop.LendAsync(a, 500, ThreeMonths);
        await coop.EarnAsync(a, 2000);
        coop.GoTo(8, 31); // all is due
        await using var other = new Store(coop.Store.Engine, coop.Time);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var store = i % 2 == 0 ? coop.Store : other;
            try
            {
                await store.WriteAsync(w => i < 4 ? RepayAdvances.DueAsync(w, coop.Today)
                    : RepayAdvances.ByHandAsync(w, id, Money.Euros(300), coop.Today));
            }
            catch (BrokenRuleException)
            {
                // Too late: it is paid back.
            }
        })));
        await coop.TakeBackAsync();
        Assert.Equal(Money.Euros(500), (await coop.AdvanceAsync(id)).Repaid);
        Assert.Equal(2000m, (await coop.StandAsync(a)).Cash);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_database_refuses_more_back_than_was_lent_and_a_grant_by_nobody(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var id = await coop.LendAsync(await coop.Coop.ActivityAsync("jeanne"), 500, ThreeMonths);
        foreach (var change in new[] { "repaid = 50001", "repaid = -1", "decided_by = ''", "paid_out_on = NULL" })
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => coop.Store.WriteAsync(w =>
                w.Connection.ExecuteAsync($"UPDATE advance SET {change} WHERE id = {id}", w.Transaction)));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Month_end_takes_what_plans_ask_and_leaves_the_rest(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        var id = await coop.LendAsync(a, 500, ThreeMonths);
        await coop.EarnAsync(a, 1000);
        coop.GoTo(6, 2);
        await CloseAsync(coop, 5); // nothing is due in May
        Assert.Equal(Money.Zero, (await coop.AdvanceAsync(id)).Repaid);
        coop.GoTo(7, 2);
        await CloseAsync(coop, 6);
        Assert.Equal(new Money(16667), (await coop.AdvanceAsync(id)).Repaid);
        Assert.Equal(1333.33m, (await coop.StandAsync(a)).Cash);
        await using var db = coop.Store.Read();
        Assert.Equal("2026-06-30", Convert.ToString(await db.ScalarAsync(
            "SELECT max(CAST(e.date AS text)) FROM cash_advance m JOIN posted_entry e ON e.id = m.entry_id")));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_month_end_lent_is_paid_back_first_and_only_once(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        await coop.EarnAsync(a, -200, new DateOnly(2026, 4, 20));
        await CloseAsync(coop, 4); // lends 200 by law
        var id = await coop.LendAsync(a, 300, ThreeMonths);
        coop.GoTo(7, 2);
        await CloseAsync(coop, 5); // 300 are there: the 200 without a plan go first
        await CloseAsync(coop, 6); // 100 are left: the first instalment
        Assert.Equal((Money.Euros(100), 0m), ((await coop.AdvanceAsync(id)).Repaid, (await coop.StandAsync(a)).Cash));
        await using var db = coop.Store.Read();
        Assert.Equal(20000L, Convert.ToInt64(await db.ScalarAsync("SELECT sum(amount) FROM cash_advance")));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_may_not_be_is_refused_with_what_to_do(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        var id = await coop.AskAsync(a, 100, ThreeMonths);
        var good = coop.Decision(id, 100, ThreeMonths);
        await RefusedAsync(coop, w => DecideAdvance.AskAsync(w, good with { People = " " }), "Dites qui a décidé");
        await RefusedAsync(coop, w => DecideAdvance.AskAsync(w, good with { Resolution = "" }), "Indiquez la résolut");
        await RefusedAsync(coop, w => DecideAdvance.AskAsync(w, good with { On = coop.Today.AddDays(1) }), "avenir");
        await RefusedAsync(coop, w => DecideAdvance.AskAsync(w, good with { Amount = Money.Zero }), "positif");
        await RefusedAsync(coop, w => RepayAdvances.PayOutAsync(w, id, coop.Today), "Seule une avance accordée");
        await RefusedAsync(coop, w => AskAdvance.AskAsync(w, a, Money.Euros(1), " ", ThreeMonths, "J"),
            "à quoi servira");
        await RefusedAsync(coop, w => AskAdvance.AskAsync(w, ActivityId.Structure, Money.Euros(1), "x", ThreeMonths,
            "J"), "structure");
        await coop.Store.WriteAsync(w => DecideAdvance.RefuseAsync(w, id, coop.Today, "Conseil", "Trop tôt"));
        await RefusedAsync(coop, w => DecideAdvance.AskAsync(w, good), "déjà sa réponse");
        await RefusedAsync(coop, w => AskAdvance.WithdrawAsync(w, id), "déjà sa réponse");

        await using var bare = await TestCoop.NewAsync(engine, coop.Time);
        var activity = await bare.ActivityAsync("paul");
        var asked = await bare.Store.WriteAsync(async w =>
            (await AskAdvance.AskAsync(w, activity, Money.Euros(1), "x", ThreeMonths, "Paul")).Id);
        var none = await Assert.ThrowsAsync<BrokenRuleException>(() => bare.Store.WriteAsync(w =>
            DecideAdvance.AskAsync(w, good with { Advance = asked })));
        Assert.Contains("Aucun plafond", none.Message);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_a_month_end_lent_gets_a_plan_once_ratified_and_is_no_longer_taken_first(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        await coop.EarnAsync(a, -300, new DateOnly(2026, 4, 20));
        await CloseAsync(coop, 4); // lends 300 by law
        var plan = new PlanDecision(1, coop.Today, "Conseil", "Résolution 4", ThreeMonths);
        await RefusedAsync(coop, w => PlanAdvance.AskAsync(w, plan), "Faites d’abord ratifier");
        await coop.Store.WriteAsync(w => Data.Activities.RatifyAdvances.RatifyAsync(w, [1], coop.Today));
        Assert.Equal(FourEyes.Done, await coop.Store.WriteAsync(w => PlanAdvance.AskAsync(w, plan)));
        await RefusedAsync(coop, w => PlanAdvance.AskAsync(w, plan), "déjà son échéancier");

        await coop.EarnAsync(a, 1000);
        coop.GoTo(7, 2);
        await CloseAsync(coop, 5); // nothing is due: all of it was taken before it had a plan
        await CloseAsync(coop, 6);
        Assert.Equal((Money.Euros(100), Money.Euros(200)), (await coop.AdvanceAsync(1)) is var planned
            ? (planned.Repaid, planned.Left) : default);
        Assert.Equal(900m, (await coop.StandAsync(a)).Cash);
    }

    private static async Task RefusedAsync(LendingCoop coop, Func<WriteSession, Task> act, string why) =>
        Assert.Contains(why, (await Assert.ThrowsAsync<BrokenRuleException>(() => coop.Store.WriteAsync(act))).Message);

    private static Task CloseAsync(LendingCoop coop, int month) => new CloseMonth(coop.Store,
        new PayCalculator(TestCoop.Law), TestCoop.Law.LastPayMonth).RunAsync(new Month(2026, month), "Essai");
}
