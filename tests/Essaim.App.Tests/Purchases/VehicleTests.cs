using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases;
using Essaim.App.Tests.Sales;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Purchases;

public sealed class VehicleTests
{
    /// <summary>
    /// 3,000 km accepted for November, then 3,000 for February, then 1,000 for the other activity: 7,000 km of 5 CV are
    /// 0.357 × 7,000 + 1,395 = 3,894.00 whatever the order; 1,000 km of another car of 5 CV are 636.00.
    /// </summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_year_is_worth_its_kilometres_in_any_order_over_all_activities(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var other = await SecondActivityAsync(selling);
        var (clio, second) = (await CarAsync(selling, "Clio"), await CarAsync(selling, "Zoé"));
        var february = await SentAsync(selling, selling.Jeanne, new Month(2026, 2), clio, 3000);
        var november = await SentAsync(selling, selling.Jeanne, new Month(2026, 11), clio, 3000);
        var elsewhere = await SentAsync(selling, other, new Month(2026, 5), clio, 1000);
        var apart = await SentAsync(selling, selling.Jeanne, new Month(2026, 6), second, 1000);

        Assert.Equal(Money.Euros(1908), await AcceptAsync(selling, november));
        Assert.Equal(Money.Euros(1629), await AcceptAsync(selling, february));
        Assert.Equal(Money.Euros(357), await AcceptAsync(selling, elsewhere));
        Assert.Equal(Money.Euros(636), await AcceptAsync(selling, apart));

