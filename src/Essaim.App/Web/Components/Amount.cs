using Essaim.Domain.Values;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>
/// An amount in running text or a card: <c>&lt;amount value="@total" /&gt;</c>. Never broken over two lines; below
/// zero, a real minus and red ink.
/// </summary>
[HtmlTargetElement("amount", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class AmountTagHelper : TagHelper
{
    public required Money Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClasses(Value.IsNegative ? "nb neg" : "nb");
        output.Content.SetContent(Value.ToString());
    }
}

/// <summary>
/// An amount in a table: <c>&lt;td amount="@line.Debit"&gt;&lt;/td&gt;</c>. Without the euro sign, aligned; a dash for
/// zero (unless <c>show-zero</c>), nothing at all where there is no amount.
/// </summary>
[HtmlTargetElement("td", Attributes = "amount")]
public sealed class AmountCellTagHelper : TagHelper
{
    public Money? Amount { get; set; }
    public bool ShowZero { get; set; }

    /// <summary>The way to the lines of this figure.</summary>
    public string? Href { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.AddClasses(ListCells.ClassOf(Amount, ShowZero));
        var text = ListCells.Text(Amount, ShowZero);
        if (Href is { Length: > 0 } && Amount is { } amount && (!amount.IsZero || ShowZero))
            output.Content.AppendHtml("<a href=\"").Append(Href).AppendHtml("\">").Append(text).AppendHtml("</a>");
        else
            output.Content.SetContent(text);
    }
}

/// <summary>Classes of a tag, beside those of the page. Quick, because tables have hundreds of cells.</summary>
internal static class TagClasses
{
    public static void AddClasses(this TagHelperOutput output, string classes) => output.Attributes.SetAttribute(
        "class", output.Attributes.TryGetAttribute("class", out var own) ? $"{own.Value} {classes}" : classes);
}

/// <summary>
/// A day: <c>&lt;day value="@invoice.Date" /&gt;</c> writes "1er décembre 2026" with its small letters, and
/// <c>short</c> writes 01/12/2026 for tables.
/// </summary>
[HtmlTargetElement("day", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DayTagHelper : TagHelper
{
    public required DateOnly Value { get; set; }
    public bool Short { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", Value.ToString("O"));
        if (Short)
        {
            output.Content.SetContent(FrenchText.Short(Value));
            return;
        }
        var text = FrenchText.Long(Value);
        if (!text.StartsWith("1er", StringComparison.Ordinal))
        {
            output.Content.SetContent(text);
            return;
        }
        output.Content.SetHtmlContent("1<sup>er</sup>").Append(text[3..]);
    }
}
