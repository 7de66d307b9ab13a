using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace Essaim.App.Web.Components;

/// <summary>Numbers of pieces (F2026-0142) stay on one line, although a browser may break after a hyphen.</summary>
public static partial class PieceNumbers
{
    public static IHtmlContent Unbroken(string text)
    {
        var html = new HtmlContentBuilder();
        var from = 0;
        foreach (Match piece in Piece().Matches(text))
        {
            html.Append(text[from..piece.Index]).AppendFormat("<span class=\"nb\">{0}</span>", piece.Value);
            from = piece.Index + piece.Length;
        }
        return html.Append(text[from..]);
    }

    [GeneratedRegex(@"\b[A-Z]+\d{4}-\d+\b")]
    private static partial Regex Piece();
}
