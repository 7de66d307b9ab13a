using System.Text;
using Essaim.Domain.Values;

namespace Essaim.App.Web;

/// <summary>
/// A table as French spreadsheets open it: semicolons, decimal commas, a byte order mark, lines ended as on Windows.
/// A cell that a spreadsheet would take for a formula is made plain text, since customers' names are typed by others.
/// </summary>
public static class CsvFile
{
    public const string MediaType = "text/csv; charset=utf-8";

    public static byte[] Of(IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(string.Join(';', row.Select(Cell))).Append("\r\n");
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        Money money => money.ToInvariant().Replace('.', ','),
        DateOnly day => FrenchText.Short(day),
        var other => Quoted(Harmless(other.ToString() ?? "")),
    };

    private static string Harmless(string text) =>
        text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r' or '\n') ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(";\"\r\n") ? "\"" + text.Replace("\"", "\"\"") + "\"" : text;
}
