using System.Net;
using Essaim.App.Data;

namespace Essaim.App.Tests.Web;

/// <summary>What whoever watches the server is told: numbers, and no name.</summary>
public sealed class HealthTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_stranger_reads_that_the_databases_answer(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var answer = await desk.Site.Browse().OpenAsync("/sante");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""{"ok":true,"databases":1,"down":0,"backupsLate":0}""", answer.Html);
        Assert.Equal("""{"ok":true}""", (await desk.Site.Browse().OpenAsync("/sante/pret")).Html);
    }

    [Fact]
    public async Task A_database_that_is_down_is_counted_and_not_named()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        desk.Site.Catalogue.Add(new Coop("ruche", "La Ruche", "123456782",
            "postgres:Host=127.0.0.1;Port=9;Username=secret;Password=tres-secret;Timeout=1"));
        var answer = await desk.Site.Browse().OpenAsync("/sante");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("""{"ok":false,"databases":2,"down":1,"backupsLate":1}""", answer.Html);
        // The others are served meanwhile.
        Assert.Equal(HttpStatusCode.OK, (await desk.Site.Browse().OpenAsync("/sante/pret")).Status);
        var manager = await desk.Site.SignInAsync("manager");
        Assert.Equal(HttpStatusCode.OK, (await manager.OpenAsync("/personnes")).Status);
    }
}
