using System.CommandLine;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>`essaim import fec`: opens or continues the books from another program's file.</summary>
public static class ImportCommand
{
    public static Command Make() => new("import", "reprendre les données d’un autre programme")
    {
        Fec(), ImportBankCommand.Make(), ImportEInvoiceCommand.Make(), ImportCsvCommand.Make(),
    };

    private static Command Fec()
    {
        var file = new Argument<string>("fichier") { Description = "fichier des écritures comptables" };
        var map = new Option<string?>("--map") { Description = "fichier de lignes CODE=activité" };
        var command = new Command("fec", "ouvre ou continue les livres à partir d’un FEC") { file, map };
        command.Does(async run =>
        {
            var path = run.Get(file);
            if (!File.Exists(path))
                throw new BrokenRuleException($"Le fichier « {path} » n’existe pas. Vérifiez son chemin.");
            var store = await run.StoreAsync();
            var activities = run.Get(map) is { } mapFile ? await ActivityMap.LoadAsync(store, mapFile) : null;
            var result = await ImportFec.RunAsync(store, path, activities);
            foreach (var rejection in result.Rejected)
                run.Say($"Ligne {rejection.Line} : {rejection.Reason}");
            return run.Answer(new
            {
                entries = result.Entries, lines = result.Lines,
                rejected = result.Rejected.Select(r => new { line = r.Line, reason = r.Reason }),
            }, $"{result.Entries} écritures et {result.Lines} lignes reprises, {result.Rejected.Count} lignes "
                + $"refusées.");
        });
        return command;
    }
}
