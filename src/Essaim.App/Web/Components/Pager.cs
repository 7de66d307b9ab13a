using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>
/// Which rows of a long list a page shows; a page past the end shows the last one. The address says <c>?p=2</c>, so a
/// place in a list can be sent to somebody.
/// </summary>
public sealed class Pager
{
    public const int Rows = 50;

    public Pager(int? page, int total)
    {
        Total = total;
        Last = Math.Max(1, (total + Rows - 1) / Rows);
        Page = Math.Clamp(page ?? 1, 1, Last);
    }

    public int Total { get; }
    public int Last { get; }
    public int Page { get; }
    public int Skip => (Page - 1) * Rows;
    public int Take => Rows;
}

/// <summary><c>&lt;pager for-list="@Model.Pager" /&gt;</c> under a table; nothing when all rows fit.</summary>
[HtmlTargetElement("pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagerTagHelper : TagHelper
{
    public required Pager ForList { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ForList.Last == 1)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "row");
        output.Attributes.SetAttribute("aria-label", "Pages de la liste");
        output.Content.AppendFormat("<p class=\"why\">Lignes {0} à {1} sur {2}</p><p class=\"acts\">", ForList.Skip + 1,
            Math.Min(ForList.Skip + ForList.Take, ForList.Total), ForList.Total);
        if (ForList.Page > 1)
            Link(output, ForList.Page - 1, "prev", "Lignes précédentes");
        if (ForList.Page < ForList.Last)
            Link(output, ForList.Page + 1, "next", "Lignes suivantes");
        output.Content.AppendHtml("</p>");
    }

    private void Link(TagHelperOutput output, int page, string rel, string text)
    {
        var query = new QueryBuilder(ViewContext.HttpContext.Request.Query.Where(q => q.Key != "p")
            .SelectMany(q => q.Value, (q, v) => new KeyValuePair<string, string>(q.Key, v ?? "")))
        { { "p", page.ToString() } };
        output.Content.AppendFormat("<a class=\"btn quiet\" rel=\"{0}\" href=\"{1}\">{2}</a>", rel,
            ViewContext.HttpContext.Request.Path + query.ToString(), text);
    }
}
