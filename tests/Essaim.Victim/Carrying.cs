using Essaim.App.Data;
using Essaim.App.Mail;
using Essaim.Domain.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace Essaim.Victim;

/// <summary>One round of the postman, as the server makes them.</summary>
public static class Carrying
{
    public static async Task RoundAsync(string folder, Uri server)
    {
        await using var installation = Installation.Open(folder, TimeProvider.System);
        using var postman = new Postman(installation, new MailSetup
        {
            Server = server, From = new EmailAddress("bonjour@etabli.example"),
        }, NullLogger<Postman>.Instance);
        await postman.RoundAsync(CancellationToken.None);
    }
}
