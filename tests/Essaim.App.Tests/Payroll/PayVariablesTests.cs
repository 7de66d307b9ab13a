using System.Net;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Payroll;

/// <summary>The variables of a month, from the elements typed to the files of a payroll program.</summary>
public sealed class PayVariablesTests
{
    private const string Page = "/paie/2026-10/variables";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_typed_leaves_in_the_files_of_the_program_with_its_codes(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(2480));
        var nora = await desk.Site.SignInAsync("payroll");
        Assert.Equal(HttpStatusCode.Redirect, (await nora.SendAsync("/paie/2026-10/2/elements", ("Version", "0"),
            ("Bonuses[0].Label", "Prime de chantier"), ("Bonuses[0].Amount", "150,5"), ("Mileage", "42,32"),
            ("Absences[0].First", "05/10/2026"), ("Absences[0].Last", "06/10/2026"))).Status);
        Assert.Contains("codes d’attente", (await nora.OpenAsync(Page)).Text);
        Assert.Equal("/paie/personnes/2",
            (await nora.SendAsync("/paie/personnes/2?handler=Number", ("Number", "0042"))).Location);
        Assert.Equal("/paie/programme", (await nora.SendAsync("/paie/programme", ("Name", "Silae du cabinet"),
            ("Layout", "Silae"), ("From", "01/10/2026"), ("Codes[Bonus]", "EV-A01"),
            ("Codes[UnpaidAbsence]", "AB-110"))).Location);
        Assert.Contains("2 variables n’ont pas de code", (await nora.OpenAsync(Page)).Text);

        string[] expected =
        [
            "2026-10;0042;Durand;paul;Cesa;FixedPay;Part fixe d’un mois entier;2480,00;euros;01/10/2026;31/10/2026;",
            "2026-10;0042;Durand;paul;Cesa;Bonus;Prime de chantier;150,50;euros;01/10/2026;31/10/2026;EV-A01",
            "2026-10;0042;Durand;paul;Cesa;UnpaidAbsence;Absence non payée;2;jours calendaires;05/10/2026;06/10/2026;"
                + "AB-110",
            "2026-10;0042;Durand;paul;Cesa;Mileage;Indemnités kilométriques;42,32;euros;01/10/2026;31/10/2026;",
        ];
        var documented = Page + "?handler=Documented";
        Assert.Equal(expected, (await Desk.RowsAsync(nora, documented)).Select(r => string.Join(';', r)));
        Assert.Equal(["0042;EV-A01;150,50;01/10/2026;31/10/2026", "0042;AB-110;2;05/10/2026;06/10/2026"],
            (await Desk.RowsAsync(nora, Page + "?handler=Silae")).Select(r => string.Join(';', r)));
        Assert.Contains("0042;EV-A01;Prime de chantier;150,50;01/10/2026;31/10/2026",
            (await nora.OpenAsync(Page + "?handler=Sage")).Html);
        Assert.Equal(3, await desk.CountAsync("act WHERE verb = 'taken' AND kind = 'month' AND about = '2026-10'"));

        // The same once the month is closed and the payslip issued.
        await desk.CloseAsync(new Month(2026, 10));
        Assert.Equal(expected, (await Desk.RowsAsync(nora, documented)).Select(r => string.Join(';', r)));
    }

    [Fact]
    public async Task What_breaks_the_files_is_refused_and_nobody_else_takes_them()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await desk.PersonAsync("paul", Money.Euros(500));
        await desk.PersonAsync("lea", Money.Euros(500));
        var nora = await desk.Site.SignInAsync("payroll");
        Assert.Equal(HttpStatusCode.Redirect,
            (await nora.SendAsync("/paie/personnes/2?handler=Number", ("Number", "7"))).Status);
        Assert.Contains("déjà celui d’une autre personne",
            (await nora.SendAsync("/paie/personnes/3?handler=Number", ("Number", "7"))).Text);
        Assert.Contains("au plus 20 signes", (await nora.SendAsync("/paie/programme", ("Name", "Sage"),
            ("Layout", "Sage"), ("From", "01/10/2026"), ("Codes[Bonus]", "UN CODE"))).Text);
        Assert.Contains("Dites comment s’appelle", (await nora.SendAsync("/paie/programme", ("Name", " "),
            ("Layout", "Sage"), ("From", "01/10/2026"))).Text);
        Assert.Equal(0, await desk.CountAsync("pay_program"));
        Assert.Equal(HttpStatusCode.NotFound, (await nora.OpenAsync("/paie/2026-13/variables")).Status);
        Assert.Contains("Personne à payer", (await nora.OpenAsync("/paie/2020-01/variables")).Text);
        var paul = await desk.SignInOwnerAsync("paul");
        foreach (var file in new[] { "", "?handler=Documented", "?handler=Silae" })
            Assert.Equal(HttpStatusCode.Forbidden, (await paul.OpenAsync(Page + file)).Status);
    }
}
