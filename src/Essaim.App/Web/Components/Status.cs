using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>What a state means, whatever it is the state of: its tint and its shape.</summary>
public enum Tone
{
    Off,
    Ok,
    Wait,
    Bad,
    Info,
}

internal static class Tones
{
    public static string Class(this Tone tone) => tone.ToString().ToLowerInvariant();

    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Ok => "done",
        Tone.Wait => "clock",
        Tone.Bad => "warning",
        Tone.Info => "info",
        _ => "later",
    };
}

/// <summary><c>&lt;chip tone="Wait"&gt;Brouillon&lt;/chip&gt;</c>: a state, in two words at most.</summary>
[HtmlTargetElement("chip")]
public sealed class ChipTagHelper : TagHelper
{
    public Tone Tone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "chip " + Tone.Class());
        output.PreContent.SetHtmlContent(Icons.Draw(Tone.Icon()));
    }
}

/// <summary>
/// <c>&lt;notice tone="Ok" title="Facture envoyée."&gt;Votre compte est à jour.&lt;/notice&gt;</c>: what happened, then
/// what to do. <c>said</c> when it answers what was just done, so that screen readers speak it.
/// </summary>
[HtmlTargetElement("notice")]
public sealed class NoticeTagHelper : TagHelper
{
    public Tone Tone { get; set; } = Tone.Info;
    public required string Title { get; set; }
    public bool Said { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice " + Tone.Class());
        if (Said)
            output.Attributes.SetAttribute("role", Tone == Tone.Bad ? "alert" : "status");
        output.PreContent.AppendFormat("{0}<p><strong>{1}</strong> ", Icons.Draw(Tone.Icon()), Title);
        output.PostContent.SetHtmlContent("</p>");
    }
}

/// <summary>
/// Long work under way: <c>&lt;job name="Paie de novembre" done="212" total="300" unit="bulletins"&gt;Encore deux
/// minutes.&lt;/job&gt;</c>; without a total it waits its turn.
/// </summary>
[HtmlTargetElement("job")]
public sealed class JobTagHelper : TagHelper
{
    public required string Name { get; set; }
    public long Done { get; set; }
    public long? Total { get; set; }
    public string Unit { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var why = await output.GetChildContentAsync();
        var id = "j-" + context.UniqueId;
        var state = Total is { } total ? $"{Done} {Unit} sur {total}".Replace("  ", " ") : "en file";
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "job");
        output.Attributes.SetAttribute("aria-live", "polite");
        output.Content.AppendFormat("<label for=\"{0}\">{1}\u00a0: {2}</label>", id, Name, state);
        output.Content.AppendFormat(
            Total is null ? "<progress id=\"{0}\">{1}</progress>"
                : "<progress id=\"{0}\" max=\"{2}\" value=\"{3}\">{1}</progress>",
            id, state, Total ?? 0, Done);
        if (!why.IsEmptyOrWhiteSpace)
            output.Content.AppendHtml("<p class=\"why\">").AppendHtml(why).AppendHtml("</p>");
    }
}

/// <summary>
/// A moment of a path (parcours) inside <c>&lt;ol class="path"&gt;</c>, or <c>"path flow"</c> to lie across at a desk:
/// <c>&lt;step when="Now" title="Test, en cours"&gt;</c>.
/// </summary>
[HtmlTargetElement("step")]
public sealed class StepTagHelper : TagHelper
{
    public enum Moment
    {
        Done,
        Now,
        Later,
    }

    public Moment When { get; set; }
    public required string Title { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (When == Moment.Now)
            output.Attributes.SetAttribute("aria-current", "step");
        if (When == Moment.Later)
            output.Attributes.SetAttribute("class", "later");
        var icon = When switch { Moment.Done => "done", Moment.Now => "dot", _ => "later" };
        output.PreContent.AppendFormat("{0}<strong>{1}</strong> ", Icons.Draw(icon), Title);
    }
}
