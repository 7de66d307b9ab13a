using System.Net;
using System.Net.Sockets;

namespace Essaim.App.Identity;

/// <summary>
/// Slows down guessing without letting anybody lock somebody else out. Three counts of failures: of one login from one
/// address, of one address over all logins, and of one login over all addresses. The last does not hold for addresses
/// from which that login has already succeeded, so its owner still comes in while others hammer at the door.
/// </summary>
public sealed class SignInThrottle(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private const int PerLoginAndAddress = 5;
    private const int PerAddress = 30;
    private const int PerLogin = 100;
    private const int MostRemembered = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Until)> _failures = [];
    private readonly HashSet<string> _known = [];

    /// <summary>How long to wait before the next try; null to go ahead.</summary>
    public TimeSpan? MustWait(string login, IPAddress? address)
    {
        var (pair, place, name) = Keys(login, address);
        lock (_lock)
        {
            var until = new[]
            {
                Blocked(pair, PerLoginAndAddress),
                Blocked(place, PerAddress),
                _known.Contains(pair) ? null : Blocked(name, PerLogin),
            }.Max();
            return until - time.GetUtcNow();
        }
    }

    public void Failed(string login, IPAddress? address)
    {
        var (pair, place, name) = Keys(login, address);
        lock (_lock)
        {
            Forget();
            foreach (var key in (string[])[pair, place, name])
            {
                var count = _failures.TryGetValue(key, out var seen) && seen.Until > time.GetUtcNow() ? seen.Count : 0;
                _failures[key] = (count + 1, time.GetUtcNow() + Window);
            }
        }
    }

    public void Succeeded(string login, IPAddress? address)
    {
        var (pair, _, _) = Keys(login, address);
        lock (_lock)
        {
            _failures.Remove(pair);
            _known.Add(pair);
        }
    }

    private DateTimeOffset? Blocked(string key, int limit) =>
        _failures.TryGetValue(key, out var seen) && seen.Count >= limit && seen.Until > time.GetUtcNow()
            ? seen.Until : null;

    private void Forget()
    {
        if (_known.Count > MostRemembered)
            _known.Clear();
        if (_failures.Count < MostRemembered)
            return;
        foreach (var key in _failures.Where(f => f.Value.Until <= time.GetUtcNow()).Select(f => f.Key).ToList())
            _failures.Remove(key);
        if (_failures.Count >= MostRemembered)
            _failures.Clear();
    }

    private static (string Pair, string Place, string Name) Keys(string login, IPAddress? address)
    {
        var name = login.Trim().ToLowerInvariant();
        var place = Place(address);
        return ($"{name}\n{place}", $"\n{place}", $"{name}\n");
    }

    /// <summary>One household or office usually holds a whole /64 of IPv6 addresses.</summary>
    private static string Place(IPAddress? address)
    {
        if (address is null)
            return "?";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
