using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Essaim.App.Tests.Mail;

/// <summary>
/// A mail server of its own for one test: speaks SMTP on a free port, keeps what it takes, and answers each recipient
/// as the test tells it.
/// </summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public SmtpSink()
    {
        _listener.Start();
        _work = ListenAsync();
    }

    public List<string> Messages { get; } = [];
    public List<string> Recipients { get; } = [];

    /// <summary>The answer to a recipient; "250 ok" takes it.</summary>
    public Func<string, string> Answer { get; set; } = _ => "250 ok";

    /// <summary>Done when a mail has been taken whole, before it is said so to the sender.</summary>
    public Func<Task> Taken { get; set; } = () => Task.CompletedTask;

    public Uri Address => new($"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public string Only => Assert.Single(Messages);

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                try
                {
                    await TalkAsync(client.GetStream());
                }
                catch (IOException)
                {
                    // The sender hung up, or was killed.
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await SayAsync(stream, "220 sink ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "QUIT")
            {
                await SayAsync(stream, "221 bye");
                return;
            }
            await SayAsync(stream, verb switch
            {
                "EHLO" or "HELO" => "250 sink",
                "RCPT" => Heard(line),
                "DATA" => "354 go on",
                "MAIL" or "RSET" or "NOOP" => "250 ok",
                _ => "502 unknown",
            });
            if (verb != "DATA")
                continue;
            Messages.Add(await ReadDataAsync(reader));
            await Taken();
            await SayAsync(stream, "250 taken");
        }
    }

    private string Heard(string line)
    {
        var recipient = line.Split('<', '>')[1];
        Recipients.Add(recipient);
        return Answer(recipient);
    }

    private async Task<string> ReadDataAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
            text.Append(line).Append("\r\n");
        return text.ToString();
    }

    private static Task SayAsync(NetworkStream stream, string line) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n")).AsTask();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work;
        _stop.Dispose();
    }
}
