namespace Essaim.App.Data.Ledger;

/// <summary>A table in memory whose keys are UTF-8 bytes, asked with the bytes of a row without copying them.</summary>
internal sealed class ByteKeys<T>
{
    private readonly Dictionary<byte[], T> _values = new(new Comparer());

    public void Set(ReadOnlySpan<byte> key, T value) => _values.GetAlternateLookup<ReadOnlySpan<byte>>()[key] = value;

    public bool TryGet(ReadOnlySpan<byte> key, out T value) =>
        _values.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out value!);

    private sealed class Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? a, byte[]? b) => a.AsSpan().SequenceEqual(b);
        public int GetHashCode(byte[] key) => GetHashCode(key.AsSpan());
        public bool Equals(ReadOnlySpan<byte> a, byte[] b) => a.SequenceEqual(b);
        public byte[] Create(ReadOnlySpan<byte> key) => key.ToArray();

        public int GetHashCode(ReadOnlySpan<byte> key)
        {
            var hash = new HashCode();
            hash.AddBytes(key);
            return hash.ToHashCode();
        }
    }
}
