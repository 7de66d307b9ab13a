using System.CommandLine;
using System.Security.Cryptography;
using Essaim.App.Data.Banking;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Commands;

/// <summary>
/// `essaim export fec | hledger | einvoice | payments | pay-variables`: the books for other programs.
/// </summary>
public static class ExportCommand
{
    private static readonly Option<string> Out = new("--out") { Description = "fichier à écrire", Required = true };

    public static Command Make() =>
        new("export", "les livres pour d’autres programmes")
        {
            Fec(), Hledger(), EInvoice(), Payments(), PayVariables(),
        };

    private static Command Fec()
    {
        var year = new Option<int>("--year") { Description = "exercice, par son année de clôture", Required = true };
        var command = new Command("fec", "le fichier des écritures comptables d’un exercice") { year, Out };
        command.Does(async run =>
        {
            var (file, lines) = await ExportFec.ToFileAsync(await run.StoreAsync(), run.Get(year), run.Get(Out));
            return run.Answer(new { file, lines }, $"{file} : {lines} lignes.");
        });
        return command;
    }

    private static Command Hledger()
    {
        var command = new Command("hledger", "tous les livres, en journal hledger") { Out };
        command.Does(async run =>
        {
            var (file, entries) = await ExportHledger.ToFileAsync(await run.StoreAsync(), run.Get(Out));
            return run.Answer(new { file, entries }, $"{file} : {entries} écritures.");
        });
        return command;
    }

    private static Command Payments()
    {
        var order = new Option<long>("--run") { Description = "numéro de l’ordre de virement", Required = true };
        var command = new Command("payments", "un ordre de virement donné, pour la banque (pain.001)") { order, Out };
        command.Does(async run =>
        {
            var keys = run.Installation.Keys(run.CoopId);
            var store = await run.StoreAsync();
            var (given, bytes) = await store.WriteAsync(w =>
                RunFile.TakeAsync(w, keys, run.Get(order), TakeStatement.Automatic));
            await File.WriteAllBytesAsync(run.Get(Out), bytes);
            return run.Answer(new
            {
                file = run.Get(Out), transactions = given.TransferCount, total = given.Total,
            }, $"{run.Get(Out)} : {given.TransferCount} virements, {given.Total}.");
        });
        return command;
    }

    private static Command PayVariables()
    {
        var month = Amounts.Month("--month", "mois de paie, par exemple 2026-10");
        var layout = new Option<string>("--layout")
        {
            Description = "documented, silae ou sage", DefaultValueFactory = _ => "documented",
        };
        layout.AcceptOnlyFromAmong("documented", "silae", "sage");
        var command = new Command("pay-variables", "les variables de paie d’un mois, pour le programme agréé")
        {
            month, layout, Out,
        };
        command.Does(async run =>
        {
            var asked = Enum.Parse<PayFileLayout>(run.Get(layout), ignoreCase: true);
            var sheet = await (await run.StoreAsync()).WriteAsync(w => Data.Payroll.PayVariables.TakeAsync(
                w, run.Installation.Calculator, run.Get(month), asked));
            await File.WriteAllBytesAsync(run.Get(Out), CsvAnswer.Of(sheet).FileContents);
            var lines = sheet.Rows.Count();
            return run.Answer(new { file = run.Get(Out), lines }, $"{run.Get(Out)} : {lines} lignes.");
        });
        return command;
    }

    private static Command EInvoice()
    {
        var number = new Option<string>("--invoice") { Description = "numéro de la facture", Required = true };
        var format = new Option<string>("--format") { Description = "facturx, cii ou ubl", Required = true };
        format.AcceptOnlyFromAmong("facturx", "cii", "ubl");
        var command = new Command("einvoice", "la facture électronique d’une facture ou d’un avoir émis")
        {
            number, format, Out,
        };
        command.Does(async run =>
        {
            var store = await run.StoreAsync();
            Invoice? invoice;
            await using (var db = store.Read())
                invoice = await db.Invoices.SingleOrDefaultAsync(i => i.Number == run.Get(number));
            var file = await IssuedEInvoice.FileAsync(store, invoice ?? throw new BrokenRuleException(
                $"Aucune facture ne porte le numéro « {run.Get(number)} ». Vérifiez-le dans la liste des ventes."),
                IssuedEInvoice.Format(run.Get(format)));
            await File.WriteAllBytesAsync(run.Get(Out), file.Bytes);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Bytes));
            return run.Answer(new { file = run.Get(Out), sha256 }, $"{run.Get(Out)} : SHA-256 {sha256}.");
        });
        return command;
    }
}
