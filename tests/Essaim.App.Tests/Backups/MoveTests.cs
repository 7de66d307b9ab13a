using Essaim.App.Data;
using Essaim.App.Data.Backups;
using Essaim.App.Tests.Safety;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Backups;

/// <summary>A co-op changes engine, or server, and loses nothing on the way.</summary>
[Collection("Kills")]
[Trait("Length", "Slow")]
public sealed class MoveTests
{
    [Theory, InlineData("sqlite", "postgres"), InlineData("postgres", "sqlite")]
    public async Task Moved_there_and_back_a_coop_is_the_same_to_the_last_row(string first, string second)
    {
        await using var coop = await BackedUpCoop.NewAsync(first);
        var before = await BackedUpCoop.RowsAsync(coop.Store.Engine);
        Assert.True(before.Count > 100);

        Assert.True((await MoveCoop.RunAsync(coop.Installation, BackedUpCoop.Id, Target(second))).Books.Ok);
        var there = await coop.Installation.StoreAsync(BackedUpCoop.Id);
        Assert.Equal(second, there.Engine.Name);
        Assert.Equal(before, await BackedUpCoop.RowsAsync(there.Engine));

        Assert.True((await MoveCoop.RunAsync(coop.Installation, BackedUpCoop.Id, Target(first))).Books.Ok);
        var back = await coop.Installation.StoreAsync(BackedUpCoop.Id);
        Assert.Equal(first, back.Engine.Name);
        Assert.Equal(before, await BackedUpCoop.RowsAsync(back.Engine));
        await Victim.Writers.IssueAsync(back, TestCoop.Law, 3, 3, 11);
        await BookExamination.AssertSoundAsync(back.Engine);
    }

    [Theory, InlineData("sqlite", "postgres"), InlineData("postgres", "sqlite")]
    public async Task Whoever_still_writes_to_the_old_place_is_told_and_nothing_is_lost(string first, string second)
    {
        await using var coop = await BackedUpCoop.NewAsync(first);
        var trade = new Victim.Trade(coop.Store, TestCoop.Law, new Random(3));
        var (acknowledged, refusal) = (new List<string>(), "");
        var writing = Task.Run(async () =>
        {
            while (refusal.Length == 0)
                try
                {
                    if (await trade.SomethingAsync() is { } done)
                        acknowledged.Add(done);
                }
                catch (BrokenRuleException rule)
                {
                    refusal = rule.Message;
                }
        });
        await MoveCoop.RunAsync(coop.Installation, BackedUpCoop.Id, Target(second));
        await writing.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Contains("changer de base", refusal);
        var there = await coop.Installation.StoreAsync(BackedUpCoop.Id);
        await Acknowledged.AssertThereAsync(there.Engine, acknowledged);
        await BookExamination.AssertSoundAsync(there.Engine);
    }

    [Theory, InlineData("sqlite", "postgres"), InlineData("postgres", "sqlite")]
    public async Task One_coop_alone_goes_to_another_server(string first, string second)
    {
        await using var coop = await BackedUpCoop.NewAsync(first);
        var made = await TakeBackup.ExportAsync(coop.Installation,
            coop.Installation.Catalogue.Find(BackedUpCoop.Id)!, coop.Out, BackedUpCoop.Key);
        await using var there = await BackedUpCoop.NewAsync("sqlite");
        await Assert.ThrowsAsync<BrokenRuleException>(() => RestoreBackup.ImportAsync(there.Installation, made.File,
            null, null, BackedUpCoop.Key));
        var came = await RestoreBackup.ImportAsync(there.Installation, made.File, "venue",
            second == "sqlite" ? null : BackedUpCoop.Place(second), BackedUpCoop.Key);
        Assert.True(came.Books.Ok);
        Assert.Equal(await BackedUpCoop.RowsAsync(coop.Store.Engine),
            await BackedUpCoop.RowsAsync((await there.Installation.StoreAsync("venue")).Engine));
    }

    [Fact]
    public async Task A_database_that_is_in_use_is_not_covered()
    {
        await using var coop = await BackedUpCoop.NewAsync("sqlite");
        await using var other = await BackedUpCoop.NewAsync("postgres");
        var taken = other.Installation.Catalogue.Find(BackedUpCoop.Id)!.Store;
        var refusal = await Assert.ThrowsAsync<BrokenRuleException>(
            () => MoveCoop.RunAsync(coop.Installation, BackedUpCoop.Id, taken));
        Assert.Contains("base vide", refusal.Message);
        Assert.Equal(Coop.FileStore(BackedUpCoop.Id), coop.Installation.Catalogue.Find(BackedUpCoop.Id)!.Store);
        await coop.TradeAsync(1, 1);
    }

    private static string Target(string engine) => engine == "sqlite" ? "sqlite" : BackedUpCoop.Place(engine);
}
