namespace Essaim.App.Documents;

/// <summary>Any stretch of a file, for whoever asks what it is; little is in memory at once.</summary>
internal sealed class FileBytes(Stream content)
{
    public long Length => content.Length;

    /// <summary>So many bytes from there, or as many as there are.</summary>
    public byte[] At(long from, int count)
    {
        if (from < 0 || from >= Length)
            return [];
        content.Position = from;
        var bytes = new byte[(int)Math.Min(count, Length - from)];
        content.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Where these two bytes stand next to each other, from there on; -1 when nowhere.</summary>
    public long Find(long from, byte first, byte second)
    {
        const int Stretch = 64 * 1024;
        for (var at = from; at < Length - 1; at += Stretch - 1)
            if (At(at, Stretch).AsSpan().IndexOf((ReadOnlySpan<byte>)[first, second]) is >= 0 and var place)
                return at + place;
        return -1;
    }
}
