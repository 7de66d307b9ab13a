using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Essaim.App.Tests.Documents;

/// <summary>
/// A ClamAV daemon of its own for one test: speaks INSTREAM on a free port, keeps what it was shown, and finds the test
/// virus that every scanner knows.
/// </summary>
internal sealed class ScannerSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public ScannerSink()
    {
        _listener.Start();
        _work = ListenAsync();
    }

    /// <summary>The file that every scanner calls a virus; in two parts, so that this source is not one.</summary>
    public static byte[] Eicar => Encoding.ASCII.GetBytes(
        @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    public List<byte[]> Seen { get; } = [];

    /// <summary>Said instead of an answer; null to hang up without a word.</summary>
    public Func<byte[], string?> Answer { get; set; } = bytes =>
        bytes.AsSpan().IndexOf(Eicar) >= 0 ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";

    public DnsEndPoint Place => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        var command = new byte["zINSTREAM\0"u8.Length];
        await stream.ReadExactlyAsync(command, _stop.Token);
        Assert.Equal("zINSTREAM\0", Encoding.ASCII.GetString(command));
        using var content = new MemoryStream();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length, _stop.Token);
            if (BinaryPrimitives.ReadInt32BigEndian(length) is not (> 0 and var count))
                break;
            var chunk = new byte[count];
            await stream.ReadExactlyAsync(chunk, _stop.Token);
            content.Write(chunk);
        }
        Seen.Add(content.ToArray());
        if (Answer(Seen[^1]) is { } answer)
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\0"), _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work;
        _stop.Dispose();
    }
}