        var jeanne = await selling.SignInAsync();
        var page = (await jeanne.OpenAsync($"/depenses/vehicules/{clio}")).Text;
        Assert.Contains("7\u202f000 ", page);
        Assert.Contains("3\u202f894,00", page);
        Assert.Contains("1\u202f908,00", (await jeanne.OpenAsync($"/depenses/{november}")).Text);
    }

    [Fact]
    public async Task A_claim_whose_entry_was_taken_back_counts_for_nothing()
    {
        await using var selling = await SellingSite.StartAsync();
        var clio = await CarAsync(selling, "Clio");
        var first = await SentAsync(selling, selling.Jeanne, new Month(2026, 2), clio, 5000);
        await AcceptAsync(selling, first);
        await using (var db = selling.Store.Read())
        {
            var entry = (await db.ExpenseClaims.SingleAsync()).EntryId!.Value;
            await selling.Store.WriteAsync(w => ReverseEntry.ReverseAsync(w, entry, SellingSite.Today, "Deux fois"));
        }
        var again = await SentAsync(selling, selling.Jeanne, new Month(2026, 3), clio, 1000);
        Assert.Equal(Money.Euros(636), await AcceptAsync(selling, again));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_first_trip_of_a_power_keeps_its_vehicle_and_the_next_names_it(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var jeanne = await selling.SignInAsync();
        var page = (await jeanne.SendAsync("/depenses", ("ForMonth", "2026-11"))).Location!;
        (string, string)[] trip =
        [
            ("Trips[0].Date", "13/11/2026"), ("Trips[0].From", "Lyon"), ("Trips[0].To", "Oullins"),
            ("Trips[0].Kilometres", "10"), ("Trips[0].HorsePower", "6"), ("Act", "garder"),
        ];
        await jeanne.SendAsync(page, [("Version", "0"), .. trip]);
        await jeanne.SendAsync(page, [("Version", "1"), .. trip]);

        await using var db = selling.Store.Read();
        var vehicle = await db.Vehicles.SingleAsync();
        Assert.Equal(("Voiture de 6 CV", 6, false), (vehicle.Name, vehicle.HorsePower, vehicle.Electric));
        Assert.Equal(vehicle.Id, (await db.ExpenseClaims.SingleAsync()).Content.Trips.Single().Vehicle);
        Assert.Contains("Voiture de 6 CV (6 CV)", (await jeanne.OpenAsync(page)).Html);
    }

    [Fact]
    public async Task A_vehicle_is_added_put_aside_and_driven_again_and_is_nobody_elses()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var added = await jeanne.SendAsync("/depenses/vehicules", ("Name", "Clio bleue"), ("HorsePower", "5"),
            ("Theirs", "true"));
        var page = added.Location!;
        Assert.Contains("Déjà un véhicule".ToLowerInvariant(), (await jeanne.SendAsync("/depenses/vehicules",
            ("Name", "clio bleue"), ("HorsePower", "5"), ("Theirs", "true"))).Text.ToLowerInvariant());
        Assert.Contains("case P.6", (await jeanne.SendAsync("/depenses/vehicules", ("Name", "Autre"),
            ("HorsePower", "0"), ("Theirs", "true"))).Text);
        await jeanne.SendAsync(page, ("Retired", "true"));
        Assert.Contains("Plus utilisé", (await jeanne.OpenAsync("/depenses/vehicules")).Text);
        await jeanne.SendAsync(page, ("Retired", "false"));
        Assert.DoesNotContain("Plus utilisé", (await jeanne.OpenAsync("/depenses/vehicules")).Text);

        var ali = await selling.SignInAsync("ali");
        Assert.Equal(HttpStatusCode.NotFound, (await ali.OpenAsync(page)).Status);
        var car = long.Parse(page.Split('/')[^1]);
        var refused = await Assert.ThrowsAsync<BrokenRuleException>(
            () => SentAsync(selling, selling.Ali, new Month(2026, 11), car, 10));
        Assert.Contains("pas à cette personne", refused.Message);
    }

    /// <summary>The co-op of before: claims with trips that name a power, and no vehicle. Then the step runs.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_vehicles_of_trips_of_before_are_kept_by_the_new_schema(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        var activity = await coop.ActivityAsync("jeanne");
        var step = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "Essaim.App", "Data", "Migrations",
            $"0023_claims.{engine}.sql"));
        await coop.Store.WriteAsync(async w =>
        {
            await w.Connection.ExecuteAsync("INSERT INTO person (id, first_name, last_name, email) "
                + "VALUES (3, 'J', 'D', 'j@exemple.fr')", w.Transaction);
            foreach (var driven in new[] { Trip("10", "false"), Trip("10", "true") + "," + Trip("10.5", "false"), "" })
                await w.Connection.ExecuteAsync("INSERT INTO expense_claim (person_id, activity_id, month, total, "
                    + "content, version) VALUES (3, @p1, @p2, 0, @p0, 0)", w.Transaction,
                    $$"""{"expenses":[],"trips":[{{driven}}]}""", activity.Value, new Month(2026, 2).Number);
            await w.Connection.ExecuteAsync(step, w.Transaction);
        });
        await using var db = coop.Store.Read();
        var cars = await KeepVehicle.OfAsync(db, 3);
        Assert.Equal([("Voiture de 5 CV", false), ("Voiture de 5 CV, électrique", true)],
            cars.Select(v => (v.Name, v.Electric)));
        var trips = (await db.ExpenseClaims.ToListAsync()).SelectMany(c => c.Content.Trips).ToList();
        Assert.Equal(20.5m, trips.Where(t => MileageCounter.KeyOf(t, cars) == cars[0].Key).Sum(t => t.Kilometres));
    }

    private static string Trip(string kilometres, string electric) => "{\"date\":\"2026-02-03\",\"from\":\"A\",\"to\":"
        + $"\"B\",\"kilometres\":{kilometres},\"horsePower\":5,\"electric\":{electric}}}";

    internal static Task<long> CarAsync(SellingSite selling, string name) => selling.Store.WriteAsync(async w =>
        (await KeepVehicle.AddAsync(w, new Vehicle
        {
            PersonId = (await w.Db.Activities.SingleAsync(a => a.Id == selling.Jeanne)).PersonId!.Value, Name = name,
            HorsePower = 5, Electric = false, Theirs = true,
        })).Id);

    internal static Task<long> SentAsync(
        SellingSite selling, ActivityId activity, Month month, long vehicle, decimal kilometres) =>
        selling.Store.WriteAsync(async w =>
        {
            var claim = await KeepExpenseClaim.OpenAsync(w,
                await w.Db.Activities.SingleAsync(a => a.Id == activity), month, SellingSite.Today);
            await KeepExpenseClaim.ReviseAsync(w, claim.Id, claim.Version, new ExpenseClaimContent([],
                [new MileageTrip(month.FirstDay, "Lyon", "Nice", kilometres, 5, false, vehicle)]), TestCoop.Law);
            await KeepExpenseClaim.SendAsync(w, claim.Id);
            return claim.Id;
        });

    internal static Task<Money> AcceptAsync(SellingSite selling, long claim) => selling.Store.WriteAsync(async w =>
        (await BookExpenseClaim.AcceptAsync(w, claim, TestCoop.Law, SellingSite.Today, "Claire")).Total);

    private static Task<ActivityId> SecondActivityAsync(SellingSite selling) => selling.Store.WriteAsync(async w =>
        await Data.Activities.OpenActivity.OpenAsync(w, new Activity
        {
            Code = "deux", TradeName = "Deuxième", Trade = "Couture", OpenedOn = new DateOnly(2026, 1, 1),
            PersonId = (await w.Db.Activities.SingleAsync(a => a.Id == selling.Jeanne)).PersonId,
        }));
}
