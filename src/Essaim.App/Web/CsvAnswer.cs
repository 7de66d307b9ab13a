using System.Text;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Web;

/// <summary>
/// What a page shows, as a file that spreadsheets of French people open: semicolons, decimal commas, a mark of UTF-8.
/// </summary>
public static class CsvAnswer
{
    /// <summary>The word in the address that asks for the file instead of the page.</summary>
    public const string Format = "csv";

    public static FileContentResult Of(Sheet sheet)
    {
        var text = new StringBuilder();
        foreach (var row in sheet.Rows.Prepend(sheet.Head))
            text.AppendJoin(';', row.Select(Cell)).Append("\r\n");
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
        return new FileContentResult(bytes, "text/csv; charset=utf-8") { FileDownloadName = sheet.Name + ".csv" };
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        Money amount => amount.ToInvariant().Replace('.', ','),
        DateOnly day => FrenchText.Short(day),
        int or long => $"{value}",
        _ => Quoted(Sheet.Harmless(value.ToString() ?? "")),
    };

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(';', '"', '\n') >= 0 || text.Contains('\r')
            ? '"' + text.Replace("\"", "\"\"") + '"'
            : text;
}
