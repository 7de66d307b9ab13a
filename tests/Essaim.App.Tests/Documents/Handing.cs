using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Essaim.App.Tests.Web;

namespace Essaim.App.Tests.Documents;

/// <summary>Somebody who hands in files beside one record, as the form does or as the script does.</summary>
internal sealed class Handing
{
    private readonly Browser _browser;
    private readonly string _token;
    private readonly string _record;

    private Handing(Browser browser, string record, string token) =>
        (_browser, _record, _token) = (browser, record, token);

    /// <param name="browser">Who hands in.</param>
    /// <param name="record">"/depenses/1"</param>
    public static async Task<Handing> AtAsync(Browser browser, string record) =>
        new(browser, record, (await browser.OpenAsync("/profil")).Field("__RequestVerificationToken"));

    public string Address => $"/documents/envoi?pour={_record.Split('/')[1]}&numero={_record.Split('/')[2]}";

    public Task<Answer> AnnounceAsync(string name, long size, byte[]? sha256 = null) =>
        _browser.SendAsync(Address + "&handler=Begin", _token, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["name"] = name, ["size"] = size.ToString(CultureInfo.InvariantCulture),
            ["sha256"] = sha256 is null ? "" : Convert.ToHexString(sha256),
        }));

    /// <summary>The number of the file, and how much of it is there.</summary>
    public async Task<(long Id, long Received)> BeginAsync(string name, byte[] bytes, bool hashed = true)
    {
        var answer = await AnnounceAsync(name, bytes.Length, hashed ? SHA256.HashData(bytes) : null);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        var begun = JsonDocument.Parse(answer.Html).RootElement;
        return (begun.GetProperty("id").GetInt64(), begun.GetProperty("received").GetInt64());
    }

    public Task<Answer> PieceAsync(long id, long at, byte[] bytes) =>
        _browser.SendAsync($"/documents/envoi/{id}/{at}", _token, new ByteArrayContent(bytes));

    /// <summary>Adds a piece; how much is there after.</summary>
    public async Task<long> AddAsync(long id, long at, byte[] bytes) => Received(await PieceAsync(id, at, bytes));

    public async Task<long> ReceivedAsync(long id) => Received(await _browser.OpenAsync($"/documents/envoi/{id}"));

    public Task<Answer> FinishAsync(long id) =>
        _browser.SendAsync($"/documents/envoi/{id}", _token, new ByteArrayContent([]));

    /// <summary>The whole way, in pieces of 100,000 bytes.</summary>
    public async Task<Answer> SendAsync(string name, byte[] bytes)
    {
        var (id, at) = await BeginAsync(name, bytes);
        while (at < bytes.Length)
            at = await AddAsync(id, at, bytes[(int)at..(int)Math.Min(bytes.Length, at + 100_000)]);
        return await FinishAsync(id);
    }

    /// <summary>As a browser without scripts.</summary>
    public async Task<Answer> PostAsync(string name, byte[] bytes) => await _browser.SendAsync(Address, _token,
        new MultipartFormDataContent { { new ByteArrayContent(bytes), "Document", name } });

    public Task<Answer> ChangeAsync(long id, string handler) =>
        _browser.SendAsync($"/documents/{id}?handler={handler}", _token, new FormUrlEncodedContent([]));

    public static string Said(Answer answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        return JsonDocument.Parse(answer.Html).RootElement.GetProperty("said").GetString()!;
    }

    private static long Received(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Status + answer.Text);
        return JsonDocument.Parse(answer.Html).RootElement.GetProperty("received").GetInt64();
    }
}
