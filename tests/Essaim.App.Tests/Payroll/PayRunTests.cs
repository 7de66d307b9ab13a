using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Payroll;
using Essaim.App.Tests.Safety;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Essaim.App.Tests.Payroll;

/// <summary>The pay of a month on its own: validated by two people, taken back, made again, then closed.</summary>
public sealed class PayRunTests
{
    private static readonly Month November = new(2026, 11);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_pay_of_a_month_is_validated_by_two_people_and_the_closing_adds_nothing(string engine)
    {
        await using var desk = await StartAsync(engine);
        await desk.Store.WriteAsync(async w => (await w.Db.Cooperatives.SingleAsync()).FourEyes = true);
        var (payroll, manager) = (await desk.Site.SignInAsync("payroll"), await desk.Site.SignInAsync("manager"));
        Assert.Contains("Valider un bulletin, ", (await payroll.OpenAsync("/paie/2026-11/valider")).Text);
        await payroll.SendAsync("/paie/2026-11/valider");
        Assert.Equal(0, await desk.CountAsync("payslip"));
        Assert.Contains("demande un accord", (await payroll.OpenAsync("/paie/2026-11/valider")).Text);
        await manager.PressAsync("/accords", "/accords?handler=Grant", ("id", "1"));
        Assert.Equal("Un bulletin émis.", (await desk.FinishedJobAsync()).Message);
        Assert.Contains("Paie validée le", (await payroll.OpenAsync("/paie?mois=2026-11")).Text);

        var entries = await desk.CountAsync("posted_entry");
        await RunAsync(desk);
        Assert.Equal(entries, await desk.CountAsync("posted_entry"));
        Assert.Equal(1, await desk.CountAsync("payslip"));
        await SoundAsync(desk);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_payslip_taken_back_leaves_nothing_owed_and_can_be_made_again_with_what_it_lacked(string engine)
    {
        await using var desk = await StartAsync(engine);
        await RunAsync(desk);
        var payroll = await desk.Site.SignInAsync("payroll");
        const string Page = "/paie/2026-11/2";
        Assert.Contains("Dites pourquoi",
            (await payroll.PressAsync(Page, Page + "?handler=Cancel", ("Reason", " "))).Text);
        Assert.Equal(Page, (await payroll.PressAsync(Page, Page + "?handler=Cancel", ("Reason", "La prime manque")))
            .Location);
        Assert.Equal(0, await desk.CountAsync("payslip"));
        Assert.Equal(0, await OwedAsync(desk));
        Assert.Contains("La prime manque", (await payroll.OpenAsync(Page)).Text);
        var paper = await payroll.OpenAsync(Page + "?handler=Cancelled&id=1");
        Assert.Equal("application/pdf", paper.Response.Content.Headers.ContentType!.MediaType);
        await SoundAsync(desk);

        await desk.Store.WriteAsync(w => KeepPayElements.KeepAsync(w, 2, November, 0,
            TypedElements.None with { Bonuses = [new NamedSum("Prime", Money.Euros(100))] }, "Nora"));
        await RunAsync(desk);
        await using var db = desk.Store.Read();
        Assert.Equal(Money.Euros(1100), (await db.Payslips.SingleAsync()).Gross);
        Assert.Equal((await db.Payslips.SingleAsync()).NetPay.Cents, -await OwedAsync(desk));
        Assert.Equal(HttpStatusCode.NotFound,
            (await payroll.OpenAsync(Page + "?handler=Cancelled&id=9")).Status);
        await SoundAsync(desk);
    }

    [Fact]
    public async Task Months_are_paid_in_order_not_ahead_and_not_beside_their_closing()
    {
        await using var desk = await StartAsync("sqlite");
        await desk.EntryAsync("625100", "512000", 10, new DateOnly(2026, 10, 5));
        await Refused("La paie d’octobre 2026 n’est pas faite", November);
        await desk.CloseAsync(new Month(2026, 10));
        await Refused("La clôture d’octobre 2026", new Month(2026, 10));
        await Refused("n’a pas commencé", new Month(2026, 12));
        await RunAsync(desk);

        async Task Refused(string said, Month month)
        {
            await using var db = desk.Store.Read();
            Assert.Contains(said, await RunPay.RefusalAsync(db, month, new DateOnly(2026, 11, 23)));
        }
    }

    [Fact]
    public async Task A_payslip_that_is_paid_closed_or_followed_by_another_is_not_taken_back()
    {
        await using var desk = await StartAsync("sqlite");
        await desk.CloseAsync(new Month(2026, 10));
        await RunAsync(desk);
        await Refused(new Month(2026, 10), "Corrigez sur la paie du mois suivant");
        await desk.Store.WriteAsync(async w =>
        {
            var owed = (await w.Books.Items.OpenAsync(account: Accounts.PayOwed)).Last();
            var entry = new EntryBuilder(Journal.Bank, new DateOnly(2026, 11, 23), "Salaire payé");
            owed.Clear(entry, owed.Remaining);
            await w.Ledger.PostAsync(entry.Credit(Accounts.Bank, ActivityId.Structure, -owed.Remaining).Build());
        });
        await Refused(November, "a déjà été réglée");
        Assert.Equal(2, await desk.CountAsync("payslip"));

        async Task Refused(Month month, string said) => Assert.Contains(said, (await Assert
            .ThrowsAsync<BrokenRuleException>(() => desk.Store.WriteAsync(w => CancelPayslip.CancelAsync(w, 2, month,
                "Une erreur", "Nora")))).Message);
    }

    [Fact]
    public async Task Contributions_are_owed_to_each_body_by_its_day_and_add_up_to_the_payslips()
    {
        await using var desk = await StartAsync("sqlite");
        await RunAsync(desk);
        await using var db = desk.Store.Read();
        var due = await DueToBodies.ReadAsync(db, November);
        var slip = (await db.Payslips.SingleAsync()).Content;
        Assert.Equal(slip.EmployeeContributions + slip.EmployerContributions - slip.GeneralReduction
            + slip.WithholdingTax, due.Bodies.Sum(b => b.Amount));
        Assert.All(due.Bodies, b => Assert.Equal((new DateOnly(2026, 12, 15), b.Amount), (b.Due, b.Left)));
        var text = (await (await desk.Site.SignInAsync("payroll")).OpenAsync("/paie/cotisations?mois=2026-11")).Text;
        Assert.Contains("Urssaf", text);
        Assert.Contains("15/12/2026", text);
        Assert.Contains("Aucun bulletin", (await (await desk.Site.SignInAsync("payroll"))
            .OpenAsync("/paie/cotisations?mois=2026-03")).Text);
    }

    /// <summary>Paul, number 2, paid 1,000 € a month.</summary>
    private static async Task<Desk> StartAsync(string engine)
    {
        var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(1000));
        return desk;
    }

    private static async Task SoundAsync(Desk desk)
    {
        Assert.True((await BooksCheck.RunAsync(desk.Store.Engine)).Ok);
        await BookExamination.AssertSoundAsync(desk.Store.Engine);
    }

    private static Task RunAsync(Desk desk)
    {
        var installation = desk.Site.Services.GetRequiredService<Installation>();
        return RunPay.RunAsync(desk.Store, installation.Calculator, installation.Law.LastPayMonth, November, "Nora");
    }

    private static async Task<long> OwedAsync(Desk desk)
    {
        await using var db = desk.Store.Read();
        return (await (await db.BooksAsync()).Items.OpenAsync(account: Accounts.PayOwed)).Sum(i => i.Remaining).Cents;
    }
}
