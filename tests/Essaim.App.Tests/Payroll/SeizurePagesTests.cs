using Essaim.App.Data;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Payroll;

/// <summary>Seizures from the act to the transfer, and what the co-op hands over when somebody leaves.</summary>
public sealed class SeizurePagesTests
{
    private const string Page = "/paie/personnes/2/saisies";
    private static readonly Month September = new(2026, 9);
    private static readonly Month October = September.Next();

    private static readonly (string, string)[] Act =
    [
        ("Rank", "Tax"), ("Creditor", "SGC Valence"), ("Reference", "SATD 2026-0815"), ("ReceivedOn", "12/09/2026"),
        ("First", "2026-09"), ("Total", "400"), ("Monthly", ""), ("Dependants", "0"),
        ("Iban", "FR76 3000 6000 0112 3456 7890 189"),
    ];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_act_is_served_month_by_month_until_its_total_and_the_creditor_is_owed_it(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(2000));
        var nora = await desk.Site.SignInAsync("payroll");
        foreach (var (field, value, said) in new[]
        {
            ("Reference", "", "Recopiez la référence"), ("Creditor", " ", "Dites à qui l’argent est versé"),
            ("Total", "0", "la somme à recouvrer"), ("Iban", "FR12", "IBAN"), ("First", "demain", "mois"),
        })
        {
            var refused = await nora.SendAsync(Page,
                [.. Act.Select(a => a.Item1 == field ? (field, value) : a)]);
            Assert.Contains(said, refused.Text);
            Assert.Equal("12/09/2026", refused.Field("ReceivedOn"));
        }
        Assert.Equal(0, await desk.CountAsync("pay_seizure"));
        Assert.Equal(Page, (await nora.SendAsync(Page, Act)).Location);

        await desk.CloseAsync(September);
        await using var db = desk.Store.Read();
        var slip = await db.Payslips.SingleAsync(p => p.PersonId == 2);
        var line = Assert.Single(slip.Content.Adjustments);
        // By hand for 1,583.19 net before tax in SeizureTests; here tax comes off first.
        var net = slip.Content.NetBeforeTax - slip.Content.WithholdingTax;
        var most = SeizablePart.Of(TestCoop.Law, September.LastDay, net, 0).Seizable;
        Assert.Equal((-most, "Saisie administrative"), (line.Amount, line.Label));
        var owed = Assert.Single(await (await db.BooksAsync()).Items.OpenAsync(account: Accounts.SeizedPay));
        Assert.Equal((ThirdParty.Seizure(1), most), (owed.ThirdParty, -owed.Remaining));
        Assert.Contains("saisie sur salaire", (await nora.OpenAsync("/paie?mois=2026-10")).Text);

        await desk.CloseAsync(October);
        var page = await nora.OpenAsync(Page);
        Assert.Contains("Tout est retenu", page.Text);
        Assert.Contains("SATD 2026-0815", page.Text);
        Assert.Equal(Money.Euros(400), (await (await desk.Store.Read().BooksAsync()).Items
            .OpenAsync(account: Accounts.SeizedPay)).Sum(i => -i.Remaining));
        Assert.DoesNotContain("saisie sur salaire", (await nora.OpenAsync("/paie?mois=2026-11")).Text);
        var claire = await desk.Site.SignInAsync("accountant");
        Assert.Contains("SGC Valence", (await claire.OpenAsync("/achats/a-payer")).Text);
        Assert.True((await BooksCheck.RunAsync(desk.Store.Engine)).Ok);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_reference_is_sealed_and_each_look_is_written_down(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(2000));
        var nora = await desk.Site.SignInAsync("payroll");
        await nora.SendAsync(Page, Act);
        await using (var connection = await desk.Store.Engine.OpenAsync())
            foreach (var kept in await connection.ListAsync(r => r.GetString(0), "SELECT reference FROM pay_seizure"))
                Assert.DoesNotContain("0815", kept);
        var looks = await LooksAsync();
        await nora.OpenAsync(Page);
        await nora.OpenAsync("/paie/personnes/2");
        await nora.OpenAsync("/paie/2026-10/2/elements");
        Assert.Equal(looks + 3, await LooksAsync());
        var paul = await desk.SignInOwnerAsync("paul");
        await paul.OpenAsync("/salaire/annees");
        Assert.Equal(looks + 3, await LooksAsync());

        Assert.Contains("commence en septembre 2026",
            (await nora.SendAsync(Page + "?handler=Lift", ("Act", "1"), ("Last", "2026-07"))).Text);
        Assert.Equal(Page, (await nora.SendAsync(Page + "?handler=Lift", ("Act", "1"), ("Last", "2026-08"))).Location);
        Assert.Contains("La saisie est levée", (await nora.OpenAsync(Page)).Text);
        await desk.CloseAsync(October);
        await using var db = desk.Store.Read();
        Assert.Empty((await db.Payslips.SingleAsync(p => p.PersonId == 2)).Content.Adjustments);

        async Task<long> LooksAsync()
        {
            await using var connection = await desk.Store.Engine.OpenAsync();
            return Convert.ToInt64(await connection.ScalarAsync("SELECT count(*) FROM act WHERE verb = 'seen'"));
        }
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Who_leaves_gets_a_certificate_and_a_receipt_of_the_last_payslip(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(2000));
        var nora = await desk.Site.SignInAsync("payroll");
        Assert.Contains("Aucun contrat ne finit", (await nora.OpenAsync("/paie/personnes/2/depart")).Text);
        await desk.Store.WriteAsync(async w =>
        {
            var contract = await w.Db.Contracts.SingleAsync(c => c.PersonId == 2);
            contract.LastDay = new DateOnly(2026, 10, 31);
        });
        var before = await nora.OpenAsync("/paie/personnes/2/depart");
        Assert.Contains("Émettre le bulletin d’octobre 2026", before.Text);
        Assert.DoesNotContain("Receipt", before.Html);
        await desk.CloseAsync(October);

        var page = await nora.OpenAsync("/paie/personnes/2/depart");
        Assert.Contains("jours de congé qui restent", page.Text);
        Assert.Contains("dans les 5 jours ouvrés", page.Text);
        await using var db = desk.Store.Read();
        var slip = await db.Payslips.SingleAsync(p => p.PersonId == 2);
        var receipt = Flat(PaperReader.Text((await nora.FetchAsync("/paie/personnes/2/depart?handler=Receipt")).Bytes));
        Assert.Contains("la somme de " + Flat(slip.NetPay.ToString()), receipt);
        Assert.Contains("dans les 6 mois", receipt);
        var certificate = Flat(PaperReader.Text(
            (await nora.FetchAsync("/paie/personnes/2/depart?handler=Certificate")).Bytes));
        Assert.Contains("31 octobre 2026", certificate);
        Assert.DoesNotContain("complémentaire santé", certificate);
        Assert.Contains($"2026-10;01/10/2026;31/10/2026;2000,00;{slip.NetPay.ToInvariant().Replace('.', ',')}",
            (await nora.OpenAsync("/paie/personnes/2/depart?handler=Months")).Html);
        var years = Flat((await nora.OpenAsync("/paie/personnes/2/annees")).Text);
        Assert.Contains(Flat(FrenchText.Amount(slip.TotalCost)), years);
        Assert.Contains(Flat(FrenchText.Amount(slip.NetPay)),
            Flat((await (await desk.SignInOwnerAsync("paul")).OpenAsync("/salaire/annees")).Text));
    }

    private static string Flat(string text) =>
        string.Join(' ', text.Split([' ', '\n', '\r', '\u00a0', '\u202f'], StringSplitOptions.RemoveEmptyEntries));
}
