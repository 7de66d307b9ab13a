using System.Net;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Activities;

public sealed class AdvancePagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_advance_a_month_end_opened_is_ratified_once_and_not_in_the_future(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(500));
        await desk.CloseAsync(new Month(2026, 10));
        var accountant = await desk.Site.SignInAsync("accountant");
        Assert.Contains("À ratifier", (await accountant.OpenAsync("/avances")).Text);

        var none = await accountant.SendAsync("/avances", ("On", "20/11/2026"));
        var future = await accountant.SendAsync("/avances", ("Chosen", "1"), ("On", "24/11/2026"));
        Assert.Contains("Cochez au moins une avance", none.Text);
        Assert.Contains("pas dans l’avenir", future.Text);
        Assert.Equal("24/11/2026", future.Field("On"));

        var page = await accountant.OpenAsync("/avances");
        (string, string)[] form =
        [
            ("Chosen", "1"), ("On", "20/11/2026"), ("request", page.Field("request")),
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
        ];
        Assert.Equal("/avances", (await accountant.PostAsync("/avances", form)).Location);
        var row = Assert.Single(await Desk.RowsAsync(accountant, "/avances?format=csv"));
        Assert.Equal(("2026-10", "Enseigne paul", "20/11/2026"), (row[0], row[1], row[4]));

        var again = await accountant.PostAsync("/avances", [.. form.Where(f => f.Item1 != "request")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("déjà ratifiée", again.Text);
    }
}
