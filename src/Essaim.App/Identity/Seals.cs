using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Caching.Memory;

namespace Essaim.App.Identity;

/// <summary>
/// Texts that the server hands to a browser and wants back untouched, unread and in time: encrypted, with an end, and
/// on demand good for one use only.
/// </summary>
public sealed class Seals(IDataProtectionProvider protection, IMemoryCache cache, TimeProvider time)
{
    public string Close(string purpose, string content, TimeSpan life)
    {
        var until = (time.GetUtcNow() + life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var name = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(12));
        return Protector(purpose).Protect($"{until}\n{name}\n{content}");
    }

    /// <summary>Null when it is not ours, was made for something else, or is too old.</summary>
    public string? Open(string purpose, string? text) => Read(purpose, text)?.Content;

    public string? OpenOnce(string purpose, string? text)
    {
        if (Read(purpose, text) is not { } seal)
            return null;
        var key = $"seal/{seal.Name}";
        lock (cache)
        {
            if (cache.TryGetValue(key, out _))
                return null;
            cache.Set(key, true, TimeSpan.FromHours(1));
        }
        return seal.Content;
    }

    private (string Name, string Content)? Read(string purpose, string? text)
    {
        if (text is not { Length: > 0 })
            return null;
        try
        {
            var parts = Protector(purpose).Unprotect(text).Split('\n', 3);
            var until = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
            return time.GetUtcNow() < until ? (parts[1], parts[2]) : null;
        }
        catch (CryptographicException)
        {
            // Whoever sends something else than what they were given gets what a late-comer gets.
            return null;
        }
    }

    private IDataProtector Protector(string purpose) => protection.CreateProtector("essaim.seal", purpose);
}
