using Essaim.App.Data;
using Essaim.App.Data.Backups;
using Essaim.App.Tests.Safety;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Backups;

/// <summary>R12: backed up under load, restored on an empty machine by one command.</summary>
[Collection("Kills")]
[Trait("Length", "Slow")]
public sealed class BackupTests(ITestOutputHelper output)
{
    public static readonly TheoryData<string, string> Ways = new()
    {
        { "sqlite", "sqlite" }, { "postgres", "postgres" }, { "sqlite", "postgres" }, { "postgres", "sqlite" },
    };

    [Theory, MemberData(nameof(Ways))]
    public async Task A_backup_taken_while_twenty_write_comes_back_whole(string engine, string target)
    {
        await using var coop = await BackedUpCoop.NewAsync(engine);
        var before = await CountAsync(coop.Store.Engine, "invoice");
        var writing = coop.TradeAsync(20, 10);
        var made = await TakeBackup.RunAsync(coop.Installation, coop.Out, BackedUpCoop.Key);
        await writing;
        Assert.Contains(made.Heads.Single().Short, Path.GetFileName(made.File));

        var came = Assert.Single(await RestoreBackup.RunAsync(made.File, coop.Elsewhere, BackedUpCoop.Key,
            _ => target == "sqlite" ? null : BackedUpCoop.Place(target)));
        Assert.True(came.Books.Ok, string.Join("; ", came.Books.Checks.Where(c => !c.Ok).Select(c => c.Detail)));
        await using var there = Installation.Open(coop.Elsewhere, TimeProvider.System);
        var store = await there.StoreAsync(BackedUpCoop.Id);
        await BookExamination.AssertSoundAsync(store.Engine);
        var invoices = await CountAsync(store.Engine, "invoice");
        Assert.InRange(invoices, before, before + 200);
        await AssertSameDocumentsAsync(coop.Store.Engine, store.Engine, made.Heads.Single());
        Assert.NotNull(there.Catalogue.SignIn("claire", "velours-et-doublure"));
        Assert.Equal(await File.ReadAllBytesAsync(coop.SomeFile),
            await File.ReadAllBytesAsync(Path.Combine(coop.Elsewhere, "files", "some.bin")));
        output.WriteLine($"{engine} to {target}: {before} invoices before, {invoices} in the backup");
        // What came back goes on: numbers and guards are where they were.
        await Victim.Writers.IssueAsync(store, TestCoop.Law, 2, 3, 9);
        await BookExamination.AssertSoundAsync(store.Engine);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_guards_of_the_books_are_awake_after_a_restore(string engine)
    {
        await using var coop = await BackedUpCoop.NewAsync("sqlite");
        var made = await TakeBackup.RunAsync(coop.Installation, coop.Out, BackupKey.None);
        await RestoreBackup.RunAsync(made.File, coop.Elsewhere, BackupKey.None,
            _ => engine == "sqlite" ? null : BackedUpCoop.Place(engine));
        await using var there = Installation.Open(coop.Elsewhere, TimeProvider.System);
        await using var owner = await (await there.StoreAsync(BackedUpCoop.Id)).Engine.OpenAsOwnerAsync();
        foreach (var sql in new[]
        {
            "UPDATE posted_line SET debit = debit + 1", "DELETE FROM invoice",
            "INSERT INTO posted_line SELECT * FROM posted_line",
            "UPDATE open_item SET settled = amount + 1",
        })
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => owner.ExecuteAsync(sql));
    }

    [Fact]
    public async Task A_wrong_key_a_changed_byte_and_a_torn_end_are_refused_and_leave_nothing()
    {
        await using var coop = await BackedUpCoop.NewAsync("sqlite");
        foreach (var key in new[] { BackedUpCoop.Key, BackupKey.None })
        {
            var made = await TakeBackup.RunAsync(coop.Installation, coop.Out, key);
            if (key.Seals)
            {
                await RefusedAsync(coop, made.File, BackupKey.Of("une-autre-cle-tout-aussi-longue"), "pas la clé");
                await RefusedAsync(coop, made.File, BackupKey.None, "chiffrée");
            }
            var whole = await File.ReadAllBytesAsync(made.File);
            var torn = Path.Combine(coop.Out, "torn");
            foreach (var length in new[] { 0, 20, 60, whole.Length / 2, whole.Length - 1 })
                await RefusedAsync(coop, await WrittenAsync(torn, whole[..length]), key, "abîmée");
            await RefusedAsync(coop, await WrittenAsync(torn, [.. whole, 7]), key, "abîmée");
            foreach (var at in new[] { 49, 55, 5000, whole.Length / 2, whole.Length - 1 })
            {
                var changed = whole.ToArray();
                changed[at] ^= 1;
                await RefusedAsync(coop, await WrittenAsync(torn, changed), key, "abîmée");
            }
            File.Delete(made.File);
        }
    }

