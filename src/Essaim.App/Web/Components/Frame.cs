using Essaim.App.Identity;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>
/// Head of a page: where it belongs, its one title, a sentence, and what one can do (its content). Also names the
/// browser's window and the printed sheet.
/// </summary>
[HtmlTargetElement("page-head")]
public sealed class PageHeadTagHelper : TagHelper
{
    public required string Title { get; set; }

    /// <summary>The page above, and its address.</summary>
    public string? Up { get; set; }
    public string? UpHref { get; set; }

    /// <summary>"Facture, étape 2 sur 3".</summary>
    public string? Step { get; set; }
    public string? Lede { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ViewContext.ViewData["Title"] = Title;
        var acts = await output.GetChildContentAsync();
        output.TagName = "header";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", acts.IsEmptyOrWhiteSpace ? "head" : "head with-acts");
        if (Up is { Length: > 0 })
            output.Content.AppendFormat("<a class=\"up\" href=\"{0}\">{1}{2}</a>", UpHref, Icons.Draw("back"), Up);
        if (Step is { Length: > 0 })
            output.Content.AppendFormat("<p class=\"soft\">{0}</p>", Step);
        output.Content.AppendFormat("<h1>{0}</h1>", Title);
        if (Lede is { Length: > 0 })
            output.Content.AppendFormat("<p class=\"lede\">{0}</p>", Lede);
        if (!acts.IsEmptyOrWhiteSpace)
            output.Content.AppendHtml("<div class=\"acts\">").AppendHtml(acts).AppendHtml("</div>");
        OfferHelp(output.PostElement);
    }

    /// <summary>A link to the page's help; with the script, the help opens here and what was typed stays.</summary>
    private void OfferHelp(TagHelperContent after)
    {
        var http = ViewContext.HttpContext;
        if (new CurrentUser(http.User).HasCoop && HelpTexts.NameFor(http.Request.Path) is { } name)
            after.AppendFormat("<div class=\"help\" id=\"aide\"><a href=\"/aide/{0}\" "
                + "hx-get=\"/aide/{0}?handler=Text\" hx-target=\"#aide\">{1}Aide sur cette page</a></div>",
                name, Icons.Draw("info"));
    }
}

/// <summary>
/// A figure inside <c>&lt;dl class="figures"&gt;</c>: its name, the amount (or a text), one line of why (its content)
/// and the way to its lines.
/// </summary>
[HtmlTargetElement("figure-card")]
public sealed class FigureCardTagHelper : TagHelper
{
    public required string Name { get; set; }
    public Money? Amount { get; set; }
    public string? Text { get; set; }
    public string? Href { get; set; }
    public string? Link { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var why = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "figure");
        var text = Amount?.ToString() ?? (Text is { Length: > 0 } ? Text : "—");
        output.Content.AppendFormat("<dt>{0}</dt><dd class=\"{1}\">{2}</dd>", Name,
            Amount is { IsNegative: true } ? "amount neg" : "amount", text);
        if (!why.IsEmptyOrWhiteSpace)
            output.Content.AppendHtml("<dd class=\"why\">").AppendHtml(why).AppendHtml("</dd>");
        if (Href is { Length: > 0 })
            output.Content.AppendFormat("<dd><a href=\"{0}\">{1}</a></dd>", Href,
                PieceNumbers.Unbroken(Link is { Length: > 0 } ? Link : "Voir les lignes"));
    }
}

/// <summary>
/// A table that scrolls on its own when it is too wide: write its <c>thead</c> and <c>tbody</c> inside. Its caption is
/// for those who do not see, unless <c>shown</c>; <c>tall</c> scrolls downwards too, <c>flat</c> sits inside a card.
/// </summary>
[HtmlTargetElement("data-table")]
public sealed class DataTableTagHelper : TagHelper
{
    public required string Caption { get; set; }
    public bool Shown { get; set; }
    public bool Tall { get; set; }
    public bool Flat { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "scroll" + (Tall ? " tall" : "") + (Flat ? " flat" : ""));
        output.Attributes.SetAttribute("role", "region");
        output.Attributes.SetAttribute("aria-label", Caption);
        output.Attributes.SetAttribute("tabindex", "0");
        output.PreContent.AppendFormat("<table class=\"t\"><caption{0}>{1}</caption>",
            new HtmlString(Shown ? "" : " class=\"vh\""), Caption);
        output.PostContent.SetHtmlContent("</table>");
    }
}

/// <summary>
/// A line of <c>&lt;dl class="facts"&gt;</c>; with <c>change</c>, the address where it can be changed.
/// </summary>
[HtmlTargetElement("fact")]
public sealed class FactTagHelper : TagHelper
{
    public required string Name { get; set; }
    public string? Change { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.PreContent.AppendFormat("<dt>{0}</dt><dd>", Name);
        output.PostContent.SetHtmlContent("</dd>");
        if (Change is { Length: > 0 })
            output.PostContent.AppendFormat(
                "<dd class=\"go\"><a href=\"{0}\">Modifier<span class=\"vh\">\u00a0: {1}</span></a></dd>",
                Change, Name);
    }
}

/// <summary>What will be here one day, and the one thing to do for it (its content). Alone on a page, a card.</summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTagHelper : TagHelper
{
    private static readonly HtmlString Swarm = new("""
        <svg viewBox="0 0 76 60" aria-hidden="true" focusable="false"><circle cx="23" cy="26" r="6"/>
        <circle cx="15.5" cy="39" r="6"/><circle cx="30.5" cy="39" r="6"/><circle cx="45.5" cy="39" r="6"/>
        <circle cx="23" cy="52" r="6"/><circle cx="38" cy="52" r="6"/>
        <path d="M40 27c6-2 11-5 16-11" class="p-out" stroke-dasharray="2 4" stroke-linecap="round"/>
        <circle class="bee" cx="63" cy="9" r="6"/></svg>
        """);

    public required string Title { get; set; }
    public string? Text { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty");
        output.PreContent.AppendFormat("{0}<h2>{1}</h2>", Swarm, Title);
        if (Text is { Length: > 0 })
            output.PreContent.AppendFormat("<p>{0}</p>", Text);
    }
}
