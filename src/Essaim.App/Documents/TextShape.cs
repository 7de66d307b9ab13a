using System.Text;

namespace Essaim.App.Documents;

/// <summary>Whether bytes are a text: UTF-8, or the Windows-1252 of older programs, without signs that act.</summary>
internal static class TextShape
{
    /// <summary>Windows-1252 gives these no sign.</summary>
    private static readonly byte[] Unassigned = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

    public static bool IsText(Stream content)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (utf8, western) = (true, true);
        var buffer = new byte[64 * 1024];
        var signs = new char[buffer.Length + 1];
        content.Position = 0;
        while (true)
        {
            var read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            var part = buffer.AsSpan(0, read);
            if (part.ContainsAnyInRange((byte)0, (byte)8) || part.ContainsAnyInRange((byte)14, (byte)31)
                || part.ContainsAny((byte)11, (byte)127))
                return false;
            western &= !part.ContainsAny(Unassigned);
            utf8 = utf8 && IsUtf8(decoder, part, signs, read < buffer.Length);
            if (!utf8 && !western)
                return false;
            if (read < buffer.Length)
                return true;
        }
    }

    private static bool IsUtf8(Decoder decoder, ReadOnlySpan<byte> part, Span<char> signs, bool last)
    {
        try
        {
            decoder.GetChars(part, signs, last);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
