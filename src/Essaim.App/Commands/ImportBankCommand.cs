using System.CommandLine;
using System.Security.Cryptography;
using Essaim.App.Data;
using Essaim.App.Data.Banking;
using Essaim.App.Imports;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>`essaim import bank`: takes the movements of a bank's file, each once.</summary>
public static class ImportBankCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("fichier") { Description = "relevé CAMT.053, CFONB 120, OFX, CSV ou .xlsx" };
        var command = new Command("bank", "importe un relevé bancaire, chaque mouvement une seule fois") { file };
        command.Does(async run =>
        {
            var path = run.Get(file);
            if (!File.Exists(path))
                throw new BrokenRuleException($"Le fichier « {path} » n’existe pas. Vérifiez son chemin.");
            var bytes = await File.ReadAllBytesAsync(path);
            var store = await run.StoreAsync();
            if (await TableAsync(store, bytes) is { } table)
                return await TakeTableAsync(run, store, table.Table, table.Places, new GivenTable(path, bytes));
            var statements = BankFile.Read(bytes);
            var given = new GivenStatement(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(bytes)),
                TakeStatement.Automatic);
            var keys = run.Installation.Keys(run.CoopId);
            var taken = await store.WriteAsync(w => TakeStatement.TakeAsync(w, keys, statements, given));
            foreach (var remark in taken.Remarks)
                run.Say(remark);
            return run.Answer(new { lines = taken.Added, duplicates = taken.Known, matched = taken.Matched },
                $"{taken.Added} mouvements ajoutés, {taken.Known} déjà là, {taken.Matched} pointés.");
        });
        return command;
    }

    /// <summary>A table whose columns say a day, a label and an amount; null for anything else.</summary>
    private static async Task<(TableFile Table, IReadOnlyList<string> Places)?> TableAsync(Store store, byte[] bytes)
    {
        try
        {
            _ = BankFile.Read(bytes);
            return null;
        }
        catch (BrokenRuleException)
        {
            // Not a file of a bank: what a table says is looked at next.
        }
        try
        {
            await using var db = store.Read();
            var table = TableFile.Read(bytes);
            var places = await ColumnGuess.ForAsync(db, StatementImport.Kind, null, table);
            return StatementImport.IsTold(places) ? (table, places) : null;
        }
        catch (BrokenRuleException)
        {
            return null;
        }
    }

    private static async Task<int> TakeTableAsync(
        CommandRun run, Store store, TableFile table, IReadOnlyList<string> places, GivenTable given)
    {
        await using var db = store.Read();
        var target = await StatementImport.Kind.OpenAsync!(db, null);
        var report = ImportReport.Of(ImportReport.Judge(target, StatementImport.Kind.Columns, places, table.Rows));
        foreach (var fault in report.Faults)
            run.Say($"Ligne {fault.Line}, {fault.Column} : {fault.Message}");
        var added = await ImportCsvCommand.ImportAsync(run, store, StatementImport.Kind, null, table, places, given);
        return run.Answer(new { lines = added, duplicates = report.Known.Count, matched = 0 },
            $"{added} mouvements ajoutés, {report.Known.Count} déjà là.");
    }
}
