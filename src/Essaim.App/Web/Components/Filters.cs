using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>
/// <c>&lt;filters keep="activite"&gt;…&lt;/filters&gt;</c> over a list: its fields go to the address, where
/// <see cref="Listing"/> reads them. What the address says and no field asks is kept when it is named; the page
/// number never is, since other filters make other pages.
/// </summary>
[HtmlTargetElement("filters")]
public sealed class FiltersTagHelper : TagHelper
{
    /// <summary>Names in the address that go along, parted by spaces.</summary>
    public string Keep { get; set; } = "";

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "form";
        output.Attributes.SetAttribute("class", "filters");
        output.Attributes.SetAttribute("method", "get");
        var query = ViewContext.HttpContext.Request.Query;
        foreach (var name in Keep.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (query[name].ToString() is { Length: > 0 } value)
                output.PreContent.AppendFormat("<input type=\"hidden\" name=\"{0}\" value=\"{1}\">", name, value);
        output.PostContent.AppendHtml("<button class=\"btn quiet\">Afficher</button>");
    }
}
