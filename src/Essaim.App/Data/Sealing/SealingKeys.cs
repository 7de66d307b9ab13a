using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Sealing;

/// <summary>
/// The keys of one co-op's sealed values, in a file beside the database and never in it: a copy of the database alone
/// shows no IBAN. One line a version; the newest seals, the older ones still open.
/// </summary>
public sealed class SealingKeys
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const string IbanKind = "iban";
    private const string NirKind = "nir";
    private const string SecretKind = "secret";
    private const string SecretMask = "••••";

    private readonly SortedDictionary<int, byte[]> _keys = [];
    private readonly byte[] _indexKey;

    private SealingKeys(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(l => l.Length > 0))
            _keys[int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)] =
                Convert.FromBase64String(line.Split(' ')[1]);
        // From the oldest key, so that a new version finds the doubles of old values.
        _indexKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, _keys.First().Value, 32, info: "index"u8.ToArray());
    }

    /// <summary>The file of a co-op's keys, from the data folder.</summary>
    public static string FileOf(string coop) => Path.Combine("keys", "coops", coop + ".key");

    /// <summary>Opens the file, or makes it: two processes that do so at once use the same key.</summary>
    public static SealingKeys Open(string file)
    {
        if (!File.Exists(file))
            Make(file);
        return new SealingKeys(File.ReadLines(file));
    }

    private static void Make(string file)
    {
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!, mine | UnixFileMode.UserExecute);
        var partial = $"{file}.{Guid.NewGuid():N}.partiel";
        using (var stream = new FileStream(partial, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mine,
        }))
        {
            stream.Write(Encoding.ASCII.GetBytes($"1 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n"));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(partial, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(partial);
        }
    }

    public SealedValue Seal(Iban iban) => Seal(IbanKind, iban.Text, iban.Masked);

    public SealedValue Seal(Nir nir) => Seal(NirKind, nir.Text, nir.Masked);

    public Iban OpenIban(SealedValue value) => new(Open(IbanKind, value));

    public Nir OpenNir(SealedValue value) => new(Open(NirKind, value));

    /// <summary>A word that two programs share; nothing of it is ever shown again.</summary>
    public SealedValue SealSecret(string secret) => Seal(SecretKind, secret, SecretMask);

    public string OpenSecret(SealedValue value) => Open(SecretKind, value);

    private SealedValue Seal(string kind, string text, string mask)
    {
        var (version, key) = _keys.Last();
        var plain = Encoding.UTF8.GetBytes(text);
        var envelope = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(envelope.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(envelope.AsSpan(0, NonceSize), plain, envelope.AsSpan(NonceSize + TagSize),
            envelope.AsSpan(NonceSize, TagSize), Context(kind, version));
        var index = HMACSHA256.HashData(_indexKey, Encoding.UTF8.GetBytes($"{kind} {text}"));
        return new SealedValue(version, Convert.ToHexStringLower(index.AsSpan(0, 16)),
            Convert.ToBase64String(envelope), mask);
    }

    private string Open(string kind, SealedValue value)
    {
        var envelope = Convert.FromBase64String(value.Envelope);
        var plain = new byte[envelope.Length - NonceSize - TagSize];
        try
        {
            using var cipher = new AesGcm(_keys.GetValueOrDefault(value.KeyVersion) ?? new byte[32], TagSize);
            cipher.Decrypt(envelope.AsSpan(0, NonceSize), envelope.AsSpan(NonceSize + TagSize),
                envelope.AsSpan(NonceSize, TagSize), plain, Context(kind, value.KeyVersion));
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new BrokenRuleException("La clé qui a scellé ce numéro n’est plus dans le dossier des données. "
                + "Reprenez le dossier « keys » de la sauvegarde.", e);
        }
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] Context(string kind, int version) => Encoding.UTF8.GetBytes($"essaim {kind} {version}");
}
