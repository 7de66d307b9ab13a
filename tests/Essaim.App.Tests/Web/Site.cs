using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Essaim.App.Tests.Web;

/// <summary>
/// The whole web part, on a free port of this machine and an empty data folder, with one co-op and a user for each
/// role (login: the role; password: <see cref="Password"/>; no second factor, as in a demonstration). Its
/// clock stands still until a test moves it.
/// </summary>
public sealed class Site : IAsyncDisposable
{
    public const string Password = "velours-et-doublure";

    /// <summary>The catalogue is filled once: passwords are slow to hash, on purpose.</summary>
    private static readonly Lazy<byte[]> Filled = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("essaim-site-").FullName;
        var catalogue = Catalogue.Open(folder);
        catalogue.Add(new Coop("etabli", "L’Établi", "123456782", "sqlite:coops/etabli.db")
        {
            IsDemonstration = true,
        });
        foreach (var role in Enum.GetValues<Role>())
            catalogue.Grant(catalogue.AddUser(role.Stored(), $"Prénom {role}", Password), "etabli", role, "7");
        SqliteConnection.ClearAllPools();
        var file = File.ReadAllBytes(Path.Combine(folder, "catalogue.db"));
        Directory.Delete(folder, recursive: true);
        return file;
    });

    private readonly WebApplication _app;
    private readonly string _folder;
    private string? _database;

    private Site(WebApplication app, string folder, Catalogue catalogue, FakeTimeProvider time) =>
        (_app, _folder, Catalogue, Time) = (app, folder, catalogue, time);

    public Catalogue Catalogue { get; }
    public FakeTimeProvider Time { get; }
    public IServiceProvider Services => _app.Services;
    public Uri Address => new(_app.Urls.First());

    public static async Task<Site> StartAsync(bool behindHttps = false, bool development = true,
        Func<WebServerOptions, WebServerOptions>? change = null, Action<IServiceCollection>? more = null,
        string engine = "sqlite")
    {
        var folder = Directory.CreateTempSubdirectory("essaim-site-").FullName;
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        await File.WriteAllBytesAsync(Path.Combine(folder, "catalogue.db"), Filled.Value);
        var catalogue = Catalogue.Open(folder);
        var database = engine == "postgres" ? TestPostgres.NewMigrated() : null;
        if (database is not null)
            MoveTo(database, catalogue);
        else
            TestFile.NewMigrated(Path.Combine(folder, "coops", "etabli.db"));
        var options = new WebServerOptions
        {
            DataFolder = folder, Port = 0, Time = time, Development = development, BehindHttps = behindHttps,
            Address = new Uri("https://essaim.example"),
        };
        options = change?.Invoke(options) ?? options;
        var app = WebServer.Build(options, services =>
        {
            services.AddSingleton<IStartupFilter, OpenDoor>();
            more?.Invoke(services);
        });
        await app.StartAsync();
        return new Site(app, folder, catalogue, (FakeTimeProvider)options.Time) { _database = database };
    }

    private static void MoveTo(string database, Catalogue catalogue)
    {
        var users = catalogue.UsersOf("etabli");
        catalogue.Remove("etabli");
        catalogue.Add(new Coop("etabli", "L’Établi", "123456782", "postgres:" + database) { IsDemonstration = true });
        foreach (var user in users)
            catalogue.Grant(user.Id, "etabli", user.Role, user.PersonId);
    }

    /// <summary>A user with the password of all: its hash is taken from another, since making one is slow.</summary>
    public long AddUser(string login, string name)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "catalogue.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO users (login, display_name, password_hash, session_stamp, created_at) "
            + "SELECT $login, $name, password_hash, $login, created_at FROM users LIMIT 1 RETURNING id";
        command.Parameters.AddWithValue("$login", login);
        command.Parameters.AddWithValue("$name", name);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A browser of its own: keeps cookies, follows nothing by itself.</summary>
    public Browser Browse(string userAgent = "Essai/1.0") => new(Address, userAgent);

    /// <summary>As after the password, which is slow to judge; the tests of signing in send it.</summary>
    public async Task<Browser> SignInAsync(string login = "entrepreneur")
    {
        var browser = Browse();
        var answer = await browser.OpenAsync($"{OpenDoor.Path}?login={Uri.EscapeDataString(login)}");
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        // What works in the background must have ended before its folder goes.
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_database is not null)
            TestPostgres.Drop(_database);
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The entrance of the product, without the password before it: of these tests, and of no server.</summary>
internal sealed class OpenDoor : IStartupFilter
{
    public const string Path = "/essai/entrer";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map(Path, door => door.Run(async context =>
        {
            var user = context.RequestServices.GetRequiredService<Catalogue>().UserByLogin(
                context.Request.Query["login"].ToString())
                ?? throw new InvalidOperationException("Nobody may sign in under this login.");
            context.Response.Redirect(await context.RequestServices.GetRequiredService<Entrance>()
                .AfterFirstProofAsync(context, user, "/"));
        }));
        next(app);
    };
}

