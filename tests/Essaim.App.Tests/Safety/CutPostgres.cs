using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Essaim.App.Data;
using Npgsql;

namespace Essaim.App.Tests.Safety;

/// <summary>
/// PostgreSQL behind a wire that is cut at the k-th request: before the server hears it, or after it has done it and
/// before its reply arrives.
/// </summary>
internal sealed class CutPostgres : FaultyEngine
{
    private const byte Query = (byte)'Q';
    private const byte Sync = (byte)'S';

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly EndPoint _server;
    private readonly bool _lostReply;
    private int _left;
    private bool _failed;

    public CutPostgres(PostgresEngine server, bool lostReply)
    {
        var wire = new NpgsqlConnectionStringBuilder(server.OwnerConnectionString);
        _lostReply = lostReply;
        _server = new UnixDomainSocketEndPoint(Path.Combine(wire.Host!, $".s.PGSQL.{wire.Port}"));
        _listener.Start();
        (wire.Host, wire.Port) = ("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
        (wire.SslMode, wire.GssEncryptionMode) = (SslMode.Disable, GssEncryptionMode.Disable);
        Engine = new PostgresEngine(wire.ToString());
        _ = AcceptAsync();
    }

    public override Engine Engine { get; }

    public override void Arm(int call) => (_left, _failed) = (call, false);

    public override bool Disarm()
    {
        _left = 0;
        return _failed;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync();
            _ = Task.Run(async () =>
            {
                using (client)
                using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
                {
                    client.NoDelay = true;
                    await socket.ConnectAsync(_server);
                    await using var server = new NetworkStream(socket);
                    var back = CopyAsync(server, client.GetStream());
                    await Record.ExceptionAsync(() => RequestsAsync(client.GetStream(), server));
                }
            });
        }
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to) =>
        await Record.ExceptionAsync(() => from.CopyToAsync(to));

    /// <summary>Hands on whole messages; returns, which cuts both sides, at the one that was armed.</summary>
    private async Task RequestsAsync(NetworkStream client, NetworkStream server)
    {
        await server.WriteAsync(await MessageAsync(client, []));
        while (true)
        {
            var type = new byte[1];
            await client.ReadExactlyAsync(type);
            var message = await MessageAsync(client, type);
            var cut = type[0] is Query or Sync && _left > 0 && --_left == 0;
            if (!cut)
            {
                await server.WriteAsync(message);
                continue;
            }
            _failed = true;
            if (!_lostReply)
                return;
            client.Close();
            await server.WriteAsync(message);
            // Time for the server to do it; nobody hears of it.
            await Task.Delay(30);
            return;
        }
    }

    /// <summary>A message of the protocol: its type, its length, its content. The first one has no type.</summary>
    private static async Task<byte[]> MessageAsync(NetworkStream from, byte[] type)
    {
        var length = new byte[4];
        await from.ReadExactlyAsync(length);
        var content = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4];
        await from.ReadExactlyAsync(content);
        return [.. type, .. length, .. content];
    }
}
