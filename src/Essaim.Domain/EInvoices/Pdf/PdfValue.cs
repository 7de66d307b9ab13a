namespace Essaim.Domain.EInvoices.Pdf;

/// <summary>A value of a PDF (ISO 32000-1, 7.3), as far as finding an attachment needs them.</summary>
internal abstract record PdfValue;

/// <summary>Null, true, false and fractions, which nothing here asks for.</summary>
internal sealed record PdfNothing : PdfValue
{
    public static readonly PdfNothing Value = new();
}

internal sealed record PdfInteger(long Number) : PdfValue;

internal sealed record PdfName(string Name) : PdfValue;

internal sealed record PdfString(byte[] Bytes) : PdfValue;

internal sealed record PdfReference(int Number) : PdfValue;

internal sealed record PdfArray(IReadOnlyList<PdfValue> Items) : PdfValue;

/// <summary>A dictionary; what is not in it is <see cref="PdfNothing"/>.</summary>
internal sealed record PdfDictionary(IReadOnlyDictionary<string, PdfValue> Entries) : PdfValue
{
    public PdfValue this[string key] => Entries.GetValueOrDefault(key, PdfNothing.Value);
}

/// <summary>A dictionary followed by bytes, which begin at <paramref name="Start"/> of the file.</summary>
internal sealed record PdfStream(PdfDictionary Dictionary, int Start) : PdfValue;

/// <summary>The file breaks the rules of PDF where we must read it.</summary>
internal sealed class BrokenPdfException(string message) : Exception(message);
