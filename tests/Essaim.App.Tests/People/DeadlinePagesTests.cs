using Essaim.App.Tests.Web;
using Essaim.Domain.People;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.People;

/// <summary>What falls due of contracts, on the person's page and in the list of all.</summary>
public sealed class DeadlinePagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_deadline_to_become_a_member_counts_the_cape_before(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("ali", Money.Zero);
        await desk.Store.WriteAsync(async w =>
        {
            w.Db.Contracts.RemoveRange(w.Db.Contracts.Where(c => c.PersonId == 2));
            await w.SaveAsync();
            w.Db.Contracts.Add(new Contract
            {
                PersonId = 2, Kind = ContractKind.Cape, FirstDay = new(2025, 9, 1), LastDay = new(2026, 2, 28),
            });
            w.Db.Contracts.Add(new Contract { PersonId = 2, Kind = ContractKind.Cesa, FirstDay = new(2026, 3, 1) });
            await w.SaveAsync();
        });
        var payroll = await desk.Site.SignInAsync("payroll");

        var person = await payroll.OpenAsync("/personnes/2");
        Assert.Contains("septembre 2028", person.Text);
        Assert.Contains("181 jours de contrats antérieurs déduits", person.Text);
        var list = await payroll.OpenAsync("/personnes/echeances");
        Assert.Contains("Devenir associé ou associée, sinon le Cesa prend fin", list.Text);
    }
}
