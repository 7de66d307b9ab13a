using Essaim.App.Data;
using Essaim.App.Data.Ledger.Checks;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Safety;

/// <summary>The server dies; its streaming replica is promoted and carries on with everything acknowledged.</summary>
[Collection("Kills")]
[Trait("Length", "Slow")]
public sealed class ReplicaTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_promoted_replica_has_all_that_was_acknowledged_and_goes_on()
    {
        using var primary = new PostgresServer();
        await using var coop = await DurableCoop.NewAsync("postgres", 5, server: primary);
        using var replica = primary.Replica();
        await using (var owner = await coop.Store.Engine.OpenAsOwnerAsync())
        {
            // As the hosting page has it: a commit is acknowledged once the replica has it too.
            await owner.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
            await owner.ScalarAsync("SELECT pg_reload_conf()");
            while (await owner.ScalarAsync("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'") is null)
                await Task.Delay(20);
        }
        var trade = new Victim.Trade(coop.Store, TestCoop.Law, new Random(44));
        var said = new List<string>();
        while (said.Count < 60)
            if (await trade.SomethingAsync() is { } done)
                said.Add(done);
        primary.Die();
        await Assert.ThrowsAnyAsync<Exception>(() => trade.SomethingAsync());
        replica.Promote();

        await using var store = new Store(Engine.Of($"postgres:{replica.With("k1")}", ""), TimeProvider.System);
        await Acknowledged.AssertThereAsync(store.Engine, said);
        Assert.True((await BooksCheck.RunAsync(store.Engine)).Ok);
        await using (var owner = await store.Engine.OpenAsOwnerAsync())
        {
            await owner.ExecuteAsync("ALTER SYSTEM RESET synchronous_standby_names");
            await owner.ScalarAsync("SELECT pg_reload_conf()");
        }
        await Victim.Writers.IssueAsync(store, TestCoop.Law, 2, 5, 45);
        await BookExamination.AssertSoundAsync(store.Engine);
        output.WriteLine($"{said.Count} acknowledged before the server died, all there on the promoted replica");
    }
}
