using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Essaim.App.Mail;

/// <summary>What came of carrying one mail: gone, to be tried again, or refused for good, with the server's words.
/// </summary>
public sealed record Delivery(MailState State, string Answer)
{
    public static Delivery Sent(string answer) => new(MailState.Sent, answer);

    public static Delivery Later(string answer) => new(MailState.Waiting, answer);

    public static Delivery Refused(string answer) => new(MailState.Refused, answer);
}

/// <summary>Takes mails away; one for each round, so that a round makes one connection.</summary>
public abstract class Carrier : IAsyncDisposable
{
    public abstract Task<Delivery> CarryAsync(MimeMessage message, CancellationToken cancel);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static Carrier Of(MailSetup setup, string dataFolder) => setup.Server is null
        ? new FolderCarrier(Path.Combine(dataFolder, "mail")) : new SmtpCarrier(setup);
}

/// <summary>Lays each mail in a folder, one file named by its Message-Id: sent again it is the same file.</summary>
public sealed class FolderCarrier(string folder) : Carrier
{
    public override async Task<Delivery> CarryAsync(MimeMessage message, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, message.MessageId!.Split('@')[0] + ".eml");
        await message.WriteToAsync(file + ".new", cancel);
        File.Move(file + ".new", file, overwrite: true);
        return Delivery.Sent("Déposé dans le dossier « mail » du serveur.");
    }
}

/// <summary>
/// Speaks to a mail server, enciphered unless it runs on this very machine. A refusal of the recipient or of the
/// content (5xx) is final; a refusal of us, or no answer, is tried again.
/// </summary>
public sealed class SmtpCarrier(MailSetup setup) : Carrier
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private Client? _client;

    /// <summary>Once the server does not answer, the other mails of the round do not wait for it one by one.</summary>
    private Delivery? _dead;

    public override async Task<Delivery> CarryAsync(MimeMessage message, CancellationToken cancel)
    {
        if (_dead is not null)
            return _dead;
        try
        {
            _client ??= await ConnectAsync(cancel);
            return Delivery.Sent(await _client.SendAsync(message, cancel));
        }
        catch (SmtpCommandException e) when (_client is not null)
        {
            var words = $"{(int)e.StatusCode} {e.Message}";
            KeepIfOpen();
            return (int)e.StatusCode >= 500 && e.ErrorCode is SmtpErrorCode.RecipientNotAccepted
                or SmtpErrorCode.MessageNotAccepted ? Delivery.Refused(words) : Delivery.Later(words);
        }
        catch (AuthenticationException e)
        {
            return _dead = Delivery.Later("Le serveur de courriel refuse le nom ou le mot de passe. " + e.Message);
        }
        catch (Exception e) when (e is SmtpCommandException or SmtpProtocolException or IOException or SocketException
            or SslHandshakeException or ServiceNotConnectedException or TimeoutException or NotSupportedException
            || e is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            _client?.Dispose();
            _client = null;
            return _dead = Delivery.Later("Le serveur de courriel ne répond pas. " + e.Message);
        }
    }

    private async Task<Client> ConnectAsync(CancellationToken cancel)
    {
        var client = new Client { Timeout = (int)Patience.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(setup.Server!.Host, setup.Port, Security, cancel);
            if (setup.Password is not null)
                await client.AuthenticateAsync(Uri.UnescapeDataString(setup.Server.UserInfo), setup.Password, cancel);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private SecureSocketOptions Security => setup.Server!.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect
        : setup.Server.Host == "localhost" || IPAddress.TryParse(setup.Server.Host, out var ip)
            && IPAddress.IsLoopback(ip) ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls;

    /// <summary>After a refusal the conversation goes on with the next mail, unless the server has hung up.</summary>
    private void KeepIfOpen()
    {
        if (_client is { IsConnected: true })
            return;
        _client?.Dispose();
        _client = null;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_client is null)
            return;
        try
        {
            await _client.DisconnectAsync(quit: true);
        }
        catch (Exception e) when (e is IOException or SocketException or SmtpProtocolException)
        {
            // The mails are settled; a server that does not say goodbye changes nothing.
        }
        _client.Dispose();
    }

    /// <summary>Asks to be told of failures, under the mail's own number.</summary>
    private sealed class Client : SmtpClient
    {
        protected override string GetEnvelopeId(MimeMessage message) => message.MessageId!;

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message,
            MailboxAddress mailbox) => DeliveryStatusNotification.Failure;
    }
}
