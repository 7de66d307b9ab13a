using System.Text.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Essaim.Browser.Tests;

/// <summary>Every page that the menu of a role leads to, on a phone by day and at a desk by night.</summary>
public sealed class EveryPageTests(Stage stage)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"],
        },
        ResultTypes = new HashSet<ResultType> { ResultType.Violations, ResultType.Incomplete },
    };

    /// <summary>
    /// A desk by night and a phone by day; the long evidence takes all four. High enough for the whole menu, since what
    /// is scrolled out of sight cannot be judged.
    /// </summary>
    private static readonly (int Width, int Height, ColorScheme Colours)[] Looks =
    [
        (1280, 1600, ColorScheme.Dark), (360, 740, ColorScheme.Light),
        .. Stage.IsProof ? [(1280, 1600, ColorScheme.Light), (360, 740, ColorScheme.Dark)]
            : Array.Empty<(int, int, ColorScheme)>(),
    ];

    [Theory]
    [InlineData(Stage.Entrepreneur)]
    [InlineData(Stage.Accountant)]
    [InlineData(Stage.Payroll)]
    [InlineData(Stage.Advisor)]
    [InlineData(Stage.Manager)]
    public async Task Every_page_of_a_role_is_accessible_fits_the_screen_and_has_its_title(string user)
    {
        await using var visitor = await stage.VisitorAsync(user, Device.Desk with { Dark = true });
        var faults = new List<string>();
        var crawl = new Crawl();
        var gone = new List<string>();
        while (crawl.TryNext(out var path))
        {
            var found = await LookAsync(visitor, path, stage.IsWorthALook(Crawl.Kind(path)));
            if (found is [var only] && only == NotFound(path) && await IsGoneAsync(visitor, crawl.FoundOn(path), path))
                gone.Add(path);
            else
                faults.AddRange(found);
            await crawl.ReadLinksAsync(visitor);
        }
        faults.AddRange(visitor.Complaints().Where(c => !gone.Any(g => c.Contains(g + ": "))));
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct()));
    }

    [Fact]
    public async Task A_stranger_can_read_the_page_to_sign_in()
    {
        await using var stranger = await stage.StrangerAsync(Device.Desk with { Dark = true });
        Assert.Empty(await LookAsync(stranger, "/connexion", closely: true));
        Assert.Empty(stranger.Complaints());
    }

    [Theory]
    [InlineData(Stage.Entrepreneur, "/ventes/clients/nouveau", "Garder ce client")]
    [InlineData(Stage.Entrepreneur, "/salaire/lissage?ventes=beaucoup&taux=1&frais=1&mois=1&heure=1", null)]
    [InlineData(Stage.Accountant, "/achats/nouvelle", "Enregistrer la facture")]
    [InlineData(Stage.Accountant, "/journaux/nouvelle", "Enregistrer l’écriture")]
    [InlineData(Stage.Manager, "/personnes/nouvelle", "Enregistrer")]
    public async Task A_page_with_an_error_says_so_first(string user, string path, string? button)
    {
        await using var visitor = await stage.VisitorAsync(user, Device.Phone);
        await visitor.ShowAsync(async () =>
        {
            await visitor.GoAsync(path);
            if (button is not null)
                await visitor.PressAsync(button);
            await Assertions.Expect(visitor.Page.Locator(".errors")).ToBeFocusedAsync();
            Assert.StartsWith("Erreur\u00a0: ", await visitor.Page.TitleAsync());
            Assert.Empty(await AxeAsync(visitor, "360 px"));
            foreach (var link in await visitor.Page.Locator(".errors a").AllAsync())
                Assert.Equal(1, await visitor.Page.Locator(await link.GetAttributeAsync("href") ?? "#").CountAsync());
        });
    }

    /// <summary>In a strip of links, or cut by the edge of a scrolling frame: its like is in full sight.</summary>
    private const string InReach = """
        e => {
          const frame = e.closest('.scroll')?.getBoundingClientRect(), at = e.getBoundingClientRect();
          return e.closest('.subnav') !== null || frame && at.right > frame.right;
        }
        """;

    /// <summary>Frames opened to their whole content, and feet back in their place: nothing covers a cell.</summary>
    private const string Unframe = """
        () => {
          const open = new CSSStyleSheet();
          open.replaceSync('.scroll { max-block-size: none !important; } .t * { position: static !important; }');
          document.adoptedStyleSheets = [open];
        }
        """;

    /// <summary>What cannot be judged even when no frame cuts it.</summary>
    private static async Task<AxeResultItem[]> UnframedAsync(Visitor visitor)
    {
        await visitor.Page.EvaluateAsync(Unframe);
        var found = await visitor.Page.RunAxe(Rules);
        await visitor.Page.EvaluateAsync("() => { document.adoptedStyleSheets = []; }");
        return found.Incomplete;
    }

    private static string NotFound(string path) => path + ": 404";

    /// <summary>Other journeys work in the same co-op: a draft may be issued between its link and the click.</summary>
    private static async Task<bool> IsGoneAsync(Visitor visitor, string foundOn, string path)
    {
        await visitor.GoAsync(foundOn);
        return await visitor.Page.Locator($"a[href='{path}']").CountAsync() == 0;
    }

    private static async Task<List<string>> LookAsync(Visitor visitor, string path, bool closely)
    {
        var faults = new List<string>();
        var answer = await visitor.Page.GotoAsync(path);
        if (answer is not { Ok: true })
            return [answer?.Status == 404 ? NotFound(path) : $"{path}: {answer?.Status}"];
        foreach (var look in closely ? Looks : [])
        {
            await visitor.Page.SetViewportSizeAsync(look.Width, look.Height);
            await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = look.Colours });
            faults.AddRange(await AxeAsync(visitor, $"{look.Width} px, {look.Colours}"));
        }
        foreach (var width in new[] { 1280, 320 })
            faults.AddRange(await SidewaysAsync(visitor, width));
        var headings = await visitor.Page.Locator("h1").CountAsync();
        if (headings != 1)
            faults.Add($"{path}: {headings} h1");
        var title = await visitor.Page.TitleAsync();
        if (!Regex.IsMatch(title, "^(?!Erreur).+ — Essaim$"))
            faults.Add($"{path}: title « {title} »");
        return faults;
    }

    private static async Task<IEnumerable<string>> AxeAsync(Visitor visitor, string where)
    {
        var found = await visitor.Page.RunAxe(Rules);
        var path = new Uri(visitor.Page.Url).AbsolutePath;
        var unjudged = new List<AxeResultItem>();
        foreach (var item in Stage.IsProof && found.Incomplete.Length > 0 ? await UnframedAsync(visitor) : [])
            if (!await IsReviewedAsync(visitor, path, item))
                unjudged.Add(item);
        return found.Violations.Concat(unjudged).Select(v =>
            $"{new Uri(visitor.Page.Url).PathAndQuery} ({where}): {v.Id}, {v.Help}: "
            + string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html)));
    }

    /// <summary>
    /// What axe leaves to people, and was looked at. A strip of links wider than a phone is judged at a desk, where it
    /// is all in sight, and so is a cell that the frame of its table cuts at the right; the classes of accounts in the
    /// balance are heads of their group of rows (scope "rowgroup"), of which axe cannot tell whether cells refer to
    /// them. Anything else that it cannot judge is a fault of the long evidence.
    /// </summary>
    private static async Task<bool> IsReviewedAsync(Visitor visitor, string path, AxeResultItem item)
    {
        if (item.Id == "th-has-data-cells")
            return path == "/balance";
        foreach (var node in item.Nodes)
            if (item.Id != "color-contrast" || !await visitor.Page.Locator(node.Target.Selector).First
                .EvaluateAsync<bool>(InReach))
                return false;
        return true;
    }

    /// <summary>The page itself never scrolls sideways; a wide table does, inside its own frame.</summary>
    private static async Task<IEnumerable<string>> SidewaysAsync(Visitor visitor, int width)
    {
        await visitor.Page.SetViewportSizeAsync(width, 740);
        var wide = await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        return wide <= width ? [] : [$"{visitor.Page.Url}: {wide} px wide at {width}"];
    }
}
