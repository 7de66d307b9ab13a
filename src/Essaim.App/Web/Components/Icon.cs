using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>
/// A drawing on a grid of 24, stroked in the colour of the text: <c>&lt;icon name="plus"&gt;</c>. Always beside a word;
/// the few that stand alone are named by the link or button around them.
/// </summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    public required string Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.SuppressOutput();
        output.PostElement.SetHtmlContent(Icons.Draw(Name));
    }
}

public static class Icons
{
    private static readonly Dictionary<string, string> Shapes = new()
    {
        ["back"] = "<path d='m14.5 5-7 7 7 7'/>",
        ["bank"] = "<path d='M4 9.5 12 4.5l8 5zM6 10v7M10 10v7M14 10v7M18 10v7M4 19.5h16'/>",
        ["bin"] = "<path d='M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13'/>",
        ["book"] =
            "<path d='M5 4.5h12.5a1.5 1.5 0 0 1 1.5 1.5v14H6.5A1.5 1.5 0 0 1 5 18.5z"
            + "M5 18.5A1.5 1.5 0 0 1 6.5 17H19M8.5 8.5h6'/>",
        ["calendar"] = "<path d='M4.5 6h15v14h-15zM4.5 10h15M8.5 3.5V7M15.5 3.5V7'/>",
        ["cart"] =
            "<path d='M4 5h2l2 10h9.5l2-7.5H7'/><circle cx='9.5' cy='18.5' r='1.2'/>"
            + "<circle cx='16' cy='18.5' r='1.2'/>",
        ["clock"] = "<circle cx='12' cy='12' r='8'/><path d='M12 7.5V12l3 2'/>",
        ["done"] = "<path d='m5 12.5 4.5 4.5L19 7.5'/>",
        ["dot"] = "<circle cx='12' cy='12' r='5'/>",
        ["download"] = "<path d='M12 4v11M7 11l5 5 5-5M5 20h14'/>",
        ["home"] = "<path d='M4 11.5 12 5l8 6.5M6.5 10v9h11v-9'/>",
        ["info"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 11v5.5M12 7.5v.2'/>",
        ["key"] = "<circle cx='8' cy='14.5' r='4'/><path d='m11 11.5 8-8M16 6.5l2.5 2.5'/>",
        ["later"] = "<circle cx='12' cy='12' r='7'/>",
        ["leave"] = "<path d='M10 4.5H5.5v15H10M9.5 12H20M16 8l4 4-4 4'/>",
        ["lines"] = "<path d='M5 7h14M5 12h14M5 17h14'/>",
        ["lock"] = "<path d='M5.5 10.5h13v9h-13zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5'/>",
        ["money"] = "<path d='M3.5 7h17v10h-17z'/><circle cx='12' cy='12' r='2.3'/>",
        ["next"] = "<path d='m9.5 5 7 7-7 7'/>",
        ["pen"] = "<path d='M4.5 19.5 5.5 15 16 4.5l3.5 3.5L9 18.5z'/>",
        ["people"] =
            "<circle cx='9' cy='9' r='3'/><path d='M3.5 19c.5-3.5 2.5-5 5.5-5s5 1.5 5.5 5'/>"
            + "<circle cx='16.5' cy='8' r='2.3'/><path d='M16.5 13c2.3 0 3.7 1.2 4 3.5'/>",
        ["percent"] = "<path d='m6 18 12-12'/><circle cx='7.5' cy='7.5' r='2.2'/><circle cx='16.5' cy='16.5' r='2.2'/>",
        ["plus"] = "<path d='M12 5v14M5 12h14'/>",
        ["printer"] = "<path d='M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z'/>",
        ["profile"] = "<circle cx='12' cy='8.5' r='3.5'/><path d='M5 20c.6-4 3-6 7-6s6.4 2 7 6'/>",
        ["receipt"] = "<path d='M6 3.5v17l2-1.5 2 1.5 2-1.5 2 1.5 2-1.5 2 1.5v-17zM9 8h6M9 12h6'/>",
        ["scales"] = "<path d='M12 4v16M7.5 20h9M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z'/>",
        ["search"] = "<circle cx='11' cy='11' r='6'/><path d='m15.5 15.5 4.5 4.5'/>",
        ["send"] = "<path d='M4 12 20 4l-5 16-4-6.5z'/>",
        ["sheet"] = "<path d='M6.5 3.5h7.5l3.5 3.5v13.5h-11zM9.5 11h5M9.5 14.5h5'/>",
        ["vault"] =
            "<path d='M4.5 5h15v13h-15zM7 18v2M17 18v2'/><circle cx='12' cy='11.5' r='3'/>"
            + "<path d='M12 8.5V7M15 11.5h1.5'/>",
        ["vote"] = "<path d='M5 12.5h14v7H5zM8 12.5l1-8h6l1 8M10.5 8.5h3'/>",
        ["warning"] = "<path d='M12 4 3 19.5h18zM12 10v4.5M12 17v.2'/>",
        ["workshop"] = "<path d='M4 20V10l5 3.5V10l5 3.5V10l6 4v6zM4 20h16'/>",
    };

    private static readonly Dictionary<string, HtmlString> Drawn = Shapes.ToDictionary(s => s.Key, s => new HtmlString(
        $"<svg class=\"ico\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">{s.Value}</svg>"));

    public static IEnumerable<string> Names => Shapes.Keys;

    public static IHtmlContent Draw(string name) => Drawn[name];
}
