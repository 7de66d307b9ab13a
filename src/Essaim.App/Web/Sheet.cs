namespace Essaim.App.Web;

/// <summary>The rows of a page as a spreadsheet takes them, whatever the format of the file.</summary>
public sealed record Sheet(string Name, string[] Head, IEnumerable<object?[]> Rows);