    [Fact]
    public async Task Without_a_key_nothing_is_backed_up_unless_asked_in_so_many_words()
    {
        var refusal = Assert.Throws<BrokenRuleException>(() => BackupKey.Choose(null, false));
        Assert.Contains("--unencrypted", refusal.Message);
        Assert.Throws<BrokenRuleException>(() => BackupKey.Of("trop court"));
        await using var coop = await BackedUpCoop.NewAsync("sqlite");
        var made = await TakeBackup.RunAsync(coop.Installation, Path.Combine(coop.Out, "clear"), BackupKey.None);
        await RestoreBackup.RunAsync(made.File, coop.Elsewhere, BackupKey.None);
        var used = await Assert.ThrowsAsync<BrokenRuleException>(
            () => RestoreBackup.RunAsync(made.File, coop.Elsewhere, BackupKey.None));
        Assert.Contains("n’est pas vide", used.Message);
        await Assert.ThrowsAsync<BrokenRuleException>(
            () => TakeBackup.RunAsync(coop.Installation, made.File, BackupKey.None));
    }

    [Fact]
    public async Task A_backup_written_into_the_data_folder_holds_the_keys_and_not_itself()
    {
        await using var coop = await BackedUpCoop.NewAsync("sqlite");
        coop.Installation.Keys(BackedUpCoop.Id);
        var data = coop.Installation.DataFolder;
        var first = await TakeBackup.RunAsync(coop.Installation, data, BackupKey.None);
        var second = await TakeBackup.RunAsync(coop.Installation, data, BackupKey.None);
        Assert.InRange(second.Bytes, first.Bytes - 1000, first.Bytes + 1000);
        await RestoreBackup.RunAsync(second.File, coop.Elsewhere, BackupKey.None);
        var keys = Data.Sealing.SealingKeys.FileOf(BackedUpCoop.Id);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(data, keys)),
            await File.ReadAllTextAsync(Path.Combine(coop.Elsewhere, keys)));
        Assert.Empty(Directory.EnumerateFiles(coop.Elsewhere, "*.essaim"));
    }

    [Fact]
    public async Task A_full_disk_is_told_and_leaves_no_backup()
    {
        await using var coop = await BackedUpCoop.NewAsync("sqlite");
        var name = Path.Combine(coop.Out, "sauvegarde");
        File.CreateSymbolicLink(name + ".partiel", "/dev/full");
        var refusal = await Assert.ThrowsAsync<BrokenRuleException>(
            () => TakeBackup.RunAsync(coop.Installation, name, BackedUpCoop.Key));
        Assert.StartsWith("Le disque est plein", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(coop.Out));
    }

    [Fact]
    public async Task Killed_in_the_middle_it_leaves_no_backup_under_the_final_name()
    {
        await using var coop = await BackedUpCoop.NewAsync("sqlite");
        var key = Path.Combine(Path.GetDirectoryName(coop.Elsewhere)!, "key");
        await File.WriteAllTextAsync(key, "aiguille-balance-cadastre-dentelle");
        var name = Path.Combine(coop.Out, "sauvegarde");
        for (var kill = 0; kill < 3; kill++)
        {
            using var process = System.Diagnostics.Process.Start("dotnet",
                [Path.Combine(AppContext.BaseDirectory, "essaim.dll"), "backup", "--data", coop.Installation.DataFolder,
                    "--out", name, "--key-file", key]);
            while (!File.Exists(name + ".partiel") && !process.HasExited)
                await Task.Delay(1);
            process.Kill();
            await process.WaitForExitAsync();
            Assert.Equal(128 + 9, process.ExitCode);
            Assert.False(File.Exists(name));
        }
        Assert.True((await TakeBackup.RunAsync(coop.Installation, name, BackedUpCoop.Key)).Bytes > 3_000_000);
        Assert.Equal([name], Directory.EnumerateFileSystemEntries(coop.Out));
    }

    private static async Task RefusedAsync(BackedUpCoop coop, string file, BackupKey key, string sentence)
    {
        var refusal = await Assert.ThrowsAsync<BrokenRuleException>(
            () => RestoreBackup.RunAsync(file, coop.Elsewhere, key));
        Assert.Contains(sentence, refusal.Message);
        Assert.False(Directory.Exists(coop.Elsewhere) && Directory.EnumerateFileSystemEntries(coop.Elsewhere).Any());
    }

    private static async Task<string> WrittenAsync(string path, byte[] bytes)
    {
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private static async Task AssertSameDocumentsAsync(Engine source, Engine restored, CoopHead head)
    {
        const string sql = "SELECT e.id, e.document_hash, e.hash FROM posted_entry e ORDER BY e.id";
        await using var from = await source.OpenAsync();
        await using var to = await restored.OpenAsync();
        var there = await to.ListAsync(Line, sql);
        var here = (await from.ListAsync(Line, sql)).ToHashSet();
        Assert.All(there, line => Assert.Contains(line, here));
        Assert.Equal(head.Years.Sum(y => y.Position), there.Count);
        static string Line(System.Data.Common.DbDataReader r) =>
            $"{r.GetInt64(0)} {(r.IsDBNull(1) ? "" : Convert.ToHexString(r.GetFieldValue<byte[]>(1)))} "
            + Convert.ToHexString(r.GetFieldValue<byte[]>(2));
    }

    private static async Task<long> CountAsync(Engine engine, string table)
    {
        await using var connection = await engine.OpenAsync();
        return Convert.ToInt64(await connection.ScalarAsync("SELECT count(*) FROM " + table));
    }
}
