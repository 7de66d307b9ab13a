using System.Net;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Payroll;

public sealed class PayPagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_month_lists_its_payslips_and_each_opens_to_its_lines(string engine)
    {
        await using var desk = await PaidAsync(engine);
        var payroll = await desk.Site.SignInAsync("payroll");

        var list = await payroll.OpenAsync("/paie");
        Assert.Contains("Paie d’octobre 2026", list.Text);
        Assert.Contains("Mois clos", list.Text);
        var row = Assert.Single(await Desk.RowsAsync(payroll, "/paie?mois=2026-10&format=csv"));
        Assert.Equal(("Durand paul", "Enseigne paul"), (row[0], row[1]));
        Assert.Equal(Money.Euros(500), Desk.Amount(row[2]));

        var slip = await payroll.OpenAsync("/paie/2026-10/2");
        Assert.Contains("paul Durand", slip.Text);
        Assert.Contains(FrenchText.Amount(Desk.Amount(row[4])), slip.Text);
        Assert.Contains("Net imposable", slip.Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_payslip_that_is_not_there_or_not_yours_is_not_found(string engine)
    {
        await using var desk = await PaidAsync(engine);
        var payroll = await desk.Site.SignInAsync("payroll");
        foreach (var path in new[] { "/paie/2026-10/1", "/paie/2026-09/2", "/paie/2026-13/2", "/paie/2026-10/999" })
            Assert.Equal(HttpStatusCode.NotFound, (await payroll.OpenAsync(path)).Status);

        var paul = await desk.SignInOwnerAsync("paul");
        Assert.Equal(HttpStatusCode.OK, (await paul.OpenAsync("/salaire/bulletins/2026-10")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await paul.OpenAsync("/paie/2026-10/2")).Status);
        var jeanne = await desk.SignInOwnerAsync("jeanne");
        var advisor = await desk.Site.SignInAsync("advisor");
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/salaire/bulletins/2026-10")).Status);
        foreach (var other in new[] { jeanne, advisor })
            Assert.Equal(HttpStatusCode.NotFound,
                (await other.OpenAsync("/salaire/bulletins/2026-10?activite=paul")).Status);
    }

    [Fact]
    public async Task An_open_month_says_what_is_missing_to_pay_everybody()
    {
        await using var desk = await PaidAsync("sqlite");
        var text = (await (await desk.Site.SignInAsync("payroll")).OpenAsync("/paie?mois=2026-11")).Text;
        Assert.Contains("Mois ouvert", text);
        Assert.Contains("l’IBAN de jeanne Durand, paul Durand", text);
        Assert.Contains("Paie proposée", text);
        Assert.Contains("Aucun bulletin en août 2025",
            (await (await desk.Site.SignInAsync("payroll")).OpenAsync("/paie?mois=2025-08")).Text);
    }

    /// <summary>Paul, paid 500 € in October.</summary>
    private static async Task<Desk> PaidAsync(string engine)
    {
        var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(500));
        await desk.CloseAsync(new Month(2026, 10));
        return desk;
    }
}
