using System.Net;
using System.Net.Sockets;

namespace Essaim.App.Identity;

/// <summary>
/// Slows down guessing without letting anybody lock somebody else out. Three counts of failures: of one login from one
/// address, of one address over all logins, and of one login over all addresses. The last does not hold for addresses
/// from which that login has already succeeded, so its owner still comes in while others hammer at the door.
/// Codes are counted for each user over all addresses: whoever gets that far knows the password already.
/// </summary>
public sealed class SignInThrottle(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private const int PerLoginAndAddress = 5;
    private const int PerAddress = 30;
    private const int PerLogin = 100;
    private const int PerCode = 10;
    private const int MostRemembered = 50_000;
    private static readonly TimeSpan CodeWindow = TimeSpan.FromHours(1);

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
                Count(key, Window);
        }
    }

    /// <summary>The same for a second factor: five wrong codes in five minutes, ten in an hour.</summary>
    public TimeSpan? MustWaitForCode(long user)
    {
        var (few, many) = CodeKeys(user);
        lock (_lock)
        {
            var until = new[] { Blocked(few, PerLoginAndAddress), Blocked(many, PerCode) }.Max();
            return until - time.GetUtcNow();
        }
    }

    public void CodeFailed(long user)
    {
        var (few, many) = CodeKeys(user);
        lock (_lock)
        {
            Forget();
            Count(few, Window);
            Count(many, CodeWindow);
        }
    }

    public void CodeSucceeded(long user)
    {
        var (few, many) = CodeKeys(user);
        lock (_lock)
        {
            _failures.Remove(few);
            _failures.Remove(many);
        }
    }

    /// <summary>Counts a link asked for from this address; how long to wait when there were too many.</summary>
    public TimeSpan? MustWaitForLink(IPAddress? address)
    {
        var key = $"\nlink/{Place(address)}";
        lock (_lock)
        {
            if (Blocked(key, PerAddress) is { } until)
                return until - time.GetUtcNow();
            Forget();
            Count(key, Window);
            return null;
        }
    }

    /// <summary>Too many private links that open nothing came from this address.</summary>
    public bool IsTryingLinks(IPAddress? address)
    {
        lock (_lock)
            return Blocked($"\ntried/{Place(address)}", PerAddress) is not null;
    }

    public void TriedLink(IPAddress? address)
    {
        lock (_lock)
        {
            Forget();
            Count($"\ntried/{Place(address)}", Window);
        }
    }

    /// <summary>"une minute", "5 minutes".</summary>
    public static string Words(TimeSpan wait) =>
        wait.TotalMinutes <= 1 ? "une minute" : $"{Math.Ceiling(wait.TotalMinutes)} minutes";

    public void Succeeded(string login, IPAddress? address)
    {
        var (pair, _, _) = Keys(login, address);
        lock (_lock)
        {
            _failures.Remove(pair);
            _known.Add(pair);
        }
    }

    private void Count(string key, TimeSpan window)
    {
        var count = _failures.TryGetValue(key, out var seen) && seen.Until > time.GetUtcNow() ? seen.Count : 0;
        _failures[key] = (count + 1, time.GetUtcNow() + window);
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

    /// <summary>No login begins with a new line, so nobody types themselves into these.</summary>
    private static (string Few, string Many) CodeKeys(long user) => ($"\ncode/{user}", $"\ncodes/{user}");

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