/// <summary>What came back: the status, where to go next, and the page as people read it.</summary>
public sealed record Answer(HttpStatusCode Status, string? Location, string Html, HttpResponseMessage Response)
{
    public string Text => WebUtility.HtmlDecode(Regex.Replace(Html, "<[^>]+>", " "));

    public string Field(string name) =>
        WebUtility.HtmlDecode(Regex.Match(Html, $"<input[^>]*name=\"{name}\"[^>]*>").Value is { Length: > 0 } input
            ? Regex.Match(input, "value=\"([^\"]*)\"").Groups[1].Value
            : throw new InvalidOperationException($"There is no field {name} in: {Text}"));
}

public sealed class Browser
{
    private readonly HttpClient _client;

    public Browser(Uri address, string userAgent)
    {
        Jar = new CookieContainer();
        _client = new HttpClient(new SocketsHttpHandler { CookieContainer = Jar, AllowAutoRedirect = false })
        {
            BaseAddress = address,
        };
        _client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        _client.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
    }

    public CookieContainer Jar { get; }

    public Uri Address => _client.BaseAddress!;

    public async Task<Answer> OpenAsync(string path) => await ReadAsync(await _client.GetAsync(path));

    /// <summary>Opens the page, fills in its form and sends it, token and key included.</summary>
    public Task<Answer> SendAsync(string path, params (string Name, string Value)[] fields) =>
        PressAsync(path, path, fields);

    /// <summary>Presses a button of a page: its form's address, with the page's token and key.</summary>
    public async Task<Answer> PressAsync(string path, string address, params (string Name, string Value)[] fields)
    {
        var page = await OpenAsync(path);
        return await PostAsync(address,
        [
            .. fields, ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
            ("request", page.Field("request")),
        ]);
    }

    /// <summary>Sends a form as it is given, without looking at the page first.</summary>
    public async Task<Answer> PostAsync(string path, (string Name, string Value)[] fields, string? site = null)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        if (site is not null)
            message.Headers.Add("Sec-Fetch-Site", site);
        return await ReadAsync(await _client.SendAsync(message));
    }

    /// <summary>Hands in a file with the form of a page.</summary>
    public Task<Answer> UploadAsync(string path, string field, string name, string content) =>
        UploadAsync(path, field, name, System.Text.Encoding.UTF8.GetBytes(content));

    public async Task<Answer> UploadAsync(
        string path, string field, string name, byte[] content, params (string Name, string Value)[] fields)
    {
        var page = await OpenAsync(path);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.Field("__RequestVerificationToken")), "__RequestVerificationToken" },
            { new StringContent(page.Field("request")), "request" },
            { new ByteArrayContent(content), field, name },
        };
        foreach (var (other, value) in fields)
            form.Add(new StringContent(value), other);
        return await ReadAsync(await _client.PostAsync(path, form));
    }

    /// <summary>Sends as the site's own script does: any body, with the token of a page beside it.</summary>
    public async Task<Answer> SendAsync(string path, string token, HttpContent content)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        message.Headers.Add("RequestVerificationToken", token);
        return await ReadAsync(await _client.SendAsync(message));
    }

    /// <summary>The bytes at an address, or a stretch of them.</summary>
    public async Task<(HttpResponseMessage Response, byte[] Bytes)> FetchAsync(string path, string? range = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        if (range is not null)
            message.Headers.Add("Range", range);
        var response = await _client.SendAsync(message);
        return (response, await response.Content.ReadAsByteArrayAsync());
    }

    public void Forget(string cookie)
    {
        foreach (Cookie held in Jar.GetCookies(Address))
            if (held.Name == cookie)
                held.Expired = true;
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(response.StatusCode,
        response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync(), response);
}
