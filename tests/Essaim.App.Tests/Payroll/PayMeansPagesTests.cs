using System.Net;
using Essaim.App.Data.Payroll.Plans;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Payroll;

public sealed class PayMeansPagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Jeanne_reads_how_long_a_net_lasts_and_what_she_changed_last_counts(string engine)
    {
        await using var desk = await WithMoneyAsync(engine, 9700);
        var jeanne = await desk.SignInOwnerAsync("jeanne");

        // 1,477.95 net costs about 1,933 a month: five months from November, which has no payslip yet.
        var page = await jeanne.OpenAsync("/salaire?net=1477,95");
        Assert.Contains("5 mois de novembre 2026 à mars 2027", Flat(page.Text));
        Assert.Contains("Après décembre 2026", Flat(page.Text));
        Assert.Equal(("1 477,95".Replace(' ', '\u202f'), "5"), (page.Field("net"), page.Field("mois")));

        // Nine months and more at 700 net: the slider moved, the months did not.
        var moved = await jeanne.OpenAsync("/salaire?net=1477,95&avant=1477&curseur=700&mois=5&moisAvant=5");
        Assert.Equal("700,00", moved.Field("net"));
        var months = await jeanne.OpenAsync("/salaire?net=700&avant=700&curseur=700&mois=5&moisAvant=10");
        Assert.Contains("5 mois de novembre 2026", Flat(months.Text));
        Assert.NotEqual("700,00", months.Field("net"));

        // Typed one after the other, quicker than the answers come: the field typed in last is the one that counts.
        var last = await jeanne.OpenAsync(
            "/salaire?net=1477,95&avant=1477&curseur=700&mois=3&moisAvant=5&dernier=mois");
        Assert.Contains("3 mois de novembre 2026", Flat(last.Text));

        var answer = await jeanne.OpenAsync("/salaire?handler=Answer&net=1477,95&are=40");
        Assert.DoesNotContain("<html", answer.Html);
        Assert.Contains("Salaire brut à déclarer", answer.Text);
    }

    [Fact]
    public async Task What_is_not_understood_is_said_and_kept_and_no_money_pays_no_month()
    {
        await using var desk = await WithMoneyAsync("sqlite", 100);
        var jeanne = await desk.SignInOwnerAsync("jeanne");
        foreach (var (query, said) in new[]
        {
            ("net=beaucoup", "n’est pas un nombre"), ("net=-5", "ne peut pas être négatif"),
            ("mois=demi&moisAvant=1", "n’est pas un nombre de mois"), ("mois=40&moisAvant=1", "sur 1 à 24 mois"),
            ("curseur=x&avant=1", "n’est pas un montant"), ("net=10&are=0", "L’allocation journalière est positive"),
        })
            Assert.Contains(said, (await jeanne.OpenAsync("/salaire?" + query)).Text);
        Assert.Equal("beaucoup", (await jeanne.OpenAsync("/salaire?net=beaucoup")).Field("net"));
        Assert.Contains("Pas un mois", (await jeanne.OpenAsync("/salaire?net=1000")).Text);
        Assert.Contains("paie ce salaire pendant 0 mois",
            (await jeanne.OpenAsync("/salaire/proposer?net=1000&duree=2")).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_pay_is_proposed_once_read_by_the_team_alone_and_becomes_the_plan(string engine)
    {
        await using var desk = await WithMoneyAsync(engine, 9700);
        await desk.PersonAsync("paul", Money.Zero);
        var (jeanne, paul) = (await desk.SignInOwnerAsync("jeanne"), await desk.SignInOwnerAsync("paul"));
        const string Page = "/salaire/proposer?net=1477,95&duree=3";
        (string, string)[] form = [("net", "1477,95"), ("duree", "3"), ("rythme", "pareil"), ("Why", "Soie")];
        Assert.Equal("/salaire/propositions/1", (await jeanne.SendAsync(Page, form)).Location);
        Assert.Contains("attend déjà sa réponse", (await jeanne.SendAsync(Page, form)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await paul.OpenAsync("/salaire/propositions/1")).Status);
        Assert.DoesNotContain("Accepter", (await jeanne.OpenAsync("/salaire/propositions/1")).Text);

        var advisor = await desk.Site.SignInAsync("advisor");
        Assert.Contains("Répondre à un salaire proposé", (await advisor.OpenAsync("/")).Text);
        Assert.Contains("jeanne Durand", (await advisor.OpenAsync("/paie/propositions")).Text);
        const string Accept = "/salaire/propositions/1?handler=Accept";
        Assert.Equal(HttpStatusCode.Forbidden,
            (await jeanne.PressAsync("/salaire/propositions/1", Accept)).Status);
        await advisor.PressAsync("/salaire/propositions/1", Accept, ("Answer", "D’accord"));
        await using var db = desk.Store.Read();
        var (plan, made) = (await db.PayPlans.SingleAsync(), await db.SmoothingPlans.SingleAsync());
        Assert.Equal((PayPlanState.Accepted, made.Id), (plan.State, plan.SmoothingPlanId));
        Assert.Equal((new Month(2026, 11), 3), (made.FirstMonth, made.Amounts.Count));
        Assert.Equal(plan.Amounts, made.Amounts);
        const string Amend = "/salaire/propositions/1?handler=Amend";
        Assert.Equal("/personnes/contrats/1",
            (await advisor.PressAsync("/salaire/propositions/1", Amend)).Location);
        var terms = (await db.ContractPapers.SingleAsync()).Content;
        Assert.Equal((plan.Gross, new DateOnly(2026, 11, 1)), (terms.FixedPay, terms.FirstDay));
        var again = await Assert.ThrowsAsync<BrokenRuleException>(() =>
            desk.Store.WriteAsync(w => DecidePayPlan.AcceptAsync(w, plan.Id, "", "Encore")));
        Assert.Contains("déjà sa réponse", again.Message);
    }

    /// <summary>Of three equal months of 1,477.95 net, a half month, none, and two and a half.</summary>
    [Fact]
    public async Task A_season_typed_by_hand_moves_the_same_total_from_month_to_month()
    {
        await using var desk = await WithMoneyAsync("sqlite", 9700);
        var jeanne = await desk.SignInOwnerAsync("jeanne");
        const string Page = "/salaire/proposer?net=1477,95&duree=3";
        (string, string)[] form = [("net", "1477,95"), ("duree", "3"), ("rythme", "main"), ("Why", "")];
        (string, string)[] Weighing(string november, string december, string january) =>
            [.. form, ("part202611", november), ("part202612", december), ("part202701", january)];
        Assert.Equal("100", (await jeanne.OpenAsync(Page + "&rythme=main")).Field("part202612"));
        Assert.Contains("Tous les mois sont à 0", (await jeanne.SendAsync(Page, Weighing("0", "0", "0"))).Text);
        var refused = await jeanne.SendAsync(Page, Weighing("50", "beaucoup", "250"));
        Assert.Contains("Écrivez de 0 à 1000", refused.Text);
        Assert.Equal("beaucoup", refused.Field("part202612"));

        Assert.Equal("/salaire/propositions/1", (await jeanne.SendAsync(Page, form)).Location);
        await jeanne.PressAsync("/salaire/propositions/1", "/salaire/propositions/1?handler=Withdraw");
        Assert.Equal("/salaire/propositions/2", (await jeanne.SendAsync(Page, Weighing("50", "0", "250"))).Location);
        await using var db = desk.Store.Read();
        var costs = await db.PayPlans.OrderBy(p => p.Id).Select(p => p.Amounts).ToListAsync();
        Assert.Equal(costs[0].Sum(), costs[1].Sum());
        Assert.Equal(Money.Zero, costs[1][1]);
        Assert.InRange(costs[1][2].Cents - 5 * costs[1][0].Cents, -5, 5); // one cent at most is rounded, five times
    }

    [Fact]
    public async Task A_refusal_says_why_and_a_new_plan_stops_the_one_before()
    {
        await using var desk = await WithMoneyAsync("sqlite", 9700);
        var (jeanne, advisor) = (await desk.SignInOwnerAsync("jeanne"), await desk.Site.SignInAsync("advisor"));
        var id = 0;
        await AskAsync();
        Assert.Contains("Dites pourquoi", (await AskedAsync("Refuse", "")).Text);
        await AskedAsync("Refuse", "Attendez décembre");
        Assert.Contains("Attendez décembre", (await jeanne.OpenAsync("/salaire/propositions/1")).Text);
        await AskAsync();
        await AskedAsync("Accept", "");
        await AskAsync();
        await AskedAsync("Accept", "");
        await AskAsync();
        await jeanne.PressAsync("/salaire/propositions/4", "/salaire/propositions/4?handler=Withdraw");

        await using var db = desk.Store.Read();
        var plans = await db.SmoothingPlans.OrderBy(p => p.Id).ToListAsync();
        Assert.Equal([new DateOnly(2026, 11, 1), null], plans.Select(p => p.StoppedOn));
        Assert.Equal(plans[1].Amounts[0], plans.Sum(p => p.For(new Month(2026, 11))));
        Assert.Equal(PayPlanState.Withdrawn, (await db.PayPlans.SingleAsync(p => p.Id == 4)).State);

        async Task AskAsync()
        {
            id++;
            Assert.Equal("/salaire/propositions/" + id, (await jeanne.SendAsync("/salaire/proposer?net=900&duree=2",
                ("net", "900"), ("duree", "2"), ("rythme", "pareil"), ("Why", ""))).Location);
        }

        Task<Answer> AskedAsync(string handler, string answer) => advisor.PressAsync($"/salaire/propositions/{id}",
            $"/salaire/propositions/{id}?handler={handler}", ("Answer", answer));
    }

    /// <summary>Jeanne's activity holds that much, none of it committed.</summary>
    private static async Task<Desk> WithMoneyAsync(string engine, long euros)
    {
        var desk = await Desk.StartAsync(engine);
        await desk.Store.WriteAsync(w => w.Ledger.PostAsync(
            new EntryBuilder(Journal.General, new DateOnly(2026, 11, 2), "Apport")
                .Debit(Accounts.Bank, ActivityId.Structure, Money.Euros(euros))
                .Credit(new AccountNumber("758000"), desk.Jeanne, Money.Euros(euros)).Build()));
        return desk;
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null,
        StringSplitOptions.RemoveEmptyEntries));
}
