using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Banking;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Purchases;
using Essaim.App.Jobs;
using Essaim.App.Tests.Banking;
using Essaim.App.Tests.Sales;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Purchases;

public sealed class WaiveClaimTests
{
    private const string Name = "jeanne Morel";

    /// <summary>Of 138.30 accepted (48.70 + 26.00 + 63.60), 20.00 are given up: 118.30 are left.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_part_then_the_rest_is_given_up_and_what_was_signed_is_kept(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var claim = await AcceptedAsync(selling);
        // As in a chart of before the account was in ours.
        await selling.Store.WriteAsync(w => w.Connection.ExecuteAsync("DELETE FROM account WHERE number = '758000'",
            w.Transaction));
        var jeanne = await selling.SignInAsync();
        var page = $"/depenses/{claim}/renoncer";
        Assert.Contains("138,30", (await jeanne.OpenAsync(page)).Text);
        var unsigned = await jeanne.SendAsync(page, ("Amount", "20"), ("Agreed", "true"), ("Signature", "Jeanne"));
        Assert.Contains("Signez de votre nom", unsigned.Text);
        Assert.Contains("Cochez la phrase", (await jeanne.SendAsync(page, ("Amount", "20"), ("Signature", Name))).Text);

        await jeanne.SendAsync(page, ("Amount", "20"), ("Agreed", "true"), ("Signature", "Jeanne  MOREL"));

        Assert.Equal(new Money(-11830), await LeftAsync(selling));
        var shown = await jeanne.OpenAsync($"/depenses/{claim}");
        Assert.Contains("a renoncé à 20,00", shown.Text);
        await using var db = selling.Store.Read();
        var waiver = await db.ClaimWaivers.SingleAsync();
        var kept = await jeanne.OpenAsync($"/documents/{waiver.DocumentId}");
        Assert.Equal(HttpStatusCode.OK, kept.Status);
        Assert.Contains("renonce définitivement", waiver.Declaration);
        var income = (await ActivityLines.OfEntryAsync(db, waiver.EntryId)).Single(l => l.Account.StartsWith("758"));
        Assert.Equal((selling.Jeanne, new Money(2000)), (income.Activity, income.Credit));
        Assert.Contains("Il ne reste que", (await jeanne.SendAsync(page, ("Amount", "118,31"), ("Agreed", "true"),
            ("Signature", Name))).Text);
        await jeanne.SendAsync(page, ("Amount", "118,30"), ("Agreed", "true"), ("Signature", Name));
        Assert.Equal(Money.Zero, await LeftAsync(selling));
        Assert.Contains("déjà remboursée", (await jeanne.SendAsync(page, ("Amount", "1"), ("Agreed", "true"),
            ("Signature", Name))).Text);
        Assert.All((await BooksCheck.RunAsync(selling.Store.Engine)).Checks, c => Assert.True(c.Ok, c.Detail));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Nothing_is_given_up_that_is_paid_or_not_accepted_yet(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var sent = await CheckClaimTests.SentAsync(selling);
        Assert.Contains("pas encore acceptée", await SaidAsync(selling, sent, 10));
        await AcceptAsync(selling, sent);
        await selling.Store.WriteAsync(async w =>
        {
            var item = (await w.Books.Items.OpenAsync(selling.Jeanne)).Single();
            await PayItem.PayAsync(w, item.Id, new Money(13000), SellingSite.Today, "Remboursement");
        });
        Assert.Contains("Il ne reste que 8,30", await SaidAsync(selling, sent, 10));
        Assert.Contains("Signez", await SaidAsync(selling, sent, 8, "Quelqu’un"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Nothing_is_given_up_that_an_order_is_about_to_pay(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var claim = await AcceptedAsync(selling);
        await selling.Store.WriteAsync(async w =>
        {
            var bank = await OpenBankAccount.OpenAsync(w, "Banque", BankDesk.Iban, "", BankDesk.First);
            await PrepareRun.PrepareAsync(w, bank.Id, SellingSite.Today, await PayableItems.ReadAsync(w.Db), "Claire");
        });
        Assert.Contains("Retirez-le de l’ordre", await SaidAsync(selling, claim, 10));
        var matched = await Assert.ThrowsAsync<BrokenRuleException>(() => selling.Store.WriteAsync(async w =>
        {
            var item = (await w.Books.Items.OpenAsync(selling.Jeanne)).Single();
            var posted = await w.Ledger.PostAsync(new EntryBuilder(Journal.General, SellingSite.Today, "Payé")
                .Debit(Accounts.PeopleToReimburse, selling.Jeanne, new Money(5000), item.ThirdParty)
                .Credit(Accounts.BankFees, selling.Jeanne, new Money(5000)).Build());
            await MatchLines.MatchAsync(w, [item.Id, new OpenItemId(posted.Id, 1)], partial: true);
        }));
        Assert.Contains("Retirez-le de l’ordre", matched.Message);
        Assert.Equal(new Money(-13830), await LeftAsync(selling));
    }

    [Fact]
    public async Task Nobody_signs_for_another()
    {
        await using var selling = await SellingSite.StartAsync();
        var page = $"/depenses/{await AcceptedAsync(selling)}/renoncer";
        foreach (var login in new[] { "ali", "claire" })
        {
            var other = await selling.SignInAsync(login);
            Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync(page)).Status);
        }
        Assert.Equal(new Money(-13830), await LeftAsync(selling));
    }

    private static async Task<long> AcceptedAsync(SellingSite selling)
    {
        var claim = await CheckClaimTests.SentAsync(selling);
        await AcceptAsync(selling, claim);
        return claim;
    }

    private static Task AcceptAsync(SellingSite selling, long claim) => selling.Store.WriteAsync(async w =>
    {
        await CheckClaim.DecideAsync(w, claim, [new DecidedLine(new(2, 0, 0, "Convenu"), 0)], TestCoop.Law, "C");
        await w.SaveAsync();
        await BookExpenseClaim.AcceptAsync(w, claim, TestCoop.Law, SellingSite.Today, "C");
    });

    private static async Task<Money> LeftAsync(SellingSite selling)
    {
        await using var db = selling.Store.Read();
        return (await (await db.BooksAsync()).Items.OpenAsync(selling.Jeanne)).Sum(i => i.Remaining);
    }

    private static async Task<string> SaidAsync(SellingSite selling, long claim, long euros, string signature = Name) =>
        (await Assert.ThrowsAsync<BrokenRuleException>(() => selling.Store.WriteAsync(w => WaiveClaim.WaiveAsync(w,
            claim, Money.Euros(euros), signature, new Asker("Jeanne"), SellingSite.Today)))).Message;
}
