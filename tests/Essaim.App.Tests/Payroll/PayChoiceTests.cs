using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Tests.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Essaim.App.Tests.Payroll;

/// <summary>What a co-op chooses for its pay and asks of a contract: the months after change, those before never.
/// </summary>
public sealed class PayChoiceTests
{
    private const string Choices = "/paie/reglages";
    private const string OfPaul = "/paie/contrats/2";
    private static readonly Month October = new(2026, 10);
    private static readonly Month November = new(2026, 11);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_premium_is_due_from_its_day_unless_the_person_is_exempt(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(2480));
        var nora = await desk.Site.SignInAsync("payroll");
        var before = await SlipAsync(desk, October);
        Assert.DoesNotContain(before.Lines, l => l.Name == "complementaire-sante");
        await desk.CloseAsync(October);

        var late = await ChooseAsync(nora, ("From", "01/10/2026"), ("HealthEmployer", "40"), ("HealthEmployee", "30"));
        Assert.Contains("déjà émis", late.Text);
        var upside = await ChooseAsync(nora, ("From", "01/11/2026"), ("HealthEmployer", "30"),
            ("HealthEmployee", "40"));
        Assert.Contains("au moins la moitié", upside.Text);
        Assert.Equal(Choices, (await ChooseAsync(nora, ("From", "01/11/2026"), ("HealthEmployer", "40"),
            ("HealthEmployee", "30"), ("Siret", "12345678200002"))).Location);
        var health = (await SlipAsync(desk, November)).Lines.Single(l => l.Name == "complementaire-sante");
        Assert.Equal((Money.Euros(40), Money.Euros(30)), (health.Employer, health.Employee));

        Assert.Equal(OfPaul, (await nora.PressAsync(OfPaul, OfPaul, ("Health", "OtherCover"),
            ("AskedOn", "02/11/2026"), ("Until", "30/11/2026"), ("Job", "Modéliste"),
            ("Grade", "Niveau IV"))).Location);
        Assert.Equal(("Modéliste", "Niveau IV"), await OnPaperAsync(desk, October));
        Assert.DoesNotContain((await SlipAsync(desk, November)).Lines, l => l.Name == "complementaire-sante");
        Assert.Contains((await SlipAsync(desk, new Month(2026, 12))).Lines, l => l.Name == "complementaire-sante");
        await using var db = desk.Store.Read();
        var issued = await db.Payslips.SingleAsync(p => p.PersonId == 2);
        Assert.Equal((before.TotalCost, before.NetPay), (issued.TotalCost, issued.NetPay));
        await Assert.ThrowsAnyAsync<Exception>(() => desk.Store.WriteAsync(w =>
            w.Connection.ExecuteAsync("UPDATE pay_choice SET from_day = '2026-01-01'", w.Transaction)));
    }

    /// <summary>The job and its grade as the payslip of Paul prints them.</summary>
    private static async Task<(string, string)> OnPaperAsync(Desk desk, Month month)
    {
        await using var db = desk.Store.Read();
        var page = await PayslipPaper.PageOfAsync(db,
            await db.Payslips.SingleAsync(p => p.PersonId == 2 && p.Month == month));
        return (page.Employee.Job, page.Employee.Position);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_rate_with_its_day_serves_until_the_end_of_the_second_month_after(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(2480));
        var nora = await desk.Site.SignInAsync("payroll");
        var alone = await nora.PressAsync(OfPaul, OfPaul, ("GivenOn", "15/08/2026"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, alone.Status);
        Assert.Equal(OfPaul, (await nora.PressAsync(OfPaul, OfPaul, ("Withholding", "1,2"), ("GivenOn", "15/08/2026")))
            .Location);
        Assert.Equal(Rate.Percent(1.2m), (await SlipAsync(desk, October)).WithholdingRate);
        // A taxable net of about 2,000 has the neutral rate of its bracket, which is not that one.
        Assert.NotEqual(Rate.Percent(1.2m), (await SlipAsync(desk, November)).WithholdingRate);
        await nora.PressAsync(OfPaul, OfPaul, ("Withholding", "1,2"));
        Assert.Equal(Rate.Percent(1.2m), (await SlipAsync(desk, November)).WithholdingRate);
    }

    /// <summary>
    /// 600 in October, 6,600 in November. October: 600 × 0.3981 = 238.86 either way. The year: 3 × (600 + 1,867.02) ÷
    /// 7,200 gives 0.0202, 145.44; 3 × 3,734.03 ÷ 7,200 gives 0.0602, 433.44.
    /// </summary>
    [Theory, InlineData(false, -9342), InlineData(true, 19458)]
    public async Task Another_reference_of_the_cesa_needs_its_letter_and_changes_the_reduction(
        bool fullTime, long cents)
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await desk.PersonAsync("paul", Money.Euros(600));
        var nora = await desk.Site.SignInAsync("payroll");
        var bare = await ChooseAsync(nora, ("From", "01/10/2026"), ("Reference", "FullTime"));
        Assert.Contains("avec une réponse de l’Urssaf", bare.Text);
        if (fullTime)
            await ChooseAsync(nora, ("From", "01/10/2026"), ("Reference", "FullTime"), ("Letter", "Rescrit 12"));
        await desk.CloseAsync(October);
        await nora.SendAsync("/paie/2026-11/2/elements", ("Version", "0"), ("Bonuses[0].Label", "Prime"),
            ("Bonuses[0].Amount", "6000"));
        Assert.Equal(new Money(cents), (await SlipAsync(desk, November)).GeneralReduction);
    }

    /// <summary>2.95 % of 2,480 is 73.16; Apec is the executives' own line.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_town_s_rate_and_the_position_are_asked_and_paid(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(2480));
        await desk.Store.WriteAsync(async w => (await w.Db.Cooperatives.SingleAsync()).Headcount = 20);
        var nora = await desk.Site.SignInAsync("payroll");
        Assert.Contains("n’existe pas", (await ChooseAsync(nora, ("From", "01/10/2026"), ("Mobility", "60"))).Text);
        await ChooseAsync(nora, ("From", "01/10/2026"), ("Mobility", "2,95"));
        var plain = await SlipAsync(desk, October);
        Assert.Equal(new Money(7316), plain.Lines.Single(l => l.Label.Contains("obilité")).Employer);
        Assert.DoesNotContain(plain.Lines, l => l.Name.Contains("apec"));
        await nora.PressAsync(OfPaul, OfPaul, ("Executive", "True"));
        Assert.Contains((await SlipAsync(desk, October)).Lines, l => l.Name.Contains("apec"));
    }

    private static Task<Answer> ChooseAsync(Browser browser, params (string, string)[] fields) =>
        browser.PressAsync(Choices, Choices, [("Decision", "Gérance, 12 octobre 2026"), .. fields]);

    private static async Task<Payslip> SlipAsync(Desk desk, Month month)
    {
        await using var db = desk.Store.Read();
        var pay = new PayOrders(db, desk.Site.Services.GetRequiredService<Installation>().Calculator);
        return (await pay.ProposeAsync(month, 2)).Single().Order!.Payslip;
    }
}
