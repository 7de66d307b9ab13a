using System.Text.Encodings.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.TagHelpers;
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
        output.AddClass("nb", HtmlEncoder.Default);
        if (Value.IsNegative)
            output.AddClass("neg", HtmlEncoder.Default);
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
        output.AddClass("n", HtmlEncoder.Default);
        if (Amount is not { } amount)
            return;
        if (amount.IsNegative)
            output.AddClass("neg", HtmlEncoder.Default);
        if (amount.IsZero && !ShowZero)
        {
            output.AddClass("nil", HtmlEncoder.Default);
            output.Content.SetContent("–");
            return;
        }
        if (Href is { Length: > 0 })
            output.Content.AppendFormat("<a href=\"{0}\">{1}</a>", Href, FrenchText.Amount(amount));
        else
            output.Content.SetContent(FrenchText.Amount(amount));
    }
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
