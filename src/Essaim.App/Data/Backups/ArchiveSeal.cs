using System.Buffers.Binary;
using System.Security.Cryptography;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Backups;

/// <summary>
/// How the chunks of a backup are sealed: AES-256-GCM, each bound to the file, to its place and to being the last or
/// not, so that nothing can be changed, moved, dropped or cut off. Without a key the same places are held by a SHA-256:
/// damage is found, but whoever can write the file can make another.
/// </summary>
internal sealed class ArchiveSeal
{
    public const int ChunkSize = 1 << 20;
    public const int TagSize = 16;
    public const int HeaderSize = 48;

    private const string Damaged =
        "La sauvegarde est abîmée ou incomplète : rien n’en a été repris. Prenez-en une autre.";
    private const int SaltAt = 16;
    private const int ProofAt = 32;
    private static ReadOnlySpan<byte> Mark => "essaim-backup-1"u8;

    private readonly AesGcm? _cipher;
    private readonly byte[] _context = new byte[HeaderSize + 9];
    private long _next;

    private ArchiveSeal(byte[] header, byte[]? key)
    {
        Header = header;
        header.CopyTo(_context, 0);
        _cipher = key is null ? null : new AesGcm(key, TagSize);
    }

    public byte[] Header { get; }

    public static ArchiveSeal New(BackupKey key)
    {
        var header = new byte[HeaderSize];
        Mark.CopyTo(header);
        RandomNumberGenerator.Fill(header.AsSpan(SaltAt, 16));
        if (!key.Seals)
            return new ArchiveSeal(header, null);
        header[SaltAt - 1] = 1;
        var (derived, proof) = key.Derive(header.AsSpan(SaltAt, 16));
        proof.CopyTo(header, ProofAt);
        return new ArchiveSeal(header, derived);
    }

    public static ArchiveSeal Open(byte[] header, BackupKey key)
    {
        if (!header.AsSpan(0, Mark.Length).SequenceEqual(Mark))
            throw new BrokenRuleException("Ce fichier n’est pas une sauvegarde d’Essaim. Vérifiez son nom.");
        if (header[SaltAt - 1] == 0)
            return new ArchiveSeal(header, null);
        if (!key.Seals)
            throw new BrokenRuleException("Cette sauvegarde est chiffrée. Donnez sa clé avec --key-file ou "
                + $"{BackupKey.Variable}.");
        var (derived, proof) = key.Derive(header.AsSpan(SaltAt, 16));
        return CryptographicOperations.FixedTimeEquals(proof, header.AsSpan(ProofAt))
            ? new ArchiveSeal(header, derived)
            : throw new BrokenRuleException("Ce n’est pas la clé de cette sauvegarde. Donnez celle qui l’a faite.");
    }

    public static BrokenRuleException Refusal() => new(Damaged);

    /// <summary>Seals the next chunk in place.</summary>
    public void Close(Span<byte> chunk, bool last, Span<byte> tag)
    {
        Span<byte> nonce = stackalloc byte[12];
        Place(nonce, last);
        if (_cipher is null)
            Sum(chunk, tag);
        else
            _cipher.Encrypt(nonce, chunk, chunk, tag, _context);
    }

    /// <summary>Opens the next chunk in place, or refuses it.</summary>
    public void Open(Span<byte> chunk, bool last, ReadOnlySpan<byte> tag)
    {
        Span<byte> nonce = stackalloc byte[12];
        Place(nonce, last);
        if (_cipher is null)
        {
            Span<byte> sum = stackalloc byte[TagSize];
            Sum(chunk, sum);
            if (!sum.SequenceEqual(tag))
                throw Refusal();
            return;
        }
        try
        {
            _cipher.Decrypt(nonce, chunk, tag, chunk, _context);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Refusal();
        }
    }

    /// <summary>The key serves one file only, so its counter is nonce enough.</summary>
    private void Place(Span<byte> nonce, bool last)
    {
        BinaryPrimitives.WriteInt64BigEndian(nonce, _next);
        BinaryPrimitives.WriteInt64BigEndian(_context.AsSpan(HeaderSize), _next++);
        _context[^1] = last ? (byte)1 : (byte)0;
    }

    private void Sum(ReadOnlySpan<byte> chunk, Span<byte> tag)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_context);
        hash.AppendData(chunk);
        hash.GetHashAndReset()[..TagSize].CopyTo(tag);
    }
}
