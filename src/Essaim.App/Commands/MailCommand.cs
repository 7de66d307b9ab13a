using System.CommandLine;
using Essaim.App.Mail;

namespace Essaim.App.Commands;

/// <summary>
/// `essaim mail bounce FILE`: notes on a mail that it came back. Meant for the rule of a mail server that pipes what
/// arrives at the sending address.
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
        return new Command("mail", "les courriels envoyés") { bounce };
    }
}
