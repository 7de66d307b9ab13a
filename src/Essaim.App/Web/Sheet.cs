namespace Essaim.App.Web;

/// <summary>The rows of a page as a spreadsheet takes them, whatever the format of the file.</summary>
public sealed record Sheet(string Name, string[] Head, IEnumerable<object?[]> Rows)
{
    /// <summary>A text that a spreadsheet would run as a formula, with an apostrophe before it.</summary>
    public static string Harmless(string text) =>
        text is ['=' or '+' or '-' or '@' or '$' or '\t' or '\r' or '\n', ..] ? "'" + text : text;
}
