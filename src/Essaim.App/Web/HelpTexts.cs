using System.Reflection;
using Markdig;
using Microsoft.AspNetCore.Html;

namespace Essaim.App.Web;

/// <summary>
/// The words beside each page (aide), written in Help/*.md, named after the page's address: "/ventes/clients/12" is
/// helped by ventes-clients, and a page without a text of its own by the text of the page above.
/// </summary>
public static class HelpTexts
{
    public const string Home = "accueil";

    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().DisableHtml().Build();
    private static readonly Dictionary<string, string> Texts = Read();

    public static IEnumerable<string> Names => Texts.Keys;

    /// <summary>The text about a page; null where there is none.</summary>
    public static string? NameFor(PathString path)
    {
        var words = (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries)
            .TakeWhile(w => !w.Any(char.IsAsciiDigit)).ToList();
        if (words.Count == 0)
            return Home;
        for (var count = words.Count; count > 0; count--)
            if (string.Join('-', words.Take(count)) is var name && Texts.ContainsKey(name))
                return name;
        return null;
    }

    public static string? Source(string name) => Texts.GetValueOrDefault(name);

    /// <summary>Its first line is its title.</summary>
    public static string TitleOf(string name) => Texts[name].Split('\n')[0].TrimStart('#', ' ');

    /// <summary>What follows the title. Our own words, and no HTML passes through them.</summary>
    public static IHtmlContent BodyOf(string name) =>
        new HtmlString(Markdown.ToHtml(Texts[name][Texts[name].IndexOf('\n')..], Plain));

    private static Dictionary<string, string> Read()
    {
        const string folder = "Essaim.App.Help.";
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal))
            .ToDictionary(n => n[folder.Length..^".md".Length], n =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
                return reader.ReadToEnd();
            });
    }
}
