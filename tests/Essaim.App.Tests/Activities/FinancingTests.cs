using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Activities.Financings;
using Essaim.App.Data.Purchases;
using Essaim.App.Tests.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Activities;

/// <summary>Loans and leases that the co-op takes for one activity.</summary>
public sealed class FinancingTests
{
    private static readonly DateOnly May31 = new(2026, 5, 31);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_loan_comes_falls_due_and_is_paid_to_the_cent(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        await TakeAsync(coop, new NewFinancing(a, "Banque", "Machine", "CA, résolution 5", coop.Today,
            new FinancingTerms(FinancingKind.Loan, Money.Euros(1000), Rate.Percent(12), Money.Zero, 3, May31)));
        Assert.Equal((1000m, 0m, 1000m, 1000m, 1000m), await coop.StandAsync(a));
        Assert.Equal(0, await coop.Store.WriteAsync(TakeFinancing.DueAsync));

        coop.GoTo(5, 31);
        Assert.Equal(1, await coop.Store.WriteAsync(TakeFinancing.DueAsync));
        Assert.Equal(0, await coop.Store.WriteAsync(TakeFinancing.DueAsync));
        // 340.02 are owed to the bank: they are committed, and no longer owed to the activity.
        Assert.Equal((1000m, 340.02m, 659.98m, 659.98m, 659.98m), await coop.StandAsync(a));
        await PayAllAsync(coop);
        Assert.Equal((659.98m, 0m, 659.98m, 659.98m, 659.98m), await coop.StandAsync(a));

        coop.GoTo(7, 31);
        Assert.Equal(2, await coop.Store.WriteAsync(TakeFinancing.DueAsync));
        await PayAllAsync(coop);
        await using var db = coop.Store.Read();
        var position = await (await db.BooksAsync()).PositionAsync(coop.Today, a);
        Assert.Equal((Money.Zero, new Money(2007)), (Of(position, Accounts.Loans), Of(position, Accounts.Interest)));
        Assert.Equal(-20.07m, (await coop.StandAsync(a)).Cash); // 10.00 + 6.70 + 3.37 of interest
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_lease_is_a_purchase_each_month_with_its_vat(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        await coop.EarnAsync(a, 1000);
        await TakeAsync(coop, new NewFinancing(a, "Loueur", "Camion", "CA, résolution 6", coop.Today,
            new FinancingTerms(FinancingKind.Lease, Money.Euros(200), Rate.Zero, Money.Euros(40), 24, May31)));
        coop.GoTo(6, 30);
        Assert.Equal(2, await coop.Store.WriteAsync(TakeFinancing.DueAsync));
        Assert.Equal((1000m, 400m, 600m), await coop.StandAsync(a) is var s ? (s.Cash, s.Committed, s.Available)
            : default);
        await using var db = coop.Store.Read();
        Assert.Equal(["Loyer 1-1", "Loyer 1-2"], await db.Purchases.OrderBy(p => p.Id).Select(p => p.Number)
            .ToListAsync());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Rounds_at_once_post_an_instalment_once_and_a_closed_month_takes_none(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        await TakeAsync(coop, new NewFinancing(a, "Banque", "Machine", "CA", coop.Today,
            new FinancingTerms(FinancingKind.Loan, Money.Euros(900), Rate.Zero, Money.Zero, 3, May31)));
        coop.GoTo(7, 5);
        await coop.Store.WriteAsync(w => w.Connection.ExecuteAsync(
            "INSERT INTO month_closing (month, started_at, closed_at, closed_by) VALUES (202605, @p0, @p0, 'essai')",
            w.Transaction, w.Now));
        await coop.Store.WriteAsync(w => w.Connection.ExecuteAsync(
            "INSERT INTO month_lock (month, locked_at, locked_by) VALUES (202605, @p0, 'essai')", w.Transaction,
            w.Now));
        await using var other = new Store(coop.Store.Engine, coop.Time);
        var done = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
            (i % 2 == 0 ? coop.Store : other).WriteAsync(TakeFinancing.DueAsync))));
        Assert.Equal(2, done.Sum());
        await using var db = coop.Store.Read();
        Assert.Equal(["2026-06-01", "2026-06-30"], await db.SqlAsync(r => r.GetString(0), "SELECT CAST(e.date AS text) "
            + "FROM financing_due d JOIN posted_entry e ON e.id = d.entry_id ORDER BY d.no"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_contract_is_noted_and_read_on_its_pages(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");
        (string, string)[] form =
        [
            ("Kind", "Loan"), ("Whose", desk.Jeanne.Value.ToString()), ("Lender", "Banque"), ("Label", "Machine"),
            ("Amount", "1000"), ("YearlyRate", "12"), ("Months", "3"), ("StartsOn", "01/11/2026"),
            ("FirstDue", "15/11/2026"), ("Resolution", "CA, résolution 5"),
        ];
        var wrong = await accountant.SendAsync("/emprunts", [.. form[..6], ("Months", "0"), .. form[7..]]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("La durée va de 1 à 360 mois", wrong.Text);
        Assert.Equal("/emprunts/1", (await accountant.SendAsync("/emprunts", form)).Location);
        Assert.Contains("336,66", (await accountant.OpenAsync("/emprunts/1")).Text);
        await accountant.PressAsync("/emprunts/1", "/emprunts/1");
        Assert.Contains("Passée", (await accountant.OpenAsync("/emprunts/1")).Text);
        Assert.Contains("Banque", (await accountant.OpenAsync("/achats/a-payer")).Text);
        Assert.True((await Data.Ledger.Checks.BooksCheck.RunAsync(desk.Store.Engine)).Ok);
    }

    private static Task<Financing> TakeAsync(LendingCoop coop, NewFinancing asked) =>
        coop.Store.WriteAsync(w => TakeFinancing.TakeAsync(w, asked, "Essai"));

    private static Task PayAllAsync(LendingCoop coop) => coop.Store.WriteAsync(async w =>
    {
        await w.SaveAsync();
        foreach (var item in await PayableItems.ReadAsync(w.Db))
            await PayItem.PayAsync(w, item, null, coop.Today);
    });

    private static Money Of(IEnumerable<AccountBalance> balances, AccountNumber account) =>
        balances.Where(b => b.Account == account).Sum(b => b.Balance);
}
