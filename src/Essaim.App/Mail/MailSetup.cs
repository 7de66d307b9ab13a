using Essaim.Domain.Values;

namespace Essaim.App.Mail;

/// <summary>How the mails of this installation leave: through one mail server, or into a folder.</summary>
public sealed record MailSetup
{
    public const string ServerVariable = "ESSAIM_SMTP";
    public const string PasswordFileVariable = "ESSAIM_SMTP_PASSWORD_FILE";
    public const string FromVariable = "ESSAIM_MAIL_FROM";

    /// <summary>Without a server, mails are laid in the data folder: nothing leaves the machine.</summary>
    public static MailSetup Folder { get; } = new();

    public Uri? Server { get; init; }
    public string? Password { get; init; }
    public EmailAddress From { get; init; } = new("essaim@localhost.localdomain");

    /// <summary>From the words of the command line, or of the environment where it says nothing.</summary>
    public static MailSetup Read(string? server, string? passwordFile, string? from)
    {
        server ??= Environment.GetEnvironmentVariable(ServerVariable);
        passwordFile ??= Environment.GetEnvironmentVariable(PasswordFileVariable);
        from ??= Environment.GetEnvironmentVariable(FromVariable);
        if (server is null)
            return from is null ? Folder : Folder with { From = new EmailAddress(from) };
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("smtp" or "smtps")
            || address.Host.Length == 0)
            throw new BrokenRuleException(
                $"« {server} » n’est pas un serveur de courriel. Écrivez par exemple smtp://nom@mail.exemple.fr:587.");
        if (address.UserInfo.Contains(':'))
            throw new BrokenRuleException(
                "Le mot de passe ne s’écrit pas dans l’adresse : donnez-le par un fichier, avec --smtp-password-file.");
        if (from is null)
            throw new BrokenRuleException("Dites de quelle adresse partent les courriels, avec --mail-from.");
        if (address.UserInfo.Length > 0 && passwordFile is null)
            throw new BrokenRuleException(
                "Il manque le mot de passe du serveur de courriel. Donnez son fichier avec --smtp-password-file.");
        return new MailSetup
        {
            Server = address, From = new EmailAddress(from),
            Password = passwordFile is null ? null : File.ReadAllText(passwordFile).Trim(),
        };
    }

    /// <summary>The server without who signs in to it.</summary>
    public string? ServerShown => Server is null ? null : $"{Server.Host}:{Port}";

    public int Port => Server is { Port: > 0 } given ? given.Port : Server?.Scheme == "smtps" ? 465 : 587;
}
