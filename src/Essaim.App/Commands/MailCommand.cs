using System.CommandLine;
using Essaim.App.Data.Purchases.Mailed;
using Essaim.App.Mail;

namespace Essaim.App.Commands;

/// <summary>
/// `essaim mail bounce FILE`: notes on a mail that it came back. `essaim mail take FILE`: a mail with invoices. Both
/// are meant for the rule of a mail server that pipes what arrives at an address.
/// </summary>
public static class MailCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("file") { Description = "l’avis, tel que reçu ; - pour l’entrée" };
        var bounce = new Command("bounce", "note un courriel revenu") { file };
        bounce.Does(async run =>
        {
            await using var source = run.Get(file) == "-" ? Console.OpenStandardInput() : File.OpenRead(run.Get(file));
            var read = await Bounce.ReadAsync(source, run.Cancel);
            var marked = read is not null && await read.MarkAsync(run.Installation);
            return run.Answer(new { marked, recipient = read?.Recipient, why = read?.Why },
                read is null ? "Cet avis ne dit pas qu’un courriel est revenu."
                : marked ? $"Le courriel à {read.Recipient} est noté comme revenu : {read.Why}"
                : "Le courriel revenu n’a pas été envoyé d’ici.");
        });
        return new Command("mail", "les courriels envoyés et reçus") { bounce, Take() };
    }

    private static Command Take()
    {
        var file = new Argument<string>("file") { Description = "le courriel, tel que reçu ; - pour l’entrée" };
        var take = new Command("take", "reçoit un courriel adressé aux factures de la coopérative") { file };
        take.Does(async run =>
        {
            await using var source = run.Get(file) == "-" ? Console.OpenStandardInput() : File.OpenRead(run.Get(file));
            var bytes = new MemoryStream();
            await source.CopyToAsync(bytes, run.Cancel);
            var store = await run.StoreAsync();
            var kept = await store.WriteAsync(w => TakeMailed.KeepAsync(w, bytes.ToArray()), run.Cancel);
            return run.Answer(new { kept = kept is not null, id = kept?.Id, state = kept?.State.ToString() },
                kept is null ? "Ce courriel est déjà là. Rien n’a été ajouté."
                : kept.State == MailedState.Refused ? $"Courriel refusé : {kept.Reason}"
                : "Courriel reçu. Ses pièces seront prises à la prochaine tournée : /achats/courriels");
        });
        return take;
    }
}
