using System.CommandLine;
using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.App.Mail;
using Essaim.App.Web;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>`essaim serve`: the pages and the API.</summary>
public static class ServeCommand
{
    public const int DefaultPort = 5080;

    public static readonly Option<int> Port = new("--port")
    {
        Description = "port d’écoute", DefaultValueFactory = _ => DefaultPort,
    };

    public static Command Make()
    {
        var bind = new Option<string>("--bind") { Description = "adresse d’écoute", DefaultValueFactory = _ =>
            "127.0.0.1" };
        var https =
            new Option<bool>("--behind-https") { Description = "les visiteurs arrivent en HTTPS par un mandataire" };
        var smtp = new Option<string?>("--smtp")
        {
            Description = $"serveur de courriel, smtp://NOM@SERVEUR:587 (ou {MailSetup.ServerVariable}) ; "
                + "sans lui, les courriels restent dans le dossier mail/",
        };
        var password = new Option<string?>("--smtp-password-file")
        {
            Description = $"fichier de son mot de passe (ou {MailSetup.PasswordFileVariable})",
        };
        var from = new Option<string?>("--mail-from")
        {
            Description = $"adresse qui envoie (ou {MailSetup.FromVariable})",
        };
        var json = new Option<bool>("--log-json") { Description = "le journal en JSON, une ligne par fait" };
        var otlp = new Option<string?>("--otlp")
        {
            Description = "collecteur OpenTelemetry, par exemple http://localhost:4318 (OTLP, protobuf)",
        };
        var clamav = new Option<string?>("--clamav")
        {
            Description = "antivirus ClamAV, SERVEUR:3310 ; sans lui, les justificatifs sont gardés sans être examinés",
        };
        var command = new Command("serve", "sert les pages")
        {
            bind, Port, https, json, otlp, clamav, smtp, password, from,
        };
        foreach (var option in SignInOptions.All)
            command.Options.Add(option);
        command.Does(async run =>
        {
            if (!IPAddress.TryParse(run.Get(bind), out var address))
                throw new BrokenRuleException(
                    $"« {run.Get(bind)} » n’est pas une adresse. Écrivez par exemple 127.0.0.1.");
            await ServeAsync(run, SignInOptions.Read(run, new WebServerOptions
            {
                DataFolder = run.DataFolder, Bind = address, Port = run.Get(Port), BehindHttps = run.Get(https),
                JsonLog = run.Get(json), Time = run.Time, Collector = CollectorAt(run.Get(otlp)),
                VirusScanner = ReadScanner(run.Get(clamav)),
                Mail = MailSetup.Read(run.Get(smtp), run.Get(password), run.Get(from)),
            }));
            return CommandLine.Done;
        });
        return command;
    }

    private static Uri? CollectorAt(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new BrokenRuleException(
            $"« {text} » n’est pas l’adresse d’un collecteur. Écrivez par exemple http://localhost:4318.");

    private static DnsEndPoint? ReadScanner(string? place)
    {
        if (place is null)
            return null;
        var colon = place.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(place[(colon + 1)..], out var port) && port > 0
            ? new DnsEndPoint(place[..colon], port)
            : throw new BrokenRuleException(
                $"« {place} » n’est pas la place d’un antivirus. Écrivez par exemple 127.0.0.1:3310.");
    }

    internal static async Task ServeAsync(CommandRun run, WebServerOptions options)
    {
        // Every database is brought to today's schema and its storage judged before the first visitor comes.
        foreach (var coop in run.Installation.Catalogue.Coops())
            await run.Installation.StoreAsync(coop.Id);
        Author.Current = Author.Program;
        var app = WebServer.Build(options, services => services.AddSingleton(run.Installation));
        await app.StartAsync(run.Cancel);
        run.Say($"Essaim vous attend sur {string.Join(" et ", app.Urls)}. Ctrl+C pour arrêter.");
        await app.WaitForShutdownAsync(run.Cancel);
    }
}
