using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Data.Acts;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Acts;

public sealed class ActLogTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_change_tells_who_made_it_and_what_was_there_before(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        var customer = await coop.CustomerAsync(await coop.ActivityAsync("jeanne"));
        Author.Current = new Author(7, "Claire Martin");
        await coop.Store.WriteAsync(async w =>
        {
            var known = await w.Db.Customers.SingleAsync();
            (known.Name, known.Email, known.PaymentDays) = ("Théâtre du Rhône", new EmailAddress("a@exemple.fr"), 45);
        });
        await using var db = coop.Store.Read();
        var acts = await ActLog.OfAsync(db, RecordKinds.Customer, customer.Id.ToString());
        Assert.Equal([ActVerbs.Changed, ActVerbs.Added], acts.Select(a => a.Verb));
        Assert.Equal(("Claire Martin", "Théâtre du Rhône"), (acts[0].By, acts[0].Title));
        Assert.Equal(["Adresse électronique : rien → a@exemple.fr", "Délai de paiement : 30 → 45",
            "Nom : Théâtre des Tisserands → Théâtre du Rhône"], acts[0].Changes!.Split('\n').Order());
        Assert.True((await BooksCheck.RunAsync(coop.Store.Engine)).Ok);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_not_done_after_all_leaves_no_act(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        var activity = await coop.ActivityAsync("jeanne");
        var before = await CountAsync(coop.Store);
        await Assert.ThrowsAsync<BrokenRuleException>(() => coop.Store.WriteAsync(async w =>
        {
            w.Db.Customers.Add(new Domain.Sales.Customer
            {
                ActivityId = activity, Name = "Personne", Street = "1 rue X", PostalCode = "69001", City = "Lyon",
            });
            await w.SaveAsync();
            throw new BrokenRuleException("Non.");
        }));
        Assert.Equal(before, await CountAsync(coop.Store));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Names_can_be_forgotten_and_the_chain_stays_whole(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        var customer = await coop.CustomerAsync(await coop.ActivityAsync("jeanne"));
        await coop.Store.WriteAsync(w => ActLog.ForgetAsync(w, RecordKinds.Customer, customer.Id.ToString()));
        await using var db = coop.Store.Read();
        var act = Assert.Single(await ActLog.OfAsync(db, RecordKinds.Customer, customer.Id.ToString()));
        Assert.Equal((null, null), (act.Title, act.Changes));
        Assert.True((await BooksCheck.RunAsync(coop.Store.Engine)).Ok);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task No_act_is_changed_or_taken_away(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.CustomerAsync(await coop.ActivityAsync("jeanne"));
        foreach (var sql in new[]
        {
            "UPDATE act SET by_name = 'Quelqu’un d’autre'", "DELETE FROM act", "UPDATE act_detail SET title = 'Rien'",
        })
            await Assert.ThrowsAnyAsync<Exception>(() => coop.Store.WriteAsync(w =>
                w.Connection.ExecuteAsync(sql, w.Transaction)));
    }

    [Fact]
    public async Task Whatever_may_change_in_a_record_has_a_french_name()
    {
        await using var coop = await TestCoop.NewAsync("sqlite");
        await using var db = coop.Store.Read();
        var types = new[]
        {
            typeof(Cooperative), typeof(Domain.People.Person), typeof(Domain.People.Contract),
            typeof(Domain.Activities.Activity), typeof(Domain.Sales.Customer), typeof(Domain.Purchases.Supplier),
            typeof(Domain.Sales.Quote), typeof(Domain.Purchases.ExpenseClaim), typeof(SmoothingPlanRow),
            typeof(CashAdvance), typeof(MonthClosing), typeof(Advance), typeof(MutualClaim),
        };
        var changing = types.SelectMany(t => db.Model.FindEntityType(t)!.GetProperties())
            .Where(p => p.PropertyInfo is { SetMethod: { } set } && p.Name != "Version"
                && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(
                    typeof(System.Runtime.CompilerServices.IsExternalInit)))
            .Select(p => p.Name).ToHashSet();
        Assert.Contains("LastName", changing);
        Assert.DoesNotContain(changing, p => !RecordedWords.Has(p));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_log_is_read_by_the_management_and_found_by_words(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var payroll = await desk.Site.SignInAsync("payroll");
        await payroll.PressAsync("/personnes/nouvelle?id=1", "/personnes/nouvelle?id=1", ("FirstName", "Jeanne"),
            ("LastName", "Durand-Petit"), ("Email", "jeanne@exemple.fr"));
        var page = (await payroll.OpenAsync("/personnes/1")).Text;
        Assert.Contains("Nom : Durand → Durand-Petit", page);
        Assert.Contains("Prénom Payroll", page);
        Assert.Equal(HttpStatusCode.Forbidden, (await payroll.OpenAsync("/journal-actes")).Status);

        var manager = await desk.Site.SignInAsync("manager");
        Assert.Contains("Durand-Petit", (await manager.OpenAsync("/journal-actes?q=durand-petit&genre=person")).Text);
        Assert.Contains("Aucun acte ne correspond",
            (await manager.OpenAsync("/journal-actes?q=durand-petit&genre=quote")).Text);
        var rows = await Desk.RowsAsync(manager, "/journal-actes?q=durand-petit&format=csv");
        Assert.Equal("Prénom Payroll", Assert.Single(rows)[1]);
    }

    private static async Task<long> CountAsync(Store store)
    {
        await using var db = store.Read();
        return Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM act"));
    }
}
