using System.Collections.Concurrent;
using Essaim.App.Data;
using Essaim.App.Demo;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Essaim.Browser.Tests.Stage))]

namespace Essaim.Browser.Tests;

/// <summary>
/// One server with the demonstration co-op, and one Chromium, for the whole run. Everything is made in a temporary
/// folder and is gone at the end.
/// </summary>
public class Stage : IAsyncLifetime
{
    public const string Entrepreneur = "jeanne";
    public const string Advisor = "samuel";
    public const string Accountant = "claire";
    public const string Payroll = "nora";
    public const string Manager = "michel";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("essaim-browser-").FullName;
    private readonly Dictionary<string, string> _sessions = [];
    private readonly ConcurrentDictionary<string, bool> _looked = [];
    private readonly SemaphoreSlim _signingIn = new(1, 1);
    private WebApplication _app = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private IReadOnlyList<DemoLogin> _logins = [];

    /// <summary>
    /// True the first time a kind of page is met in this run, and always in "./do prove": looking at the same page for
    /// each role takes minutes, and what differs is mostly the menu.
    /// </summary>
    public bool IsWorthALook(string kind) =>
        IsProof || _looked.TryAdd(kind, true);

    /// <summary>How many people have an activity, and for how many months: little, as it is made each time.</summary>
    protected virtual (int Entrepreneurs, int Months) Size => (4, 4);

    /// <summary>The long evidence: everything for every role.</summary>
    public static bool IsProof => Environment.GetEnvironmentVariable("ESSAIM_PROVE") is not null;

    public string Address => _app.Urls.First();

    public string PasswordOf(string user) => _logins.Single(l => l.User == user).Password;

    public async ValueTask InitializeAsync()
    {
        var time = new RunningFrom(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        _app = WebServer.Build(new WebServerOptions
        {
            DataFolder = _folder, Port = 0, Time = time, Development = true,
        });
        var installation = _app.Services.GetRequiredService<Installation>();
        var demo = new DemoMaker(installation, new DateOnly(2026, 11, 23), seed: 1, Size.Entrepreneurs,
            Size.Months);
        _logins = (await demo.MakeAsync($"sqlite:coops/{DemoMaker.CoopId}.db")).Logins;
        await _app.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium", Args = Arguments,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Somebody who has not signed in yet.</summary>
    public Task<Visitor> StrangerAsync(Device device) => OpenAsync(device, null);

    /// <summary>Somebody new, by the site's name: passkeys are bound to a name, never to a number.</summary>
    public Task<Visitor> StrangerByNameAsync(Device device) =>
        OpenAsync(device, null, Address.Replace("127.0.0.1", "localhost"));

    /// <summary>One more user of the demonstration, for a test that changes how they sign in.</summary>
    public void AddUser(string login, string password)
    {
        var catalogue = _app.Services.GetRequiredService<Installation>().Catalogue;
        catalogue.Grant(catalogue.AddUser(login, "Prénom " + login, password), DemoMaker.CoopId, Role.Advisor);
    }

    /// <summary>Somebody who has: once a run for each user, because passwords are slow to check on purpose.</summary>
    public async Task<Visitor> VisitorAsync(string user, Device device)
    {
        await _signingIn.WaitAsync();
        try
        {
            if (!_sessions.TryGetValue(user, out var session))
            {
                await using var first = await StrangerAsync(Device.Desk);
                await first.SignInAsync(user, PasswordOf(user));
                _sessions[user] = session = await first.Page.Context.StorageStateAsync();
            }
            return await OpenAsync(device, session);
        }
        finally
        {
            _signingIn.Release();
        }
    }

    private async Task<Visitor> OpenAsync(Device device, string? session, string? address = null)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address ?? Address, Locale = "fr-FR", TimezoneId = "Europe/Paris", StorageState = session,
            ViewportSize = new ViewportSize { Width = device.Width, Height = device.Height }, HasTouch = device.Touch,
            IsMobile = device.Touch, JavaScriptEnabled = device.Scripts, ReducedMotion = ReducedMotion.Reduce,
            ColorScheme = device.Dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        context.SetDefaultTimeout(20_000);
        return new Visitor(await context.NewPageAsync());
    }

    /// <summary>The day is fixed, so that the law is known; the clock runs, so that nothing waits for ever.</summary>
    private sealed class RunningFrom(DateTimeOffset start) : TimeProvider
    {
        private readonly long _began = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_began);
    }
}

/// <summary>What somebody looks through.</summary>
public sealed record Device(int Width, int Height)
{
    public static readonly Device Phone = new(360, 740) { Touch = true };
    public static readonly Device Desk = new(1280, 800);

    public bool Touch { get; init; }
    public bool Dark { get; init; }
    public bool Scripts { get; init; } = true;
}
