using System.Buffers.Binary;

namespace Essaim.App.Documents;

/// <summary>Whether a file that begins like a picture is built like one to its end.</summary>
internal static class PictureShape
{
    private static readonly string[] HeicBrands =
        ["heic", "heix", "heim", "heis", "hevc", "hevx"];

    /// <summary>
    /// Segments one after the other, with a frame that has a size, then the drawing and its end. Telephones put films
    /// and more behind the end, which is theirs.
    /// </summary>
    public static bool IsJpeg(FileBytes bytes)
    {
        var framed = false;
        for (long at = 2; ;)
        {
            var segment = bytes.At(at, 9);
            if (segment is not [0xff, var mark, _, _, ..])
                return false;
            if (mark == 0xff)
            {
                at++;
                continue;
            }
            // Start of scan: what follows is the drawing.
            if (mark == 0xda)
                return framed && bytes.Find(at + 4, 0xff, 0xd9) > 0;
            var length = BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(2));
            if (length < 2 || mark is < 0xc0 or 0xd8 or 0xd9)
                return false;
            if (mark is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
                framed = segment.Length == 9 && BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(7)) > 0;
            at += 2 + length;
        }
    }

    /// <summary>Chunks one after the other, the head first, the end last.</summary>
    public static bool IsPng(FileBytes bytes)
    {
        long at = 8;
        for (var first = true; ; first = false)
        {
            var chunk = bytes.At(at, 16);
            if (chunk.Length < 12)
                return false;
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            var name = chunk.AsSpan(4, 4);
            if (first && !(name.SequenceEqual("IHDR"u8) && length == 13
                && BinaryPrimitives.ReadUInt32BigEndian(chunk.AsSpan(8)) > 0))
                return false;
            at += 12 + length;
            if (at > bytes.Length)
                return false;
            if (name.SequenceEqual("IEND"u8))
                return true;
        }
    }

    public static bool IsWebP(FileBytes bytes)
    {
        var head = bytes.At(0, 16);
        return head.Length == 16 && head.AsSpan(8, 4).SequenceEqual("WEBP"u8) && head.AsSpan(12, 3)
            .SequenceEqual("VP8"u8) && BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) + 8L <= bytes.Length;
    }

    /// <summary>Boxes that fill the file: first a picture's brand, then where the pictures are, and they.</summary>
    public static bool IsHeic(FileBytes bytes)
    {
        var (hasMap, hasPictures) = (false, false);
        for (long at = 0; at < bytes.Length;)
        {
            var box = bytes.At(at, 16);
            if (box.Length < 8)
                return false;
            long length = BinaryPrimitives.ReadUInt32BigEndian(box);
            if (length == 1 && box.Length == 16)
                length = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(box.AsSpan(8)), long.MaxValue / 2);
            else if (length == 0)
                length = bytes.Length - at;
            if (length < 8 || length > bytes.Length - at)
                return false;
            if (at == 0 && !HasBrand(bytes.At(0, (int)Math.Min(length, 256))))
                return false;
            hasMap |= box.AsSpan(4, 4).SequenceEqual("meta"u8);
            hasPictures |= box.AsSpan(4, 4).SequenceEqual("mdat"u8);
            at += length;
        }
        return hasMap && hasPictures;
    }

    private static bool HasBrand(byte[] box)
    {
        for (var at = 8; at + 4 <= box.Length; at += at == 8 ? 8 : 4)
            if (HeicBrands.Contains(System.Text.Encoding.Latin1.GetString(box, at, 4)))
                return true;
        return false;
    }
}
