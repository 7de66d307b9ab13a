using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Essaim.Browser.Tests;

/// <summary>Somebody who only has a keyboard.</summary>
internal sealed class Keys(IPage page)
{
    private const int Patience = 400;

    /// <summary>Is the focused element outlined, and after the one before in the order of the document?</summary>
    private const string Look = """
        () => {
          const now = document.activeElement, before = window.lastFocused;
          if (!now || now === document.body) return 'out';
          window.lastFocused = now;
          const style = getComputedStyle(now), box = now.getBoundingClientRect();
          const shown = e => {
            const s = getComputedStyle(e);
            return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
          };
          const name = now.outerHTML.slice(0, 120);
          if (!shown(now) && !(now.nextElementSibling && shown(now.nextElementSibling)) && !shown(now.parentElement))
            return 'no outline: ' + style.outline + ' ' + name;
          if (box.width === 0 || box.bottom < 0 || box.top > innerHeight) return 'off screen: ' + name;
          if (before === now) return 'trap: ' + name;
          if (before && !(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING))
            return 'backwards: ' + name;
          return '';
        }
        """;

    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

    /// <summary>Tabs on until the first element of this kind has the focus.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var i = 0; i < Patience; i++)
        {
            if (await HasFocusAsync(selector))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"Tab never comes to {selector}.");
    }

    private Task<bool> HasFocusAsync(string selector) =>
        page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector);

    public async Task FillAsync(string name, string text)
    {
        await TabToAsync($"[name='{name}']");
        await page.Keyboard.PressAsync("Control+A");
        await TypeAsync(text);
    }

    public async Task EnterAsync(Regex address)
    {
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(address);
    }

    /// <summary>The skip link comes first and leads to the content.</summary>
    public async Task SkipAsync()
    {
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await HasFocusAsync(".skip"), "No skip link first.");
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await HasFocusAsync("#contenu"), "Nothing skipped.");
    }

    /// <summary>Tabs through the whole page and says what is wrong on the way.</summary>
    public async Task<List<string>> WalkAsync()
    {
        var faults = new List<string>();
        for (var i = 0; i < Patience; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var said = await page.EvaluateAsync<string>(Look);
            if (said == "out" || said.StartsWith("backwards: <a class=\"skip\"", StringComparison.Ordinal))
                return faults;
            if (said.Length > 0)
                faults.Add(said);
        }
        faults.Add("The focus never leaves the page.");
        return faults;
    }
}
