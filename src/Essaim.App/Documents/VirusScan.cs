using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Essaim.App.Web;

namespace Essaim.App.Documents;

/// <summary>What the scanner said: nothing found, or the name of what was.</summary>
public sealed record ScanAnswer(string? Finding)
{
    public static readonly ScanAnswer Clean = new((string?)null);
}

/// <summary>
/// Asks a ClamAV daemon (antivirus) to look at a file, by its INSTREAM command. Without one, documents are kept as they
/// come. Whatever it answers that is neither "OK" nor "FOUND" counts as no answer.
/// </summary>
public sealed class VirusScan(WebServerOptions options, ILogger<VirusScan> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DnsEndPoint? _server = options.VirusScanner;

    public bool IsSet => _server is not null;

    /// <summary>Null when the scanner does not answer.</summary>
    public async Task<ScanAnswer?> AskAsync(Stream content, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(_server!.Host, _server.Port, enough.Token);
            await using var stream = client.GetStream();
            await SendAsync(stream, content, enough.Token);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return Read((await reader.ReadToEndAsync(enough.Token)).Trim('\0', '\n', ' '));
        }
        catch (Exception e) when (e is SocketException or IOException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            log.LogWarning("The virus scanner {Server} does not answer: {Why}", _server, e.Message);
            return null;
        }
    }

    /// <summary>A finding is an event of security; the file's own name stays out of the log.</summary>
    public void Tell(long document, string finding) =>
        log.LogWarning("Document {Document} was refused: {Finding} was found in it.", document, finding);

    private static async Task SendAsync(Stream to, Stream content, CancellationToken cancel)
    {
        await to.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        var buffer = new byte[4 + (64 * 1024)];
        while (true)
        {
            var read = await content.ReadAsync(buffer.AsMemory(4), cancel);
            BinaryPrimitives.WriteInt32BigEndian(buffer, read);
            await to.WriteAsync(buffer.AsMemory(0, 4 + read), cancel);
            if (read == 0)
                return;
        }
    }

    private ScanAnswer? Read(string answer)
    {
        if (answer == "stream: OK")
            return ScanAnswer.Clean;
        if (answer.StartsWith("stream: ", StringComparison.Ordinal)
            && answer.EndsWith(" FOUND", StringComparison.Ordinal))
            return new ScanAnswer(answer["stream: ".Length..^" FOUND".Length]);
        log.LogWarning("The virus scanner answers « {Answer} ».", answer);
        return null;
    }
}
