using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using static Essaim.App.Tests.Ledger.FecFiles;

namespace Essaim.App.Tests.Ledger;

public sealed class ImportFecTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Imported_books_keep_numbers_accounts_and_third_parties(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);

        var result = await coop.ImportAsync(Year2024);

        Assert.Equal((4, 9), (result.Entries, result.Lines));
        Assert.Empty(result.Rejected);
        var balances = await coop.BalancesAsync(2024, 2024);
        Assert.Equal([("401000", -5000), ("411000", 6000), ("445710", -2000), ("512000", 12000), ("607000", 5000), ("706000", -16000)],
            balances.Where(b => !b.Value.IsZero).Select(b => (b.Key, b.Value.Cents)));
        Assert.Equal(2, await coop.CountAsync("posted_entry WHERE journal = 'VT' AND number IN ('1', '2') AND fiscal_year = 2024 AND import_id = 1"));
        Assert.Equal(3, await coop.CountAsync("third_party WHERE code IN ('DUPONT', 'MARTIN', 'i-cli-7')"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Lines_whose_letters_hold_are_matched_and_the_others_open(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);

        await coop.ImportAsync(Year2024);

        Assert.Equal(2, await coop.CountAsync("matched_line"));
        Assert.Equal([("401000", -5000, "MARTIN"), ("411000", 6000, "i-cli-7")],
            (await coop.ItemsAsync()).OrderBy(i => i.Account).Select(i => (i.Account.Digits, i.Amount.Cents, i.ThirdParty!.Value.Code)));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_same_file_twice_adds_nothing(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.ImportAsync(Year2024);
        var before = await coop.BalancesAsync(2024, 2024);

        var again = await coop.ImportAsync(Year2024);

        Assert.Equal((0, 0, 0), (again.Entries, again.Lines, again.Rejected.Count));
        Assert.Equal(before, await coop.BalancesAsync(2024, 2024));
        Assert.Equal((1, 1, 2), (await coop.CountAsync("import"), await coop.CountAsync("matching"), (await coop.ItemsAsync()).Count));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_longer_file_adds_what_is_new_and_matches_what_was_open(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.ImportAsync(Year2024);
        var longer = Year2024;
        longer[6] = Line("AC", "1", "20240315", "401000", -50m, "MARTIN", "B");

        var result = await coop.ImportFileAsync("longer.txt", [.. longer,
            Line("BQ", "2", "20240420", "401000", 50m, "MARTIN", "B"), Line("BQ", "2", "20240420", "512000", -50m)]);

        Assert.Equal((1, 2, 0), (result.Entries, result.Lines, result.Rejected.Count));
        Assert.Equal("411000", Assert.Single(await coop.ItemsAsync()).Account.Digits);
        Assert.Equal((2, 4), (await coop.CountAsync("matching"), await coop.CountAsync("matched_line")));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_entry_that_changed_since_is_rejected_and_the_books_stay(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.ImportAsync(Year2024);
        var changed = Year2024;
        changed[5] = Line("AC", "1", "20240315", "606000", 50m);

        var result = await coop.ImportFileAsync("changed.txt", changed);

        Assert.Equal([7, 8], result.Rejected.Select(r => r.Line));
        Assert.Contains("avec d’autres lignes", result.Rejected[0].Reason);
        Assert.Equal(5000, (await coop.BalancesAsync(2024, 2024))["607000"].Cents);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Several_years_in_one_file_count_their_openings_once(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);

        var result = await coop.ImportAsync([.. Year2024, .. Year2025]);

        Assert.Equal(7, result.Entries);
        Assert.Equal(1, await coop.CountAsync("posted_entry WHERE is_opening"));
        var both = await coop.BalancesAsync(2024, 2025);
        Assert.Equal((7000, 0, 9000), (both["512000"].Cents, both["401000"].Cents, both["411000"].Cents));
        Assert.Equal(7000, (await coop.BalancesAsync(2025, 2025))["512000"].Cents);
        Assert.Equal([3000, 6000], (await coop.ItemsAsync()).Select(i => i.Remaining.Cents).Order());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_year_imported_after_the_other_takes_its_items_over(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);

        await coop.ImportFileAsync("2024.txt", Year2024);
        await coop.ImportFileAsync("2025.txt", Year2025);

        Assert.Equal([(3000, 2025), (6000, 2025)], (await coop.ItemsAsync()).Select(i => (i.Remaining.Cents, i.Id.Entry.FiscalYear)).Order());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Years_that_begin_in_july_are_opened_so(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);

        await coop.ImportAsync(
            Line("AN", "1", "20250701", "512000", 10m), Line("AN", "1", "20250701", "120000", -10m),
            Line("OD", "1", "20260630", "627000", 10m), Line("OD", "1", "20260630", "512000", -10m));

        Assert.Equal(1, await coop.CountAsync("fiscal_year WHERE year = 2026 AND first_day = '2025-07-01' AND last_day = '2026-06-30'"));
        Assert.Equal(1, await coop.CountAsync("posted_entry WHERE is_opening AND fiscal_year = 2026"));
        Assert.Equal(1, await coop.CountAsync("fiscal_year WHERE first_day <= '2026-12-31' AND last_day >= '2026-12-31'"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Closed_months_take_nothing_and_say_so(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.Store.WriteAsync(w => w.Connection.ExecuteAsync(
            "INSERT INTO month_lock (month, locked_at, locked_by) VALUES (202403, @p0, 'test')", w.Transaction, w.Now));

        var result = await coop.ImportAsync(Year2024);

        Assert.Equal([7, 8], result.Rejected.Select(r => r.Line));
        Assert.Contains("mars 2024 est clos", result.Rejected[0].Reason);
        Assert.Equal(3, result.Entries);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_map_sends_lines_to_activities_that_stay_balanced(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        var jeanne = await coop.ActivityAsync("jeanne");
        var path = Path.Combine(coop.Folder, "map.txt");
        await File.WriteAllTextAsync(path, "# Jeanne\nDUPONT=jeanne\n70600000=jeanne\n");

        var result = await coop.ImportFileAsync("mapped.txt", Year2024, await ActivityMap.LoadAsync(coop.Store, path));
        var again = await coop.ImportFileAsync("mapped.txt", Year2024, await ActivityMap.LoadAsync(coop.Store, path));

        Assert.Equal((4, 0), (result.Entries, again.Entries));
        await using var db = coop.Store.Read();
        var balances = await (await db.BooksAsync()).BalancesAsync(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31), jeanne);
        Assert.Equal(Money.Zero, balances.Sum(b => b.Balance));
        Assert.Equal(Money.Euros(-160), balances.Single(b => b.Account == new AccountNumber("706")).Balance);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_torn_file_gives_its_whole_entries_and_the_whole_file_then_the_rest(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        var path = Path.Combine(coop.Folder, "torn.txt");
        var text = string.Join("\n", Year2024.Prepend(Header));
        await File.WriteAllTextAsync(path, text[..^40]);

        var torn = await ImportFec.RunAsync(coop.Store, path);
        await File.WriteAllTextAsync(path, text);
        var whole = await ImportFec.RunAsync(coop.Store, path);

        Assert.Equal((3, 2), (torn.Entries, torn.Rejected.Count));
        Assert.Equal((1, 0), (whole.Entries, whole.Rejected.Count));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Cut_short_at_any_batch_and_run_again_it_gives_the_same_books(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine, new HastyTime());
        await using var straight = await TestCoop.NewAsync(engine);
        var lines = Enumerable.Range(1, 1500).SelectMany(i => new[]
        {
            Line("VT", $"{i}", "20240131", "411000", i, $"C{i % 50}", $"L{i}"), Line("VT", $"{i}", "20240131", "706000", -i),
            Line("BQ", $"{i}", "20240215", "512000", i), Line("BQ", $"{i}", "20240215", "411000", -i, $"C{i % 50}", i % 3 == 0 ? "" : $"L{i}"),
        }).ToArray();
        await straight.ImportAsync(lines);

        for (var cut = 1; cut <= 2; cut++)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CutAsync(coop, lines, cut));
        var last = await coop.ImportAsync(lines);

        Assert.True(last.Entries is > 0 and < 3000, $"{last.Entries}");
        Assert.Equal(await straight.BalancesAsync(2024, 2024), await coop.BalancesAsync(2024, 2024));
        foreach (var table in new[] { "posted_entry", "posted_line", "open_item", "matching", "matched_line", "third_party", "account" })
            Assert.Equal(await straight.CountAsync(table), await coop.CountAsync(table));
    }

    private static async Task CutAsync(TestCoop coop, string[] lines, int batches)
    {
        var path = Path.Combine(coop.Folder, "cut.txt");
        await File.WriteAllTextAsync(path, string.Join("\r\n", lines.Prepend(Header)) + "\r\n");
        using var cancel = new CancellationTokenSource();
        await ImportFec.RunAsync(coop.Store, path, null, new Cutter(batches, cancel), cancel.Token);
    }

    /// <summary>Stops an import after some batches, as a kill would.</summary>
    private sealed class Cutter(int batches, CancellationTokenSource cancel) : IProgress<long>
    {
        private int _left = batches;

        public void Report(long value)
        {
            if (--_left == 0)
                cancel.Cancel();
        }
    }

    /// <summary>A clock by which every batch has taken too long: each ends at its first look.</summary>
    private sealed class HastyTime : TimeProvider
    {
        private long _timestamp;

        public override long GetTimestamp() => _timestamp += TimestampFrequency;
    }
}
