using System.Data.Common;
using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Tests.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Membership;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Payroll;

/// <summary>The elements of a month, from the form to the books.</summary>
public sealed class PayElementsTests
{
    private const long Paul = 2;
    private const string Page = "/paie/2026-10/2/elements";
    private static readonly Month October = new(2026, 10);

    /// <summary>The month of `PayElementPostingTests`, without its seizures, typed in October.</summary>
    private static readonly (string, string)[] Month =
    [
        ("Version", "0"), ("Bonuses[0].Label", "Prime de chantier"), ("Bonuses[0].Amount", "150"),
        ("Sick.First", "09/10/2026"), ("Sick.Last", "20/10/2026"), ("SickNature", "Ordinary"),
        ("DailyIndemnity", "40"), ("Subrogated", "True"), ("Meals", "2"), ("Vouchers", "18"), ("VoucherValue", "13"),
        ("VoucherPart", "60"), ("Pass", "60"), ("PassPart", "50"), ("Mileage", "42,32"), ("Expenses[0].Label", "Train"),
        ("Expenses[0].Amount", "18"), ("Advance", "200"), ("Shares", "40"),
    ];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_typed_is_computed_booked_and_frozen(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var activity = await desk.PersonAsync("paul", Money.Euros(2480));
        await desk.Store.WriteAsync(async w =>
        {
            await w.Ledger.PostAsync(
                SharePosting.Subscribed(Paul, Money.Euros(100), new DateOnly(2026, 10, 1), "paul"));
            await w.Ledger.PostAsync(
                PayPosting.Advance(Paul, "paul", Money.Euros(200), new DateOnly(2026, 10, 15)));
        });
        var nora = await desk.Site.SignInAsync("payroll");

        Assert.Equal("/paie?mois=2026-10", (await nora.SendAsync(Page, Month)).Location);
        // 2,480 less 12 days of 31, 960.00; bonus 150; two meals 11.00; 18 × 0.48 of vouchers above 7.32: 8.64.
        var gross = Money.Round(2480m - 960m + 150m + 11m + 8.64m);
        Assert.Contains(FrenchText.Amount(gross), (await nora.OpenAsync(Page)).Text);
        var run = await nora.OpenAsync("/paie?mois=2026-10");
        Assert.Contains("part fixe ; éléments saisis", run.Text);
        await desk.CloseAsync(October);

        await using var db = desk.Store.Read();
        var slip = await db.Payslips.SingleAsync(p => p.PersonId == Paul);
        Assert.Equal(gross, slip.Gross);
        var books = await db.BooksAsync();
        var balances = await books.PositionAsync(October.LastDay);
        Money Of(AccountNumber account, ActivityId of) =>
            balances.Where(b => b.Account == account && b.Activity == of).Sum(b => b.Balance);
        Assert.Equal(-Money.Euros(234), Of(Accounts.MealVouchers, ActivityId.Structure));
        Assert.Equal(Money.Round(131.76m + 30m), Of(Accounts.OtherSocialCosts, activity));
        Assert.Equal(-Money.Euros(11), Of(Accounts.OtherStaffCosts, activity));
        Assert.Equal((Money.Round(42.32m), Money.Euros(18)),
            (Of(Accounts.Mileage, activity), Of(Accounts.Travel, activity)));
        // Nine indemnities of 40 less 3.8 % and 2.9 %: 360 − 13.68 − 10.44.
        Assert.Equal(Money.Round(335.88m), Of(Accounts.SickIndemnities, ActivityId.Structure));
        Assert.Equal(Money.Zero, Of(Accounts.PayAdvances, ActivityId.Structure));
        Assert.Equal(Money.Euros(60), (await books.Items.OpenAsync(account: Accounts.MemberSubscriptions))
            .Sum(i => i.Remaining));
        Assert.Equal(-slip.NetPay, Of(Accounts.PayOwed, ActivityId.Structure));
        Assert.True((await BooksCheck.RunAsync(desk.Store.Engine)).Ok);

        Assert.Contains("Le bulletin est émis", (await nora.OpenAsync(Page)).Text);
        await using var owner = await desk.Store.Engine.OpenAsOwnerAsync();
        foreach (var change in new[] { "UPDATE pay_elements SET content = content", "DELETE FROM pay_elements" })
            Assert.Contains("keeps its elements",
                (await Assert.ThrowsAnyAsync<DbException>(() => owner.ExecuteAsync(change))).Message);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_wrong_is_said_with_what_was_typed_and_two_people_do_not_undo_each_other(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(2480));
        var nora = await desk.Site.SignInAsync("payroll");

        var unread = await nora.SendAsync(Page, ("Bonuses[0].Label", ""), ("Bonuses[0].Amount", "cent"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unread.Status);
        Assert.Contains("Dites de quelle prime il s’agit", unread.Text);
        Assert.Contains("value=\"cent\"", unread.Html);
        var broken = await nora.SendAsync(Page, ("Vouchers", "40"), ("VoucherValue", "13"), ("VoucherPart", "60"));
        Assert.Contains("Le nombre de titres-restaurant va de 0 à 31", broken.Text);
        Assert.Contains("Enregistrez d’abord la souscription",
            (await nora.SendAsync(Page, ("Shares", "40"))).Text);

        // Shown beside before anything is kept: 2,480 and a bonus of 100.
        var shown = await nora.PressAsync(Page, Page + "?handler=Slip", ("Bonuses[0].Label", "Prime"),
            ("Bonuses[0].Amount", "100"));
        Assert.Contains(FrenchText.Amount(Money.Euros(2580)), shown.Text);
        Assert.Equal(0, await desk.CountAsync("pay_elements"));

        Assert.Equal(HttpStatusCode.Redirect, (await nora.SendAsync(Page, ("Version", "0"), ("Mileage", "10"))).Status);
        var late = await nora.SendAsync(Page, ("Version", "0"), ("Mileage", "99"));
        Assert.Contains("a changé ces éléments entre-temps", late.Text);
        Assert.Equal(HttpStatusCode.Redirect, (await nora.SendAsync(Page, ("Version", "1"), ("Mileage", "20"))).Status);
        await using var db = desk.Store.Read();
        var kept = await db.PayElements.SingleAsync();
        Assert.Equal((Money.Euros(20), 2), (kept.Content.Mileage, kept.Version));
        Assert.Contains("Éléments de paie d’octobre 2026", (await nora.OpenAsync("/personnes/2")).Text);
    }

    [Fact]
    public async Task A_contract_pays_the_days_that_it_covers_and_two_contracts_make_one_payslip()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await desk.Store.WriteAsync(async w =>
        {
            foreach (var (name, first) in new[] { ("ali", 17), ("eva", 1) })
            {
                var person = await EnterPerson.EnterAsync(w, new Person
                {
                    FirstName = name, LastName = "Durand", Email = new EmailAddress(name + "@exemple.fr"),
                });
                Contract Cesa(int from, int? to, long pay) => new()
                {
                    PersonId = person, Kind = ContractKind.Cesa, FirstDay = new DateOnly(2026, 10, from),
                    LastDay = to is { } last ? new DateOnly(2026, 10, last) : null, FixedPay = Money.Euros(pay),
                };
                w.Db.Contracts.Add(Cesa(first, name == "eva" ? 14 : null, name == "eva" ? 3100 : 6200));
                if (name == "eva")
                    w.Db.Contracts.Add(Cesa(15, null, 6200));
            }
        });
        await desk.CloseAsync(October);
        await using var db = desk.Store.Read();
        var slips = await db.Payslips.OrderBy(p => p.PersonId).ToListAsync();
        // 15 days of 31 at 6,200; 14 days at 3,100, 1,400, and 17 at 6,200, 3,400.
        Assert.Equal([Money.Euros(3000), Money.Euros(4800)], slips.Select(s => s.Gross));
    }
}
