using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>
/// <c>&lt;filters keep="activite"&gt;…&lt;/filters&gt;</c> over a list: its fields go to the address, where
/// <see cref="Listing"/> reads them. What the address says and no field asks is kept when it is named; the page
/// number never is, since other filters make other pages. Beside them, the views that the visitor keeps.
/// </summary>
[HtmlTargetElement("filters")]
public sealed class FiltersTagHelper : TagHelper
{
    /// <summary>Names in the address that go along, parted by spaces.</summary>
    public string Keep { get; set; } = "";

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "form";
        output.Attributes.SetAttribute("class", "filters");
        output.Attributes.SetAttribute("method", "get");
        var query = ViewContext.HttpContext.Request.Query;
        foreach (var name in Keep.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (query[name].ToString() is { Length: > 0 } value)
                output.PreContent.AppendFormat("<input type=\"hidden\" name=\"{0}\" value=\"{1}\">", name, value);
        output.PostContent.AppendHtml("<button class=\"btn quiet\">Afficher</button>");
        if (ViewContext.ViewData.Model is EssaimPage { Me.HasCoop: true } page)
            await OfferViewsAsync(page, output.PostContent);
    }

    /// <summary>The views kept of this list, and the way to keep what is shown.</summary>
    private static async Task OfferViewsAsync(EssaimPage page, TagHelperContent content)
    {
        var asked = page.Request.Path + page.Request.QueryString;
        content.AppendHtml("<details class=\"views\"><summary class=\"btn quiet\">Vues</summary><ul>");
        foreach (var view in await page.ViewsAsync())
            content.AppendFormat("<li><a href=\"{0}\">{1}</a></li>", view.Address, view.Name);
        content.AppendFormat("<li><a href=\"/vues?garder={0}\">Garder cette vue</a></li>"
            + "<li><a href=\"/vues\">Toutes vos vues</a></li></ul></details>", Uri.EscapeDataString(asked));
    }
}
