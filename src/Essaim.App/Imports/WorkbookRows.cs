using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Essaim.Domain.Values;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Essaim.App.Imports;

/// <summary>
/// The rows of a workbook's first sheet (classeur). A formula counts as the value that it last showed. What unfolds to
/// far more than a table of our size needs is refused before anything reads it.
/// </summary>
internal static class WorkbookRows
{
    private const long MostUnfolded = 200_000_000;
    private const int MostParts = 500;

    public static IEnumerable<FileRow> Read(byte[] bytes)
    {
        try
        {
            RefuseBombs(bytes);
            using var stream = new MemoryStream(bytes);
            var number = 0;
            var rows = new List<FileRow>();
            foreach (IDictionary<string, object?> row in stream.Query(configuration: new OpenXmlConfiguration
            {
                EnableSharedStringCache = false, FillMergedCells = false,
            }))
            {
                number++;
                if (row.Count > 20 * TableFile.MostColumns)
                    throw TooWide();
                var cells = row.Values.Select(Text).ToList();
                cells.RemoveRange(Used(cells), cells.Count - Used(cells));
                if (cells.Count > 0)
                    rows.Add(new FileRow(number, cells));
                if (rows.Count > TableFile.MostRows + 1)
                    break;
            }
            return rows;
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or FormatException
            or NullReferenceException or KeyNotFoundException or ArgumentException or InvalidOperationException
            or OverflowException or IndexOutOfRangeException)
        {
            throw new BrokenRuleException(
                "Ce classeur ne se lit pas : il est abîmé. Ouvrez-le, enregistrez-le en .xlsx ou en CSV, "
                + "puis recommencez.", e);
        }
    }

    private static BrokenRuleException TooWide() => new(
        "Ce classeur a beaucoup trop de colonnes. Copiez les vôtres dans un classeur neuf, puis recommencez.");

    /// <summary>Sheets formatted to their last column have thousands of empty cells after those that count.</summary>
    private static int Used(List<string> cells) => cells.FindLastIndex(c => c.Length > 0) + 1;

    /// <summary>What the parts say of their size may be a lie: they are unfolded, and counted.</summary>
    private static void RefuseBombs(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var (buffer, unfolded) = (new byte[1 << 16], 0L);
        if (zip.Entries.Count > MostParts)
            throw TooLarge();
        foreach (var entry in zip.Entries)
        {
            using var part = entry.Open();
            for (int read; (read = part.Read(buffer)) > 0;)
                if ((unfolded += read) > MostUnfolded)
                    throw TooLarge();
        }
    }

    private static BrokenRuleException TooLarge() => new(
        "Ce classeur est trop grand une fois déplié. Copiez vos lignes dans un classeur neuf, ou en CSV.");

    /// <summary>As a French person would have typed it.</summary>
    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime at => FrenchText.Short(DateOnly.FromDateTime(at)),
        bool yes => yes ? "oui" : "non",
        double number => Number(number),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Number(double number) =>
        Math.Abs(number) < 1e15 && Math.Floor(number) == number
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture).Replace('.', ',');
}
