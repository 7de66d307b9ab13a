using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using Essaim.App.Data.Backups;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>`essaim backup` and `essaim restore`: everything in one file, and back on an empty machine.</summary>
public static class BackupCommand
{
    internal static readonly Option<string?> KeyFile = new("--key-file")
    {
        Description = $"fichier de la clé ; sinon la variable {BackupKey.Variable}",
    };

    internal static readonly Option<bool> Unencrypted = new("--unencrypted")
    {
        Description = "sans chiffrement : qui trouve le fichier le lit",
    };

    private static readonly Option<string?> Out = new("--out") { Description = "fichier ou dossier où écrire" };

    internal static BackupKey Key(CommandRun run) => BackupKey.Choose(run.Get(KeyFile), run.Get(Unencrypted));

    public static Command Make()
    {
        var drill = new Option<bool>("--drill")
        {
            Description = "exercice : sauvegarde, reprend à part, recompte, efface et dit le temps",
        };
        var command = new Command("backup", "sauvegarde tout dans un fichier, pendant le service")
        {
            Out, KeyFile, Unencrypted, drill,
        };
        command.Does(run => run.Get(drill) ? DrillAsync(run) : BackupAsync(run));
        return command;
    }

    public static Command MakeRestore()
    {
        var file = new Argument<string>("fichier") { Description = "la sauvegarde" };
        var store = new Option<string?>("--store")
        {
            Description = "postgres:… pour y mettre la coopérative nommée par --coop, ou la seule",
        };
        var command = new Command("restore", "reprend une sauvegarde dans un dossier vide")
        {
            file, store, KeyFile,
        };
        command.Does(async run =>
        {
            var watch = Stopwatch.StartNew();
            var coops = await RestoreBackup.RunAsync(Path.GetFullPath(run.Get(file)), run.DataFolder, ReadKey(run),
                id => run.CoopIdGiven is null || run.CoopIdGiven == id ? run.Get(store) : null, run.Cancel);
            return Answer(run, run.DataFolder, coops, watch.Elapsed);
        });
        return command;
    }

    /// <summary>To read a file that is not sealed no key is needed; the file itself says what it is.</summary>
    internal static BackupKey ReadKey(CommandRun run) => run.Get(KeyFile) is null
        && Environment.GetEnvironmentVariable(BackupKey.Variable) is null ? BackupKey.None : Key(run);

    private static async Task<int> BackupAsync(CommandRun run)
    {
        var to = run.Get(Out) ?? throw new BrokenRuleException("Dites où écrire la sauvegarde avec --out.");
        // From its beginning: what is written meanwhile may not be in it.
        var began = run.Time.GetUtcNow();
        var made = await TakeBackup.RunAsync(run.Installation, Path.GetFullPath(to), Key(run), run.Cancel);
        run.Installation.Catalogue.NoteBackup(made.Heads.Select(h => h.Coop), began);
        return run.Answer(new { file = made.File, bytes = made.Bytes, head = made.Head, coops = Heads(made.Heads) },
            $"{made.File} : {made.Bytes} octets.\n" + string.Join('\n', made.Heads.Select(Words)));
    }

    /// <summary>A backup is one only when it was restored: this does it, leaves nothing, and says how long.</summary>
    private static async Task<int> DrillAsync(CommandRun run)
    {
        var folder = Directory.CreateTempSubdirectory("essaim-exercice-").FullName;
        try
        {
            var key = BackupKey.Of(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
            var made = await TakeBackup.RunAsync(run.Installation, folder, key, run.Cancel);
            var watch = Stopwatch.StartNew();
            var coops = await RestoreBackup.RunAsync(made.File, Path.Combine(folder, "reprise"), key,
                cancel: run.Cancel);
            return Answer(run, made.File, coops, watch.Elapsed, made.Bytes);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Answer(CommandRun run, string place, IReadOnlyList<CoopRestored> coops, TimeSpan took,
        long? bytes = null)
    {
        var ok = coops.All(c => c.Books.Ok);
        var seconds = Math.Round((decimal)took.TotalSeconds, 1);
        return run.Answer(new
        {
            ok, place, bytes, seconds,
            coops = coops.Select(c => new
            {
                coop = c.Coop, entries = c.Books.Entries, ok = c.Books.Ok, head = c.Head.Short,
            }),
        }, string.Join('\n', coops.Select(c => $"{c.Coop} : {c.Books.Entries} écritures, "
            + (c.Books.Ok ? "tout est juste" : "les livres ont une faute, voyez « essaim check »")))
            + $"\nReprise et contrôle en {seconds} s.", ok ? CommandLine.Done : CommandLine.CheckFailed);
    }

    private static IEnumerable<object> Heads(IEnumerable<CoopHead> heads) => heads.Select(h => new
    {
        coop = h.Coop, head = h.Short, years = h.Years.Select(y => new { y.Year, entries = y.Position, y.Hash }),
    });

    private static string Words(CoopHead head) =>
        $"  {head.Coop}, empreinte {head.Short} : notez-la ailleurs, elle prouve où les livres en étaient.";
}
