using System.Text.RegularExpressions;

namespace Essaim.Browser.Tests;

/// <summary>
/// Follows the links of the pages themselves, from the home page on, and takes one page of each kind: so a new page is
/// looked at as soon as something leads to it.
/// </summary>
internal sealed class Crawl
{
    private readonly Queue<string> _ahead = new(["/", "/plus", "/profil"]);
    private readonly HashSet<string> _kinds = ["/", "/plus", "/profil"];
    private readonly Dictionary<string, string> _foundOn = [];

    /// <summary>The page that led there.</summary>
    public string FoundOn(string path) => _foundOn.GetValueOrDefault(path, "/");

    public bool TryNext(out string path) => _ahead.TryDequeue(out path!);

    public async Task ReadLinksAsync(Visitor visitor)
    {
        var links = await visitor.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('a[href^=\"/\"]:not([download])')].map(a => a.getAttribute('href'))");
        // What people handed in is a file, not a page.
        foreach (var link in links.Where(l => !l.Contains("handler=") && !l.Contains("impression=")
            && !Regex.IsMatch(l, @"^/documents/\d")))
            if (_kinds.Add(Kind(link)))
            {
                _foundOn.TryAdd(link.Split('#')[0], visitor.Page.Url);
                _ahead.Enqueue(link.Split('#')[0]);
            }
    }

    /// <summary>The address without what only says which one: numbers, months, codes and filters.</summary>
    public static string Kind(string link)
    {
        var path = link.Split('#', '?')[0];
        path = Regex.Replace(path, @"/\d[\d-]*(?=/|$)", "/*");
        path = Regex.Replace(path, "^/activites/(?!nouvelle)[^/]+", "/activites/*");
        var one = Regex.Match(link, @"\?(brouillon|compte)=").Groups[1].Value;
        return path + (path is "/grand-livre" or "/journaux/nouvelle" ? one : "");
    }
}
