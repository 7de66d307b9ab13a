using Essaim.Domain.Values;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Essaim.App.Web.Components;

/// <summary>What a field asks for; decides keyboard, width, unit and whether the browser may fill it in.</summary>
public enum FieldKind
{
    Text,
    Area,
    Money,
    Number,
    Date,
    Digits,
    Email,
    Login,
    Password,
    NewPassword,
    File,
}

/// <summary>
/// A labelled field with its hint, its error and what was typed, in the order a screen reader wants them:
/// <c>&lt;field for="Due" label="Échéance" kind="Date" /&gt;</c>. With <c>options</c> it is a list to choose from.
/// Filters of a list, which have no model, give <c>name</c> and <c>value</c> instead of <c>for</c>.
/// </summary>
[HtmlTargetElement("field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : TagHelper
{
    public ModelExpression? For { get; set; }
    public string? Name { get; set; }
    public string? Value { get; set; }
    public required string Label { get; set; }
    public string? Hint { get; set; }
    public FieldKind Kind { get; set; }

    /// <summary>Shown inside the field: €, %, h. Money brings its own.</summary>
    public string? Unit { get; set; }

    /// <summary>"s" or "m"; as wide as the answer is long.</summary>
    public string? Size { get; set; }

    public bool Optional { get; set; }
    public IEnumerable<SelectListItem>? Options { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For?.Name ?? Name
            ?? throw new InvalidOperationException("A field needs for or name."));
        var id = FormErrors.Id(name);
        var error = FormErrors.Of(ViewContext.ModelState, name);
        // An empty hint says that none is wanted, as in the filters of a list.
        var hint = Hint is null && Kind == FieldKind.Date ? "Par exemple 23/11/2026" : Hint is { Length: > 0 } ? Hint
            : null;

        var control = Control(name, id, error is not null);
        var described = string.Join(' ', new[] { hint is null ? null : id + "-h", error is null ? null : id + "-e" }
            .Where(d => d is not null));
        if (described.Length > 0)
            control.Attributes["aria-describedby"] = described;
        foreach (var attribute in output.Attributes)
            control.Attributes[attribute.Name] = attribute.Value?.ToString();
        output.Attributes.Clear();

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", error is null ? "field" : "field wrong");
        output.Content.AppendFormat("<label for=\"{0}\">{1}", id, Label)
            .AppendHtml(Optional ? " <span class=\"optional\">(facultatif)</span></label>" : "</label>");
        if (hint is not null)
            output.Content.AppendFormat("<span class=\"hint\" id=\"{0}-h\">{1}</span>", id, hint);
        if (error is not null)
            output.Content.AppendHtml(FormErrors.Draw(id, error));
        output.Content.AppendHtml(WithUnit(control));
    }

    private TagBuilder Control(string name, string id, bool wrong)
    {
        var unit = UnitShown;
        var control = new TagBuilder(Options is not null ? "select" : Kind == FieldKind.Area ? "textarea" : "input");
        control.AddCssClass("input");
        if (Kind is FieldKind.Money or FieldKind.Number)
            control.AddCssClass("money");
        if (unit is null && SizeShown is { } size)
            control.AddCssClass("w-" + size);
        control.Attributes["id"] = id;
        control.Attributes["name"] = name;
        if (wrong)
            control.Attributes["aria-invalid"] = "true";
        Fill(control, Typed(name));
        return control;
    }

    private void Fill(TagBuilder control, string typed)
    {
        if (Options is not null)
        {
            foreach (var option in Options)
                control.InnerHtml.AppendFormat(
                    (option.Value ?? option.Text) == typed
                        ? "<option value=\"{0}\" selected>{1}</option>" : "<option value=\"{0}\">{1}</option>",
                    option.Value ?? option.Text, option.Text);
            return;
        }
        if (Kind == FieldKind.Area)
        {
            control.Attributes["rows"] = "3";
            control.InnerHtml.Append(typed);
            return;
        }
        control.TagRenderMode = TagRenderMode.SelfClosing;
        foreach (var (attribute, value) in KindAttributes)
            control.Attributes[attribute] = value;
        if (Kind is not (FieldKind.Password or FieldKind.NewPassword or FieldKind.File))
            control.Attributes["value"] = typed;
    }

    /// <summary>
    /// Dates keep the full keyboard: the digits-only one of some phones has no stroke to write them with.
    /// </summary>
    private (string Attribute, string Value)[] KindAttributes => Kind switch
    {
        FieldKind.Money or FieldKind.Number => [("inputmode", "decimal"), ("autocomplete", "off")],
        FieldKind.Digits => [("inputmode", "numeric"), ("autocomplete", "off")],
        FieldKind.Date => [("autocomplete", "off")],
        FieldKind.Email => [("inputmode", "email"), ("autocapitalize", "none"), ("spellcheck", "false")],
        FieldKind.Login => [("autocomplete", "username"), ("autocapitalize", "none"), ("spellcheck", "false")],
        FieldKind.Password => [("type", "password"), ("autocomplete", "current-password")],
        FieldKind.NewPassword => [("type", "password"), ("autocomplete", "new-password")],
        FieldKind.File => [("type", "file")],
        _ => [],
    };

    private string? UnitShown => Unit ?? (Kind == FieldKind.Money ? "€" : null);

    private string? SizeShown =>
        Size ?? Kind switch
        {
            FieldKind.Money or FieldKind.Number or FieldKind.Date => "s",
            FieldKind.Digits => "m",
            _ => null,
        };

    private string Typed(string name)
    {
        if (ViewContext.ModelState.TryGetValue(name, out var entry) && entry.AttemptedValue is { } attempted)
            return attempted;
        return (For?.Model ?? Value) switch
        {
            null => "",
            Money money => FrenchText.Amount(money),
            DateOnly date => FrenchText.Short(date),
            decimal number => FrenchText.Decimal(number, 6),
            var other => other.ToString() ?? "",
        };
    }

    private IHtmlContent WithUnit(TagBuilder control)
    {
        if (UnitShown is not { } unit)
            return control;
        return new HtmlContentBuilder()
            .AppendFormat("<span class=\"unit w-{0}\">{1}<span aria-hidden=\"true\">{2}</span></span>",
                SizeShown ?? "s", control, unit);
    }
}
