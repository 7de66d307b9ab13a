using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>
/// One answer out of several: <c>&lt;choices for="Theme" legend="Affichage"&gt;</c> around <c>&lt;choice&gt;</c>s, each
/// with its own <c>value</c>.
/// </summary>
[HtmlTargetElement("choices")]
public sealed class ChoicesTagHelper : TagHelper
{
    public required ModelExpression For { get; set; }
    public required string Legend { get; set; }
    public string? Hint { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    /// <summary>The first answer carries the id of the question, where an error leads.</summary>
    internal int Drawn { get; set; }

    public override void Init(TagHelperContext context) => context.Items[typeof(ChoicesTagHelper)] = this;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        var id = FormErrors.Id(For.Name);
        var error = FormErrors.Of(ViewContext.ModelState, For.Name);
        output.TagName = "fieldset";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", error is null ? "field" : "field wrong");
        if (error is not null)
            output.Attributes.SetAttribute("aria-describedby", id + "-e");
        output.Content.AppendFormat("<legend>{0}</legend>", Legend);
        if (Hint is { Length: > 0 })
            output.Content.AppendFormat("<span class=\"hint\">{0}</span>", Hint);
        if (error is not null)
            output.Content.AppendHtml(FormErrors.Draw(id, error));
        output.Content.AppendHtml("<div class=\"choices\">").AppendHtml(inside).AppendHtml("</div>");
    }
}

/// <summary>
/// A box to choose, clickable all over. Inside <c>&lt;choices&gt;</c> one of several; alone, with <c>for</c>, a yes or
/// no whose property starts as false.
/// </summary>
[HtmlTargetElement("choice", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChoiceTagHelper : TagHelper
{
    public ModelExpression? For { get; set; }
    public string Value { get; set; } = "true";
    public required string Label { get; set; }
    public string? Hint { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var group = context.Items.TryGetValue(typeof(ChoicesTagHelper), out var found) ? (ChoicesTagHelper)found : null;
        var asked = For ?? group?.For ?? throw new InvalidOperationException("A choice alone needs for.");
        var id = FormErrors.Id(asked.Name) + (group is { Drawn: > 0 } ? $"-{group.Drawn}" : "");
        if (group is not null)
            group.Drawn++;
        var typed = ViewContext.ModelState.TryGetValue(asked.Name, out var entry) ? entry.AttemptedValue : null;
        var current = typed ?? asked.Model?.ToString() ?? "";
        var box = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        box.Attributes["type"] = group is null ? "checkbox" : "radio";
        box.Attributes["id"] = id;
        box.Attributes["name"] = asked.Name;
        box.Attributes["value"] = Value;
        if (string.Equals(current, Value, StringComparison.OrdinalIgnoreCase))
            box.Attributes["checked"] = "checked";
        if (Hint is { Length: > 0 })
            box.Attributes["aria-describedby"] = id + "-h";

        output.TagName = "label";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "choice");
        output.Attributes.SetAttribute("for", id);
        output.Content.AppendFormat("{0}<span>{1}</span>", box, Label);
        if (Hint is { Length: > 0 })
            output.Content.AppendFormat("<span class=\"hint\" id=\"{0}-h\">{1}</span>", id, Hint);
    }
}
