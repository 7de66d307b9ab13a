using System.Collections.Frozen;
using System.Security.Cryptography;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Essaim.App.Identity;

/// <summary>
/// How passwords are judged and kept. Length is asked for, never a mixture of signs; nothing expires. PBKDF2 with
/// HMAC-SHA512, 210 000 rounds, as OWASP (Password Storage) asks of it: the same work for a thief as 600 000 of the
/// quicker SHA-256. Weaker hashes of earlier versions are replaced at the next sign-in.
/// </summary>
public static class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 128;
    public const int Rounds = 210_000;

    private static readonly PasswordHasher<object> Hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private static readonly object Nobody = new();
    private static readonly Lazy<string> HashOfNobody = new(() => Hash(Guid.NewGuid().ToString()));
    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);

    /// <summary>One to be told once and changed: 64 bits of chance.</summary>
    public static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)).Insert(8, "-");

    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Failed without a hash, after the same work as with one.</summary>
    public static PasswordVerificationResult Judge(string? hash, string password)
    {
        if (password.Length > Longest)
            return PasswordVerificationResult.Failed;
        var result = Hasher.VerifyHashedPassword(Nobody, hash ?? HashOfNobody.Value, password);
        return hash is null ? PasswordVerificationResult.Failed : result;
    }

    public static void Check(string password, string login)
    {
        if (password.Length < Shortest)
            throw new BrokenRuleException(
                $"Ce mot de passe a {password.Length} signes ; il en faut au moins {Shortest}. "
                + "Quelques mots à la suite font très bien l’affaire.");
        if (password.Length > Longest)
            throw new BrokenRuleException($"Ce mot de passe a {password.Length} signes ; le plus long en a {Longest}.");
        var plain = Plain(password);
        if (Common.Value.Contains(plain) || plain.Distinct().Count() < 4)
            throw new BrokenRuleException("Ce mot de passe est parmi les plus devinés. Choisissez-en un autre.");
        if (login.Length > 3 && plain.Contains(Plain(login), StringComparison.Ordinal))
            throw new BrokenRuleException("Ce mot de passe contient votre identifiant. Choisissez-en un autre.");
    }

    /// <summary>"Mot-de-passe-123" and "motdepasse123" are guessed together.</summary>
    private static string Plain(string text) =>
        new([.. text.ToLowerInvariant().Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_' or '.' or '!'))]);

    private static FrozenSet<string> ReadCommon()
    {
        const string list = "Essaim.App.Identity.common-passwords.txt";
        using var stream = typeof(Passwords).Assembly.GetManifestResourceStream(list)
            ?? throw new InvalidOperationException("The list of common passwords is missing from the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#')).Select(Plain).ToFrozenSet();
    }
}
