using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Data.Approvals;
using Essaim.App.Tests.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Activities;

/// <summary>What activities pay into the mutual fund, and what it pays to them.</summary>
public sealed class MutualFundTests
{
    private static readonly Month May = new(2026, 5);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Dues_help_and_cover_are_right_after_each_step(string engine)
    {
        await using var coop = await FundedAsync(engine);
        var (a, b) = (await coop.Coop.ActivityAsync("jeanne"), await coop.Coop.ActivityAsync("paul"));
        await coop.EarnAsync(a, 1200);
        await coop.EarnAsync(b, 2800);
        Assert.Equal((1200m, 0m, 1200m, 4000m, 4000m), await coop.StandAsync(a));

        coop.GoTo(6, 2);
        Assert.Equal(2, await coop.Store.WriteAsync(w => MutualFund.PostMonthAsync(w, May)));
        Assert.Equal(0, await coop.Store.WriteAsync(w => MutualFund.PostMonthAsync(w, May)));
        Assert.Equal((1194m, 0m, 1194m, 4000m, 4000m), await coop.StandAsync(a)); // 0.5 % of 1,200 is 6
        Assert.Equal((Money.Zero, Money.Euros(20), Money.Zero, Money.Euros(20)), await StatementAsync(coop));

        var claim = await ClaimAsync(coop, a, 15);
        await coop.Store.WriteAsync(w => MutualClaims.AskPayAsync(w, Decision(coop, claim, 15)));
        Assert.Equal((1209m, 0m, 1209m, 4000m, 4000m), await coop.StandAsync(a));
        Assert.Equal((Money.Zero, Money.Euros(20), Money.Euros(15), Money.Euros(5)), await StatementAsync(coop));

        await using var db = coop.Store.Read();
        var jeanne = await db.Activities.SingleAsync(x => x.Id == a);
        var account = await Data.Activities.ActivityReport.ReadAsync(db, jeanne, coop.Today);
        Assert.Equal((Money.Euros(1200), Money.Euros(6), Money.Euros(15)),
            (account.Turnover, account.Costs, account.OtherIncome));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Helps_at_once_never_take_more_than_the_fund_has(string engine)
    {
        await using var coop = await FundedAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        await coop.EarnAsync(a, 20_000); // 100 of dues
        coop.GoTo(6, 2);
        await coop.Store.WriteAsync(w => MutualFund.PostMonthAsync(w, May));
        var claims = new List<long>();
        for (var i = 0; i < 6; i++)
            claims.Add(await ClaimAsync(coop, a, 30));
        await using var other = new Store(coop.Store.Engine, coop.Time);
        var outcomes = await Task.WhenAll(claims.Select((id, i) => Task.Run(async () =>
        {
            try
            {
                return await (i % 2 == 0 ? coop.Store : other).WriteAsync(w =>
                    MutualClaims.AskPayAsync(w, Decision(coop, id, 30)));
            }
            catch (BrokenRuleException rule)
            {
                return rule.Message;
            }
        })));
        Assert.Equal(3, outcomes.Count(o => o == FourEyes.Done)); // 90 of 100
        Assert.All(outcomes.Where(o => o != FourEyes.Done), o => Assert.Contains("Le fonds a 10,00", o));
        Assert.Equal(Money.Euros(10), (await StatementAsync(coop)).Closing);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Month_end_takes_dues_once_and_the_fund_pays_none_itself(string engine)
    {
        await using var coop = await FundedAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        await coop.EarnAsync(a, 1200);
        coop.GoTo(6, 2);
        await coop.Store.WriteAsync(w => MutualFund.PostMonthAsync(w, May)); // before the month is closed
        await new Data.Payroll.CloseMonth(coop.Store, new Domain.Payroll.PayCalculator(TestCoop.Law),
            TestCoop.Law.LastPayMonth).RunAsync(May, "Essai");
        await using var db = coop.Store.Read();
        var due = Assert.Single(await db.MutualDues.ToListAsync());
        Assert.Equal((a, Money.Euros(1200), Money.Euros(6)), (due.ActivityId, due.Base, due.Amount));
        await Assert.ThrowsAsync<BrokenRuleException>(() =>
            coop.Store.WriteAsync(w => MutualFund.PostMonthAsync(w, May.Next()))); // June is not over
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_fund_is_voted_claimed_and_read_on_its_pages(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var (manager, jeanne) = (await desk.Site.SignInAsync("manager"), await desk.SignInOwnerAsync("jeanne"));
        Assert.Contains("Pas encore de fonds", (await jeanne.OpenAsync("/fonds-mutuel")).Text);
        var voted = await manager.SendAsync("/fonds-mutuel/regle", ("Share", "1"), ("Flat", ""), ("From", "2026-10"),
            ("Resolution", "AG du 26 juin, résolution 7"));
        Assert.Equal("/fonds-mutuel", voted.Location);
        await CoverPagesTests.EarnAsync(desk, desk.Jeanne, 1000, new DateOnly(2026, 10, 8));
        var accountant = await desk.Site.SignInAsync("accountant");
        Assert.Contains("Cotisations d’octobre 2026 à prélever : 10,00", (await accountant.OpenAsync("/fonds-mutuel"))
            .Text.Replace("\u00a0", " "));
        await accountant.PressAsync("/fonds-mutuel", "/fonds-mutuel", ("OfMonth", "2026-10"));
        Assert.DoesNotContain("à prélever", (await accountant.OpenAsync("/fonds-mutuel")).Text);

        var asked = await jeanne.SendAsync("/fonds-mutuel/demandes", ("Event", "Machine volée"), ("Amount", "12"));
        Assert.Equal("/fonds-mutuel/1", asked.Location);
        await desk.PersonAsync("paul", Money.Zero);
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await desk.SignInOwnerAsync("paul")).OpenAsync("/fonds-mutuel/1")).Status);
        (string, string)[] decision =
            [("On", "20/11/2026"), ("People", "Commission"), ("Resolution", "Oui"), ("Amount", "12")];
        var more = await accountant.PressAsync("/fonds-mutuel/1", "/fonds-mutuel/1?handler=Pay", decision);
        Assert.Contains("Le fonds a 10,00", more.Text);
        decision[3] = ("Amount", "9");
        await accountant.PressAsync("/fonds-mutuel/1", "/fonds-mutuel/1?handler=Pay", decision);
        Assert.Contains("Versée", (await jeanne.OpenAsync("/fonds-mutuel/1")).Text);
        Assert.DoesNotContain("Machine volée", (await jeanne.OpenAsync("/fonds-mutuel")).Text);
        Assert.True((await Data.Ledger.Checks.BooksCheck.RunAsync(desk.Store.Engine)).Ok);
    }

    /// <summary>0.5 % of what is invoiced, from May on.</summary>
    private static async Task<LendingCoop> FundedAsync(string engine)
    {
        var coop = await LendingCoop.NewAsync(engine);
        await coop.Store.WriteAsync(w => MutualFund.VoteAsync(w, new MutualRule(Rate.Percent(0.5m), Money.Zero), May,
            "AG, résolution 7", "Essai"));
        return coop;
    }

    private static Task<long> ClaimAsync(LendingCoop coop, ActivityId activity, long euros) => coop.Store.WriteAsync(
        async w => (await MutualClaims.AskAsync(w, activity, Money.Euros(euros), "Panne", "Jeanne")).Id);

    private static MutualDecision Decision(LendingCoop coop, long claim, long euros) =>
        new(claim, coop.Today, "Commission : Anne", "Résolution 1", Money.Euros(euros));

    private static async Task<(Money Opening, Money Dues, Money Help, Money Closing)> StatementAsync(LendingCoop coop)
    {
        await using var db = coop.Store.Read();
        var s = await MutualFund.StatementAsync(db, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        Assert.Equal(Money.Zero, s.Other);
        return (s.Opening, s.Dues, s.Help, s.Closing);
    }
}
