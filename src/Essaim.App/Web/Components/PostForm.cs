using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>
/// Every form that changes something carries a key of its own, new each time it is drawn: pressing twice, going back
/// or sending again after a cut sends the same key, see <see cref="EssaimPage.RequestKey"/>. It also carries the token
/// against forged forms, which the framework leaves out where a form names its address.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PostFormTagHelper(IHtmlGenerator generator) : TagHelper
{
    /// <summary>For the one form that already carries the key of an earlier sending.</summary>
    public bool KeepsItsKey { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (context.AllAttributes.ContainsName("action") && generator.GenerateAntiforgery(ViewContext) is { } token)
            output.PreContent.AppendHtml(token);
        if (!KeepsItsKey)
            output.PreContent.AppendFormat("<input type=\"hidden\" name=\"{0}\" value=\"{1}\">",
                EssaimPage.RequestField, Guid.CreateVersion7());
    }
}
