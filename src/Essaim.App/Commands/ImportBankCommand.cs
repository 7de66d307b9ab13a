using System.CommandLine;
using System.Security.Cryptography;
using Essaim.App.Data.Banking;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>`essaim import bank`: takes the movements of a bank's file, each once.</summary>
public static class ImportBankCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("fichier") { Description = "relevé CAMT.053, CFONB 120 ou OFX" };
        var command = new Command("bank", "importe un relevé bancaire, chaque mouvement une seule fois") { file };
        command.Does(async run =>
        {
            var path = run.Get(file);
            if (!File.Exists(path))
                throw new BrokenRuleException($"Le fichier « {path} » n’existe pas. Vérifiez son chemin.");
            var bytes = await File.ReadAllBytesAsync(path);
            var statements = BankFile.Read(bytes);
            var store = await run.StoreAsync();
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
}
