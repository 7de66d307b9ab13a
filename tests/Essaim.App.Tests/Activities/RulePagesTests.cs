using System.Net;
using Essaim.App.Data.Activities;
using Essaim.App.Tests.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Activities;

public sealed class RulePagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_voted_rule_with_tiers_floor_and_ceiling_holds_from_its_day_and_not_before(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");

        var kept = await accountant.SendAsync("/regles/nouvelle", Rule(("From", "01/12/2026")));

        Assert.Equal("/regles", kept.Location);
        Assert.Contains("au plus", (await accountant.OpenAsync("/regles")).Text);
        await using var db = desk.Store.Read();
        var rules = await Rules.ReadAsync(db);
        Assert.Equal("Contribution de 10 %", rules.Of(desk.Jeanne, new DateOnly(2026, 11, 30)).Name);
        var rule = rules.Of(desk.Jeanne, new DateOnly(2026, 12, 1));
        Assert.Equal("Contribution par tranches", rule.Name);
        Assert.Equal(
            [new ContributionTier(Money.Zero, Rate.Percent(10)), new(Money.Euros(2000), Rate.Percent(6.5m))],
            rule.Tiers);
        Assert.Equal((Money.Euros(20), Money.Euros(400)), (rule.Floor, rule.Ceiling));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_wrong_rule_comes_back_as_it_was_typed_and_is_not_kept(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");

        var wrong = await accountant.SendAsync("/regles/nouvelle",
            Rule(("From", "31/11/2026"), ("Tiers[1].Rate", "six"), ("Floor", "500")));
        var upside = await accountant.SendAsync("/regles/nouvelle", Rule(("From", "01/12/2026"), ("Floor", "500")));
        var same = await accountant.SendAsync("/regles/nouvelle",
            Rule(("From", "01/12/2026"), ("Name", "Contribution de 10 %")));

        Assert.Contains("Novembre 2026 a 30 jours", wrong.Text);
        Assert.Equal(("31/11/2026", "2000", "six", "500"), (wrong.Field("From"), wrong.Field(@"Tiers\[1\].From"),
            wrong.Field(@"Tiers\[1\].Rate"), wrong.Field("Floor")));
        Assert.All([wrong, upside, same], a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.Status));
        Assert.Contains("s’appelle déjà", same.Text);
        Assert.Equal(1L, await desk.CountAsync("contribution_rule"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_rule_on_demand_holds_for_the_activity_it_was_given_to(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");
        await accountant.SendAsync("/regles/nouvelle", Rule(("From", "01/12/2026"), ("OptIn", "true")));

        await accountant.SendAsync("/activites/jeanne", ("RuleId", "2"), ("From", "01/01/2027"));

        await using var db = desk.Store.Read();
        var rules = await Rules.ReadAsync(db);
        Assert.Equal("Contribution de 10 %", rules.Of(desk.Jeanne, new DateOnly(2026, 12, 31)).Name);
        Assert.Equal("Contribution par tranches", rules.Of(desk.Jeanne, new DateOnly(2027, 1, 1)).Name);
    }

    private static (string, string)[] Rule(params (string Name, string Value)[] changed)
    {
        (string Name, string Value)[] usual =
        [
            ("Name", "Contribution par tranches"), ("Resolution", "AG du 20 novembre 2026, résolution 2"),
            ("Base", "Invoiced"), ("Period", "Month"), ("Tiers[0].From", ""), ("Tiers[0].Rate", "10"),
            ("Tiers[1].From", "2000"), ("Tiers[1].Rate", "6,5"), ("Floor", "20"), ("Ceiling", "400"),
        ];
        return [.. usual.Where(u => changed.All(c => c.Name != u.Name)), .. changed];
    }
}
