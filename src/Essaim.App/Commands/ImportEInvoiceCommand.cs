using System.CommandLine;
using Essaim.App.Data.Acts;
using Essaim.App.Data.Purchases;
using Essaim.App.Jobs;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>`essaim import einvoice`: takes a received invoice into the inbox, where it waits to be booked.</summary>
public static class ImportEInvoiceCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("fichier") { Description = "facture Factur-X (PDF), CII ou UBL" };
        var command = new Command("einvoice", "reçoit une facture électronique de fournisseur") { file };
        command.Does(async run =>
        {
            var path = run.Get(file);
            if (!File.Exists(path))
                throw new BrokenRuleException($"Le fichier « {path} » n’existe pas. Vérifiez son chemin.");
            var read = ReceivedFile.Read(Path.GetFileName(path), await File.ReadAllBytesAsync(path, run.Cancel));
            var taken = (await (await run.StoreAsync()).WriteAsync(w => TakeReceivedInvoice.TakeAsync(w, read,
                InvoiceOrigin.Command, new Asker(Author.CommandLine.Name)), run.Cancel)).OrRefused();
            foreach (var fault in taken.Row.Faults)
                run.Say(fault.Sentence);
            var row = taken.Row;
            return run.Answer(new { supplier = row.Seller, number = row.Number, total = row.Total, draft = row.Id },
                $"{taken.Sentence} Total {row.Total?.ToString() ?? "inconnu"} ; à comptabiliser : "
                + $"/achats/recues/{row.Id}");
        });
        return command;
    }
}
