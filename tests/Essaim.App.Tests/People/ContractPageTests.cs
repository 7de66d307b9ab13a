using System.Net;
using Essaim.App.Tests.Web;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.People;

public sealed class ContractPageTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_cape_is_ended_before_a_cesa_begins(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var payroll = await desk.Site.SignInAsync("payroll");
        await payroll.SendAsync("/personnes/nouvelle", ("FirstName", "Lina"), ("LastName", "Roux"),
            ("Email", "lina@exemple.fr"));

        await PressAsync(payroll, "Add", ("Kind", "Cape"), ("FirstDay", "01/03/2026"));
        var early = await PressAsync(payroll, "Add",
            ("Kind", "Cesa"), ("FirstDay", "01/12/2026"), ("FixedPay", "450,00"), ("Withholding", "2,5"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        Assert.Contains("Un autre contrat court à ces dates", early.Text);
        Assert.Equal(("01/12/2026", "450,00", "2,5"),
            (early.Field("FirstDay"), early.Field("FixedPay"), early.Field("Withholding")));

        await PressAsync(payroll, "End", ("ContractId", "2"), ("EndsOn", "30/11/2026"));
        var signed = await PressAsync(payroll, "Add",
            ("Kind", "Cesa"), ("FirstDay", "01/12/2026"), ("FixedPay", "450,00"), ("Withholding", "2,5"));

        Assert.Equal("/personnes/2", signed.Location);
        await using var db = desk.Store.Read();
        var contracts = await db.Contracts.Where(c => c.PersonId == 2).OrderBy(c => c.FirstDay).ToListAsync();
        Assert.Equal([ContractKind.Cape, ContractKind.Cesa], contracts.Select(c => c.Kind));
        Assert.Equal(new DateOnly(2026, 11, 30), contracts[0].LastDay);
        Assert.Equal((Money.Euros(450), Rate.Percent(2.5m)), (contracts[1].FixedPay, contracts[1].WithholdingRate));
    }

    [Fact]
    public async Task The_contract_of_somebody_else_is_not_ended_from_this_page()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await desk.PersonAsync("ali", Money.Zero);
        var payroll = await desk.Site.SignInAsync("payroll");

        var answer = await PressAsync(payroll, "End", ("ContractId", "1"), ("EndsOn", "30/11/2026"));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(2L, await desk.CountAsync("contract WHERE last_day IS NULL"));
    }

    private static Task<Answer> PressAsync(Browser browser, string handler, params (string, string)[] fields) =>
        browser.PressAsync("/personnes/2", "/personnes/2?handler=" + handler, fields);
}
