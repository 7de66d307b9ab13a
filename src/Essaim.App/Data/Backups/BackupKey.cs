using System.Security.Cryptography;
using System.Text;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Backups;

/// <summary>
/// What a backup is sealed with: a passphrase from a file or from the environment, or nothing when somebody asked for
/// that in so many words. The passphrase is slow to guess (PBKDF2), and each file has a salt of its own.
/// </summary>
public sealed class BackupKey
{
    public const string Variable = "ESSAIM_BACKUP_KEY";

    private const int Rounds = 600_000;
    private const int Shortest = 12;
    private readonly byte[]? _passphrase;

    private BackupKey(byte[]? passphrase) => _passphrase = passphrase;

    /// <summary>Whoever finds the file can read it.</summary>
    public static readonly BackupKey None = new(null);

    public bool Seals => _passphrase is not null;

    public static BackupKey Of(string passphrase) => passphrase.Trim() is { Length: >= Shortest } text
        ? new BackupKey(Encoding.UTF8.GetBytes(text))
        : throw new BrokenRuleException(
            $"La clé de sauvegarde est trop courte. Donnez au moins {Shortest} signes, tirés au hasard.");

    /// <summary>From the file named, else from the environment, else none if that was asked for.</summary>
    public static BackupKey Choose(string? keyFile, bool unencrypted)
    {
        if (unencrypted)
            return None;
        if (keyFile is not null)
            return Of(File.ReadAllText(keyFile));
        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
            ? Of(text)
            : throw new BrokenRuleException(
                "Une sauvegarde contient tout, il lui faut une clé. Donnez un fichier avec --key-file, ou la variable "
                + $"{Variable} ; ou écrivez --unencrypted pour une sauvegarde que chacun peut lire.");
    }

    /// <summary>The key of one file, and what tells a wrong passphrase from a damaged file.</summary>
    internal (byte[] Key, byte[] Proof) Derive(ReadOnlySpan<byte> salt)
    {
        var both = Rfc2898DeriveBytes.Pbkdf2(_passphrase!, salt, Rounds, HashAlgorithmName.SHA256, 48);
        return (both[..32], both[32..]);
    }
}
