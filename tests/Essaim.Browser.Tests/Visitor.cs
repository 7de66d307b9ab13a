using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Essaim.Browser.Tests;

/// <summary>Somebody in front of one tab. What the console complains about is kept, to be asserted.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public Visitor(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            // A form with an error answers 422, a session that ended 401: Chromium reports both as missing files. Live
            // totals still under way when the form is sent are cut off by leaving the page, which htmx tells too.
            if (message.Type == "error"
                && !Regex.IsMatch(message.Text, "status of (422|401)|^htmx:(afterRequest|sendAbort|sendError)"))
                _complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts and refusals of the content security policy, since the last look.</summary>
    public IReadOnlyList<string> Complaints() => [.. _complaints];

    /// <summary>Does it; if it fails, a picture of the page is kept and the message says where.</summary>
    public async Task ShowAsync(Func<Task> journey)
    {
        try
        {
            await journey();
            Assert.Empty(Complaints());
        }
        catch (Exception error)
        {
            var file = Path.Combine(Path.GetTempPath(), $"essaim-failure-{Guid.NewGuid():N}.png");
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
            Assert.Fail($"{error.Message}\nOn {Page.Url}, as {file} shows.\n{error.StackTrace}");
        }
    }

    public Task GoAsync(string path) => Page.GotoAsync(path);

    public async Task SignInAsync(string user, string password)
    {
        await GoAsync("/connexion");
        await FillAsync("Identifiant", user);
        await FillAsync("Mot de passe", password);
        await PressAsync("Se connecter");
        await Page.WaitForURLAsync(url => !url.Contains("/connexion"));
    }

    public Task FillAsync(string label, string value, int nth = 0) =>
        Page.GetByLabel(label, new PageGetByLabelOptions { Exact = false }).Nth(nth).FillAsync(value);

    public Task ChooseAsync(string label, string option) => Page.GetByLabel(label).First.SelectOptionAsync(option);

    public Task PressAsync(string button) => Button(button).First.ClickAsync();

    public Task FollowAsync(string link) => Link(link).First.ClickAsync();

    public ILocator Field(string name) => Page.Locator($"[name='{name}']");

    public ILocator Button(string name) =>
        Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name });

    public ILocator Main => Page.Locator("main");

    /// <summary>Waits until the page says so; spaces of any width count as one.</summary>
    public Task SeesAsync(string text) => Expect(Main).ToContainTextAsync(text);

    public Task IsCalledAsync(string heading) => Expect(Page.Locator("h1")).ToContainTextAsync(heading);

    public ValueTask DisposeAsync() => new(Page.Context.CloseAsync());
}
