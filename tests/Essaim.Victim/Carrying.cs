using Essaim.App.Data;
using Essaim.App.Jobs;
using Essaim.App.Mail;
using Essaim.Domain.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace Essaim.Victim;

/// <summary>One round of the postman, and the long works, as the server does them.</summary>
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

    public static async Task WorkAsync(string folder, string coop)
    {
        await using var installation = Installation.Open(folder, TimeProvider.System);
        using var runner = new JobRunner(installation, JobKinds.All, NullLogger<JobRunner>.Instance);
        await runner.StartAsync(CancellationToken.None);
        runner.Call(coop);
        await Task.Delay(Timeout.Infinite);
    }
}
