using System.CommandLine;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Backups;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Web;

namespace Essaim.App.Commands;

/// <summary>
/// `essaim check`: recomputes every invariant of every co-op from its stored rows; status 3 when one fails.
/// </summary>
public static class CheckCommand
{
    public static Command Make()
    {
        var command = new Command("check", "recompte les livres à partir des lignes enregistrées");
        command.Does(async run =>
        {
            var ids = run.CoopIdGiven is { } one ? [one] : run.Installation.Catalogue.Coops().Select(c => c.Id)
                .ToList();
            var coops = new List<(string Id, BooksCheckResult Result, decimal? Cover)>();
            foreach (var id in ids)
            {
                var store = await run.Installation.StoreAsync(id);
                var result = await BooksCheck.RunAsync(store.Engine, run.Cancel);
                await using var db = store.Read();
                coops.Add((id, result, result.Entries == 0 ? null : (await CoverReport.ReadAsync(db, run.Today))
                    .Now.Ratio));
            }
            var ok = coops.All(c => c.Result.Ok);
            // Told beside the books and no part of their verdict: a script that needs both asks for both.
            var backups = BackupAge.Of(run.Installation.Catalogue, run.Time.GetUtcNow()).ToDictionary(b => b.Coop);
            return run.Answer(new
            {
                ok,
                coops = coops.Select(c => new
                {
                    coop = c.Id, entries = c.Result.Entries, lines = c.Result.Lines,
                    checks = c.Result.Checks.Select(k => new { name = k.Name, ok = k.Ok, detail = k.Detail }),
                    coverRatio = c.Cover,
                    backup = new { at = backups[c.Id].At, late = backups[c.Id].IsLate },
                }),
            }, string.Join('\n', coops.Select(c => Words(c.Id, c.Result) + "\n" + Words(backups[c.Id]))),
                ok ? CommandLine.Done : CommandLine.CheckFailed);
        });
        return command;
    }

    private static string Words(string coop, BooksCheckResult result) => string.Join('\n',
        result.Checks.Select(c => $"  {(c.Ok ? "juste" : "FAUX ")}  {c.Name,-18} {c.Detail}")
            .Prepend($"{coop} : {result.Entries} écritures, {result.Lines} lignes"));

    private static string Words(BackupAge backup) =>
        $"  {(backup.IsLate ? "TARD " : "juste")}  {"sauvegarde",-18} "
        + (backup.At is { } at ? CivilDay.Moment(at) : "jamais");
}
