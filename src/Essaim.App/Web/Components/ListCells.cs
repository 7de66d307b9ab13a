using System.Net;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Html;

namespace Essaim.App.Web.Components;

/// <summary>
/// Cells of long lists: what <see cref="AmountCellTagHelper"/> and <see cref="DayTagHelper"/> draw, without a tag
/// helper for each of hundreds.
/// </summary>
public static class ListCells
{
    /// <summary>An amount in a cell of its own, perhaps with the way to its lines.</summary>
    public static IHtmlContent Amount(Money? amount, string? href = null, string? classes = null)
    {
        var text = Text(amount, showZero: false);
        if (href is not null && amount is { IsZero: false })
            text = $"<a href=\"{WebUtility.HtmlEncode(href)}\">{text}</a>";
        var all = (classes is null ? "" : classes + " ") + ClassOf(amount, showZero: false);
        return new HtmlString($"<td class=\"{all}\">{text}</td>");
    }

    public static IHtmlContent Day(DateOnly day) =>
        new HtmlString($"<time datetime=\"{day:O}\">{FrenchText.Short(day)}</time>");

    internal static string ClassOf(Money? amount, bool showZero) =>
        amount is { IsZero: true } && !showZero ? "n nil" : amount is { IsNegative: true } ? "n neg" : "n";

    /// <summary>A dash for zero, nothing where there is no amount.</summary>
    internal static string Text(Money? amount, bool showZero) => amount is not { } known ? ""
        : known.IsZero && !showZero ? "–" : FrenchText.Amount(known);
}
