using System.Security.Cryptography;
using System.Text;

namespace Essaim.App.Identity;

/// <summary>
/// A long random text that opens something of one co-op without a sign-in (secret): shown once, kept as its hash.
/// </summary>
public static class SecretText
{
    private const int Bytes = 32;

    public static string Make(string prefix, string coop) =>
        $"{prefix}_{coop}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes))}";

    /// <summary>The co-op that it names; null when the text is none of this kind.</summary>
    public static string? CoopOf(string prefix, string text) =>
        text.Split('_') is [var first, { Length: > 1 } coop, { Length: 2 * Bytes }] && first == prefix ? coop : null;

    /// <summary>It is long and random: one round of a fast hash cannot be guessed back.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
