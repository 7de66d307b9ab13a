using System.CommandLine;
using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Commands;

/// <summary>`essaim import csv`: what the import pages do, from a terminal; workbooks too.</summary>
public static class ImportCsvCommand
{
    private static readonly Dictionary<string, ImportKind> Kinds = new()
    {
        ["customers"] = CustomerImport.Kind, ["suppliers"] = SupplierImport.Kind, ["people"] = PeopleImport.Kind,
        ["statements"] = StatementImport.Kind, ["invoices"] = OpenInvoiceImport.Sales,
        ["bills"] = OpenInvoiceImport.Bills, ["balances"] = BalanceImport.Kind,
    };

    private static readonly Argument<string> KindName = new("genre")
    {
        Description = "customers (clients), suppliers (fournisseurs), people (personnes), statements (relevés), "
            + "invoices (factures à encaisser), bills (factures à payer), balances (soldes par activité)",
    };

    private static readonly Argument<string> Path = new("fichier") { Description = "tableau en CSV ou en .xlsx" };

    private static readonly Option<string?> Map =
        new("--map") { Description = "fichier de lignes Titre du fichier=Colonne d’Essaim" };

    private static readonly Option<string?> Owner =
        new("--activity") { Description = "activité de toutes les lignes, sinon une colonne la dit" };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "vérifie et n’écrit rien" };

    public static Command Make()
    {
        var command = new Command("csv",
            "ajoute des clients, des personnes, des mouvements, des factures ouvertes, des soldes")
        {
            KindName, Path, Map, Owner, DryRun,
        };
        command.Does(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandRun run)
    {
        if (!Kinds.TryGetValue(run.Get(KindName), out var kind))
            throw new BrokenRuleException(
                $"« {run.Get(KindName)} » ne s’importe pas. Choisissez : {string.Join(", ", Kinds.Keys)}.");
        if (!File.Exists(run.Get(Path)))
            throw new BrokenRuleException($"Le fichier « {run.Get(Path)} » n’existe pas. Vérifiez son chemin.");
        var bytes = await File.ReadAllBytesAsync(run.Get(Path), run.Cancel);
        var table = TableFile.Read(bytes);
        var store = await run.StoreAsync();
        await using var db = store.Read();
        var activity = await ActivityAsync(db, kind, run.Get(Owner));
        var places = run.Get(Map) is { } map
            ? Mapped(kind, table, await File.ReadAllLinesAsync(map, run.Cancel))
            : await ColumnGuess.ForAsync(db, kind, activity, table);
        var target = await kind.OpenAsync!(db, activity);
        var report = ImportReport.Of(ImportReport.Judge(target, kind.ColumnsFor(activity), places, table.Rows));
        var written = run.Get(DryRun) ? 0
            : await ImportAsync(run, store, kind, activity, table, places, new GivenTable(run.Get(Path), bytes));
        foreach (var fault in report.Faults)
            run.Say($"Ligne {fault.Line}, {fault.Column} : {fault.Message}");
        return run.Answer(new
        {
            read = table.Rows.Count, written, known = report.Known.Count,
            rejected = report.Faults.Select(f => new
            {
                line = f.Line, column = f.Column, value = f.Value, reason = f.Message,
            }),
        }, $"{ImportWords.Lines(table.Rows.Count)} lues, {(run.Get(DryRun) ? report.Added : written)} "
            + (run.Get(DryRun) ? "à ajouter" : "ajoutées")
            + $", {report.Known.Count} déjà là, {report.Wrong.Count} à corriger.");
    }

    /// <summary>Takes the good lines of a table whose columns are known; how many were added.</summary>
    internal static async Task<long> ImportAsync(CommandRun run, Store store, ImportKind kind, ActivityId? activity,
        TableFile table, IReadOnlyList<string> places, GivenTable given)
    {
        var files = new KeptFiles(run.Installation, run.CoopId);
        var file = await files.KeepAsync(System.IO.Path.GetFileName(given.Path), new MemoryStream(given.Bytes),
            run.Cancel);
        var (id, goesOn) = await store.WriteAsync(async w =>
        {
            var batch = await HandInImport.HandInAsync(w, kind, file, table, activity, new Asker("ligne de commande"));
            if (batch.State == ImportBatch.Waiting)
                await HandInImport.ChooseAsync(w, batch.Id, kind, table, places);
            return (batch.Id, batch.State is ImportBatch.Waiting or ImportBatch.Running);
        });
        if (!goesOn)
            return 0;
        await store.WriteAsync(w => HandInImport.BeginAsync(w, id));
        return (await RunImport.RunAsync(store, files, id, null, run.Cancel)).Added;
    }

    private static async Task<ActivityId?> ActivityAsync(CoopDb db, ImportKind kind, string? code)
    {
        if (code is null || !kind.OfActivity)
            return null;
        return (await db.Activities.SingleOrDefaultAsync(a => a.Code == code))?.Id
            ?? throw new BrokenRuleException($"L’activité « {code} » n’existe pas. Vérifiez son code.");
    }

    /// <summary>Lines "head=column"; columns go by the name that the model gives them.</summary>
    private static IReadOnlyList<string> Mapped(ImportKind kind, TableFile table, string[] lines)
    {
        var places = table.Heads.Select(_ => "").ToArray();
        foreach (var (line, number) in lines.Select((l, i) => (l.Trim(), i + 1)).Where(l => l.Item1.Length > 0))
        {
            var parts = line.Split('=', 2);
            var at = table.Heads.ToList().IndexOf(parts[0].Trim());
            var column = kind.Columns.FirstOrDefault(c => parts.Length == 2 && c.Name == parts[1].Trim());
            if (at < 0 || column is null)
                throw new BrokenRuleException($"Ligne {number} de la correspondance : écrivez le titre du fichier, "
                    + $"=, puis une de ces colonnes : {string.Join(", ", kind.Columns.Select(c => c.Name))}.");
            places[at] = column.Key;
        }
        return places;
    }
}

/// <summary>A table as it lies on the disk.</summary>
internal sealed record GivenTable(string Path, byte[] Bytes);
