using Essaim.App.Data.Ledger.Checks;
using static Essaim.App.Tests.Ledger.FecFiles;

namespace Essaim.App.Tests.Ledger;

public sealed class BooksCheckTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Books_as_they_were_posted_pass_every_check(string engine)
    {
        await using var coop = await BooksStory.MakeAsync(engine);

        var result = await BooksCheck.RunAsync(coop.Store.Engine);

        Assert.All(result.Checks, c => Assert.True(c.Ok, $"{c.Name}: {c.Detail}"));
        Assert.Equal(await coop.CountAsync("posted_entry"), result.Entries);
        Assert.Equal(await coop.CountAsync("posted_line"), result.Lines);
        Assert.Equal(15, result.Checks.Count);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Imported_years_pass_every_check_with_items_taken_over(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.ImportFileAsync("2024.txt", Year2024);
        await coop.ImportFileAsync("2025.txt", Year2025);

        var result = await BooksCheck.RunAsync(coop.Store.Engine);

        Assert.All(result.Checks, c => Assert.True(c.Ok, $"{c.Name}: {c.Detail}"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Empty_books_pass(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);

        Assert.True((await BooksCheck.RunAsync(coop.Store.Engine)).Ok);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_clock_that_was_set_back_leaves_the_books_in_order(string engine)
    {
        await using var coop = await BooksStory.MakeAsync(engine);
        await using var earlier = new Data.Store(coop.Store.Engine, new EarlierTime());

        await earlier.WriteAsync(w =>
            w.Ledger.PostAsync(new Domain.Ledger.EntryBuilder("OD", new DateOnly(2026, 9, 30),
            "Après le changement d’heure")
            .Debit(Domain.Ledger.Accounts.Bank, Domain.Ledger.ActivityId.Structure, Domain.Values.Money.Euros(1))
            .Credit(Domain.Ledger.Accounts.Capital, Domain.Ledger.ActivityId.Structure, Domain.Values.Money.Euros(1))
            .Build()));

        var result = await BooksCheck.RunAsync(coop.Store.Engine);
        Assert.All(result.Checks, c => Assert.True(c.Ok, $"{c.Name}: {c.Detail}"));
    }

    private sealed class EarlierTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddHours(-1);
    }
}
