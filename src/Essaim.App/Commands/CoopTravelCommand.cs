using System.CommandLine;
using Essaim.App.Data.Backups;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>`essaim coop move | export | import`: one co-op, to another engine or to another server.</summary>
public static class CoopTravelCommand
{
    public static Command Move()
    {
        var to = new Option<string>("--to") { Description = "sqlite, ou postgres:…", Required = true };
        var command = new Command("move", "déménage une coopérative vers SQLite ou PostgreSQL, pendant le service")
        {
            to,
        };
        command.Does(async run =>
        {
            var id = run.CoopId;
            return Answer(run, await MoveCoop.RunAsync(run.Installation, id, run.Get(to), run.Cancel));
        });
        return command;
    }

    public static Command Export()
    {
        var to = new Option<string>("--out") { Description = "fichier ou dossier où écrire", Required = true };
        var command = new Command("export", "une coopérative seule dans un fichier, pour un autre serveur")
        {
            to, BackupCommand.KeyFile, BackupCommand.Unencrypted,
        };
        command.Does(async run =>
        {
            var made = await TakeBackup.ExportAsync(run.Installation, run.Installation.Catalogue.Find(run.CoopId)!,
                Path.GetFullPath(run.Get(to)), BackupCommand.Key(run), run.Cancel);
            return run.Answer(new { file = made.File, bytes = made.Bytes, head = made.Head },
                $"{made.File} : {made.Bytes} octets.");
        });
        return command;
    }

    public static Command Import()
    {
        var file = new Argument<string>("fichier") { Description = "ce que « coop export » a écrit" };
        var store = new Option<string?>("--store") { Description = "postgres:… ; sinon un fichier SQLite" };
        var command = new Command("import", "ajoute la coopérative d’un fichier à ce dossier ; --coop la renomme")
        {
            file, store, BackupCommand.KeyFile,
        };
        command.Does(async run => Answer(run, await RestoreBackup.ImportAsync(run.Installation,
            Path.GetFullPath(run.Get(file)), run.CoopIdGiven, run.Get(store), BackupCommand.ReadKey(run), run.Cancel)));
        return command;
    }

    private static int Answer(CommandRun run, CoopRestored coop)
    {
        var store = run.Installation.Catalogue.Find(coop.Coop)!.Store;
        return run.Answer(new
        {
            ok = coop.Books.Ok, coop = coop.Coop, store, entries = coop.Books.Entries, head = coop.Head.Short,
        }, $"{coop.Coop} : {coop.Books.Entries} écritures, "
            + (coop.Books.Ok ? "tout est juste." : "les livres ont une faute, voyez « essaim check »."),
            coop.Books.Ok ? CommandLine.Done : CommandLine.CheckFailed);
    }
}
