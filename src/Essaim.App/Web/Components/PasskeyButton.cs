using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>
/// The button of a form that a passkey fills: <c>&lt;passkey-button act="create" options="?handler=Ask"&gt;Ajouter la
/// clé&lt;/passkey-button&gt;</c>. Passkeys need a script: without one the button stays hidden and a sentence says so.
/// </summary>
[HtmlTargetElement("passkey-button")]
public sealed class PasskeyButtonTagHelper : TagHelper
{
    /// <summary>"create" a new key or "get" one that is there.</summary>
    public required string Act { get; set; }

    /// <summary>The address that says what to sign.</summary>
    public required string Options { get; set; }

    public bool Quiet { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "button";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.PreElement.SetHtmlContent(
            "<input type=\"hidden\" name=\"Answer.Credential\"><input type=\"hidden\" name=\"Answer.State\">");
        output.Attributes.SetAttribute("class", Quiet ? "btn quiet" : "btn");
        output.Attributes.SetAttribute("type", "button");
        output.Attributes.SetAttribute("data-passkey", Act);
        output.Attributes.SetAttribute("data-options", Options);
        output.Attributes.SetAttribute(new TagHelperAttribute("hidden"));
        output.PostElement.SetHtmlContent(
            "<p class=\"why\" data-passkey-word role=\"status\">Une clé d’accès demande que JavaScript soit permis."
            + "</p>");
    }
}
