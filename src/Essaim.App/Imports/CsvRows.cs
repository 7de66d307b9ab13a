using System.Text;
using Essaim.Domain.Values;

namespace Essaim.App.Imports;

/// <summary>
/// The rows of a CSV file, whatever program wrote it: semicolons, commas or tabs, quotes or none, UTF-8, UTF-16 or the
/// Windows-1252 of older spreadsheets.
/// </summary>
internal static class CsvRows
{
    private static readonly char[] Marks = [';', '\t', ','];

    public static IEnumerable<FileRow> Read(byte[] bytes)
    {
        var text = Decode(bytes);
        if (text.Contains('\0'))
            throw new BrokenRuleException(
                "Ce fichier n’est pas un tableau. Enregistrez vos lignes en CSV ou en .xlsx, puis recommencez.");
        return Rows(text, MarkOf(text));
    }

    private static string Decode(byte[] bytes)
    {
        Encoding? marked = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };
        if (marked is not null)
            return marked.GetString(bytes.AsSpan(marked.Preamble.Length));
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }

    /// <summary>The mark that cuts the heads most often; a French comma never wins over a semicolon as often.</summary>
    private static char MarkOf(string text) =>
        Marks.MaxBy(mark => Rows(text, mark).FirstOrDefault(r => !r.IsEmpty)?.Cells.Count ?? 0);

    private static IEnumerable<FileRow> Rows(string text, char mark)
    {
        var (cells, cell, quoted, number) = (new List<string>(), new StringBuilder(), false, 1);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[++i]);
                else
                    quoted = false;
            }
            else if (c == '"' && cell.Length == 0)
                quoted = true;
            else if (c == mark)
                Cut();
            else if (c is '\n' or '\r')
            {
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                    i++;
                Cut();
                yield return new FileRow(number++, cells);
                cells = [];
            }
            else
                cell.Append(c);
        }
        if (quoted)
            throw new BrokenRuleException(
                $"Ligne {number} : un guillemet s’ouvre et ne se ferme pas. Fermez-le, puis recommencez.");
        if (cell.Length == 0 && cells.Count == 0)
            yield break;
        Cut();
        yield return new FileRow(number, cells);

        void Cut()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
