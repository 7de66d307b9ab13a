using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>The same words at the field and at the head of the page, from the one place that knows them.</summary>
public static class FormErrors
{
    public static string Id(string name) => TagBuilder.CreateSanitizedId(name, "-");

    /// <summary>What is wrong with one field; null when nothing is.</summary>
    public static string? Of(ModelStateDictionary state, string name) =>
        state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? Text(entry) : null;

    public static IHtmlContent Draw(string id, string error) => new HtmlContentBuilder().AppendFormat(
        "<p class=\"err\" id=\"{0}-e\">{1}<span>{2}</span></p>", id, Icons.Draw("warning"), error);

    public static string Text(ModelStateEntry entry) =>
        string.Join(' ', entry.Errors.Select(e => e.ErrorMessage).Distinct());
}

/// <summary>
/// <c>&lt;error-summary /&gt;</c>, first in every page with a form: counts what is wrong, says it and leads to it.
/// Nothing when nothing is wrong.
/// </summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    private static readonly string[] Counts =
        ["", "Une chose", "Deux choses", "Trois choses", "Quatre choses", "Cinq choses", "Six choses", "Sept choses"];

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var wrong = ViewContext.ModelState.Where(e => e.Value is { Errors.Count: > 0 })
            .OrderBy(e => Place(e.Key)).ThenBy(e => Line(e.Key)).ToList();
        if (wrong.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "errors");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("aria-labelledby", "erreurs");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute(new TagHelperAttribute("autofocus"));
        var count = wrong.Count < Counts.Length ? Counts[wrong.Count] : $"{wrong.Count} choses";
        output.Content.AppendFormat("<h2 id=\"erreurs\">{0} à corriger</h2><ul>", count);
        foreach (var (name, entry) in wrong)
            output.Content.AppendFormat(name.Length > 0 ? "<li><a href=\"#{0}\">{1}</a></li>" : "<li>{1}</li>",
                FormErrors.Id(name), FormErrors.Text(entry!));
        output.Content.AppendHtml("</ul>");
    }

    /// <summary>In the order of the page, which is the order in which its model declares the fields.</summary>
    private int Place(string name)
    {
        var first = name.Split('.', '[')[0];
        return Array.FindIndex(ViewContext.ViewData.Model?.GetType().GetProperties() ?? [], p => p.Name == first);
    }

    private static int Line(string name) =>
        name.Split('[', ']') is [_, var line, ..] && int.TryParse(line, out var number) ? number : 0;
}
