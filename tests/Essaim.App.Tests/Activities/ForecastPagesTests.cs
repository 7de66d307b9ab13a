using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Essaim.App.Tests.Activities;

public sealed class ForecastPagesTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_coop_foresees_its_bank_and_an_entrepreneur_their_own_cash(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await CoverPagesTests.EarnAsync(desk, desk.Jeanne, 1000);
        await CoverPagesTests.LateInvoiceAsync(desk, 1200); // 1 440, due on 2 October, VAT 240, contribution 120
        var accountant = await desk.Site.SignInAsync("accountant");

        var coop = await Desk.RowsAsync(accountant, "/previsions?format=csv");
        // The week of today: the invoice is late, its customer has no history. VAT of November is paid on 24 December.
        Assert.Equal(26, coop.Count);
        Assert.Equal((Money.Euros(1440), Money.Zero, Money.Euros(2440)), Row(coop[0]));
        Assert.Equal((Money.Zero, Money.Euros(-240), Money.Euros(2200)), Row(coop.Single(r => r[0] == "21/12/2026")));
        Assert.Equal(Money.Euros(2200), Row(coop[^1]).Left);

        var jeanne = await desk.SignInOwnerAsync("jeanne");
        var own = await Desk.RowsAsync(jeanne, "/previsions?format=csv");
        // 1 000 − 120 of contribution already taken; 1 440 less 240 of VAT.
        Assert.Equal((Money.Euros(1200), Money.Zero, Money.Euros(2080)), Row(own[0]));
        Assert.Equal(own, await Desk.RowsAsync(accountant, "/previsions?activite=jeanne&format=csv"));

        var week = await accountant.OpenAsync("/previsions?semaine=1");
        Assert.Contains("Théâtre", week.Text);
        Assert.Contains("/ventes/factures/1", week.Html);
        await desk.PersonAsync("paul", Money.Zero);
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/previsions?activite=paul")).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await desk.Site.SignInAsync("administrator")).OpenAsync("/previsions")).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_customer_who_pays_twenty_days_late_is_expected_so_unless_due_dates_are_believed(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await CoverPagesTests.LateInvoiceAsync(desk, 100); // 120, due on 2 October
        await desk.Store.WriteAsync(w =>
            RecordReceipt.RecordAsync(w, 1, Money.Euros(120), new DateOnly(2026, 10, 22), "virement"));
        await desk.Store.WriteAsync(async w =>
        {
            var again = await w.Db.Customers.SingleAsync();
            var day = new DateOnly(2026, 11, 13); // due on 13 December
            await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(Domain.Sales.SaleDocumentKind.Invoice, desk.Jeanne,
                again, new Domain.Sales.SaleContent([TestCoop.Service(desk.Jeanne, 100)], Rate.Zero, ""), day),
                await SellerData.ReadAsync(w.Db, desk.Jeanne, TestCoop.Law, day));
        });

        Assert.Equal([new DateOnly(2027, 1, 2)], await ExpectedAsync(desk, asDue: false)); // 20 days after
        Assert.Equal([new DateOnly(2026, 12, 13)], await ExpectedAsync(desk, asDue: true));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Fixed_pay_leaves_every_month_until_its_contract_ends(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var paul = await desk.PersonAsync("paul", Money.Euros(500));
        await desk.CloseAsync(new Month(2026, 10));
        await desk.Store.WriteAsync(async w =>
            (await w.Db.Contracts.SingleAsync(c => c.PersonId == 2)).LastDay = new DateOnly(2027, 1, 31));
        await using var db = desk.Store.Read();
        var slip = await db.Payslips.SingleAsync();
        var installation = desk.Site.Services.GetRequiredService<Installation>();
        var activity = await db.Activities.SingleAsync(a => a.Id == paul);

        var own = await new ForecastReport(db, installation, Today).ReadAsync(activity, asDue: false);
        var coop = await new ForecastReport(db, installation, Today).ReadAsync(null, asDue: false);

        // October is in the books; November, December and January are to come, each at October's cost.
        Assert.Equal([new DateOnly(2026, 11, 30), new(2026, 12, 31), new(2027, 1, 31)],
            own.Cash.Weeks.SelectMany(w => w.Items).Select(i => i.Expected));
        Assert.All(own.Cash.Weeks.SelectMany(w => w.Items), i => Assert.Equal(-slip.TotalCost, i.Amount));
        var all = coop.Cash.Weeks.SelectMany(w => w.Items).ToList();
        Assert.Equal(-4 * slip.TotalCost.Cents, all.Sum(i => i.Amount).Cents);
        Assert.Equal(4, all.Count(i => i.Kind == ForecastKind.Pay));
    }

    private static async Task<List<DateOnly>> ExpectedAsync(Desk desk, bool asDue)
    {
        await using var db = desk.Store.Read();
        var installation = desk.Site.Services.GetRequiredService<Installation>();
        var forecast = await new ForecastReport(db, installation, Today).ReadAsync(null, asDue);
        return [.. forecast.Cash.Weeks.SelectMany(w => w.Items).Where(i => i.Kind == ForecastKind.Customers)
            .Select(i => i.Expected)];
    }

    private static (Money In, Money Out, Money Left) Row(string[] row) =>
        (Desk.Amount(row[1]), Desk.Amount(row[2]), Desk.Amount(row[3]));
}
