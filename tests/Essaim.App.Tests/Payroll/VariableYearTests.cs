using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Payroll;
using Essaim.App.Jobs;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Payroll;

/// <summary>The year 2025 of Nora, whose Cesa has no fixed part, from her clause to her payslip of October.</summary>
public sealed class VariableYearTests
{
    private const string Page = "/paie/annee/2025";
    private static readonly Month December = new(2025, 12);
    private static readonly Month October = new(2026, 10);
    private static readonly DateOnly Day = new(2025, 12, 10);

    /// <summary>80 % of what is left after 10 % and 100 €.</summary>
    private static readonly (string, string)[] Clause =
    [
        ("Contract", ""), ("Share", "80"), ("LeftRate", "10"), ("LeftAmount", "100"), ("ClauseFrom", "01/01/2025"),
    ];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_a_year_leaves_is_a_debt_at_closing_and_the_payslip_that_pays_it_takes_it_back(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var activity = await NoraAsync(desk);
        var michel = await desk.Site.SignInAsync("manager");
        Assert.Contains("Aucune clause de part variable", (await michel.OpenAsync(Page)).Text);
        Assert.Equal(Page, (await michel.SendAsync(Page + "?handler=Clause", Clause)).Location);
        await desk.CloseAsync(December);

        // 20,000 less 3,000 of costs and 2,000 of contribution: 15,000. Left to the co-op:
        // 1,500 and 100. Of the 13,400 left, 80 %: 10,720. In the activity stay 2,680.
        var due = Money.Euros(10_720);
        await using (var db = desk.Store.Read())
        {
            var row = await db.VariableSettlements.SingleAsync();
            Assert.Equal((due, Money.Zero, Money.Euros(1600)), (row.Cost, row.Carried, row.Content.Left));
            Assert.True(row.Gross.IsPositive && row.Gross < due);
            Assert.Equal((-due, Money.Euros(-4280)), await OwedAsync(db, activity, December.LastDay));
        }
        var entries = await desk.CountAsync("posted_entry");
        await desk.CloseAsync(December);
        Assert.Equal(entries, await desk.CountAsync("posted_entry"));
        Assert.Contains("est clos : il a inscrit", (await michel.OpenAsync(Page)).Text);

        Assert.Equal(Page, (await michel.SendAsync(Page + "?handler=Assembly", ("Version", "0"),
            ("AssemblyOn", "01/10/2026"), ("PayMonth", "2026-10"))).Location);
        Assert.Contains("C’est plus d’un mois après l’assemblée", (await michel.OpenAsync(Page)).Text);
        Assert.Equal(Page, (await michel.SendAsync(Page + "?handler=Assembly", ("Version", "1"),
            ("AssemblyOn", "05/10/2026"), ("PayMonth", "2026-10"))).Location);
        Assert.DoesNotContain("C’est plus d’un mois", (await michel.OpenAsync(Page)).Text);
        Assert.Contains("solde de la part variable 2025", (await michel.OpenAsync("/paie?mois=2026-10")).Text);
        await desk.CloseAsync(October);

        await using var read = desk.Store.Read();
        var paid = await read.VariableSettlements.SingleAsync();
        var slip = await read.Payslips.SingleAsync(p => p.PersonId == paid.PersonId);
        Assert.Equal((October, slip.TotalCost), (paid.PaidMonth, paid.PaidCost));
        Assert.InRange((due - slip.TotalCost).Cents, 0, 20);
        Assert.Contains(slip.Content.Earnings, e => e.Label == "Solde de la part variable 2025");
        Assert.Equal(Money.Zero, (await OwedAsync(read, activity, October.LastDay)).Owed);
        Assert.True((await BooksCheck.RunAsync(desk.Store.Engine)).Ok);
        Assert.Contains("Payé, octobre 2026", (await michel.OpenAsync(Page)).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_button_enters_the_debts_once_and_again_only_what_has_changed(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var activity = await NoraAsync(desk);
        var michel = await desk.Site.SignInAsync("manager");
        await michel.SendAsync(Page + "?handler=Clause", Clause);
        foreach (var said in new[] { "Une écriture passée.", "Rien à inscrire : tout l’était déjà." })
        {
            Assert.StartsWith("/travaux/", (await michel.PressAsync("/paie/annee/2025", Page)).Location);
            var job = await desk.FinishedJobAsync();
            Assert.Equal((JobQueue.Done, said), (job.State, job.Message));
        }
        // 15,000, less 1,600, of which 80 % are 10,720.
        Assert.Equal(Money.Euros(-10_720), await OwedAsync(desk, activity));

        // 1,000 more of costs: 14,000 less 1,500, 80 %: 10,000. The old entry is taken back, a new one entered.
        await SpendAsync(desk, activity, 1000);
        Assert.Contains("À recalculer", (await michel.OpenAsync(Page)).Text);
        await michel.PressAsync(Page, Page);
        Assert.Equal("2 écritures passées.", (await desk.FinishedJobAsync()).Message);
        Assert.Equal(Money.Euros(-10_000), await OwedAsync(desk, activity));

        // A loss: nothing due, nothing taken back, 6,000 carried on.
        await SpendAsync(desk, activity, 20_000);
        await michel.PressAsync(Page, Page);
        Assert.Equal("Une écriture passée.", (await desk.FinishedJobAsync()).Message);
        Assert.Equal(Money.Zero, await OwedAsync(desk, activity));
        Assert.Contains("Manque", Plain((await michel.OpenAsync(Page)).Text));
        await using var db = desk.Store.Read();
        Assert.Equal(Money.Euros(-6000), (await db.VariableSettlements.SingleAsync()).Carried);
        Assert.True((await BooksCheck.RunAsync(desk.Store.Engine)).Ok);
    }

    [Fact]
    public async Task A_clause_of_after_the_closing_makes_no_debt_and_each_reads_their_own_year_only()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await NoraAsync(desk);
        var michel = await desk.Site.SignInAsync("manager");
        await michel.SendAsync(Page + "?handler=Clause", [.. Clause[..4], ("ClauseFrom", "01/01/2026")]);
        Assert.Contains("La clause est du 1er janvier 2026, après la clôture",
            Plain((await michel.OpenAsync(Page)).Text));
        Assert.Contains("Donnez un autre jour",
            (await michel.SendAsync(Page + "?handler=Clause", [.. Clause[..4], ("ClauseFrom", "01/01/2026")])).Text);
        Assert.Contains("va de plus de 0 à 100", (await michel.SendAsync(Page + "?handler=Clause",
            ("Share", "120"), ("ClauseFrom", "01/01/2025"))).Text);
        await desk.CloseAsync(December);
        Assert.Equal(0, await desk.CountAsync("variable_settlement"));
        Assert.Contains("finit le 31 décembre 2026",
            Plain((await michel.PressAsync("/paie/annee/2026", "/paie/annee/2026")).Text));
        Assert.Equal(HttpStatusCode.NotFound, (await michel.OpenAsync("/paie/annee/2031")).Status);

        await michel.SendAsync(Page + "?handler=Clause", Clause);
        var nora = await desk.SignInOwnerAsync("nora");
        const string statement = "/salaire/part-variable?annee=2025";
        var text = Plain((await nora.OpenAsync(statement)).Text);
        foreach (var said in new[]
        {
            "20 000,00", "3 000,00", "2 000,00", "15 000,00", "1 600,00", "2 680,00", "10 720,00",
        })
            Assert.Contains(said, text);
        Assert.Contains("En 2025, l’activité a facturé", text);
        Assert.Contains("À vous verser, charges comprises",
            PaperReader.Text((await nora.FetchAsync(statement + "&handler=Pdf")).Bytes));
        Assert.Contains("Facturé", (await nora.OpenAsync(
            "/compte/lignes?compte=facture&du=2025-01-01&au=2025-12-31")).Text);
        var jeanne = await desk.SignInOwnerAsync("jeanne");
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync(statement + "&activite=nora")).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await desk.Site.SignInAsync("advisor")).OpenAsync(statement + "&activite=nora")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await nora.OpenAsync(Page)).Status);
    }

    private static string Plain(string text) => text.Replace('\u202f', ' ').Replace('\u00a0', ' ');

    /// <summary>Nora, a Cesa of January 2025 without fixed part; 20,000 invoiced in December, 3,000 spent, 2,000
    /// contributed.</summary>
    private static async Task<ActivityId> NoraAsync(Desk desk)
    {
        var activity = await desk.Store.WriteAsync(async w =>
        {
            var person = await EnterPerson.EnterAsync(w, new Person
            {
                FirstName = "nora", LastName = "Durand", Email = new EmailAddress("nora@exemple.fr"),
            });
            w.Db.Contracts.Add(new Contract
            {
                PersonId = person, Kind = ContractKind.Cesa, FirstDay = new DateOnly(2025, 1, 1),
            });
            return await OpenActivity.OpenAsync(w, new Activity
            {
                Code = "nora", TradeName = "Nora", Trade = "Conseil", PersonId = person,
                OpenedOn = new DateOnly(2025, 1, 1),
            });
        });
        await desk.Store.WriteAsync(w => w.Ledger.PostAsync(new EntryBuilder(Journal.General, Day, "Ventes")
            .Debit(Accounts.Bank, ActivityId.Structure, Money.Euros(20_000))
            .Credit(Accounts.ServicesSold, activity, Money.Euros(20_000)).Build()));
        await SpendAsync(desk, activity, 3000);
        await desk.Store.WriteAsync(w => w.Ledger.PostAsync(ContributionPosting.Entry(activity, Money.Euros(2000), Day,
            "Contribution", "", null)));
        return activity;
    }

    private static Task SpendAsync(Desk desk, ActivityId activity, long euros) =>
        desk.Store.WriteAsync(w => w.Ledger.PostAsync(new EntryBuilder(Journal.General, Day, "Achats")
            .Debit(Accounts.PurchasedServices, activity, Money.Euros(euros))
            .Credit(Accounts.Bank, ActivityId.Structure, Money.Euros(euros)).Build()));

    private static async Task<Money> OwedAsync(Desk desk, ActivityId activity)
    {
        await using var db = desk.Store.Read();
        return (await OwedAsync(db, activity, December.LastDay)).Owed;
    }

    /// <summary>4286 and 4386 of the activity, and its result of 2025 (a profit is negative).</summary>
    private static async Task<(Money Owed, Money Result)> OwedAsync(CoopDb db, ActivityId activity, DateOnly day)
    {
        var books = await db.BooksAsync();
        var owed = (await books.PositionAsync(day, activity)).Where(b => b.Account == Accounts.VariablePayOwed
            || b.Account == Accounts.VariablePayCharges).Sum(b => b.Balance);
        return (owed, (await books.BalancesAsync(new DateOnly(2025, 1, 1), December.LastDay, activity))
            .Where(b => b.Account.ClosesIntoResult).Sum(b => b.Balance));
    }
}
