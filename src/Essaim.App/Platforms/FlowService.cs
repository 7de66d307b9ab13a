using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Essaim.App.Data.Documents;

namespace Essaim.App.Platforms;

/// <summary>The platform could not be asked, or answered what nobody can use; the next round may ask again.</summary>
/// <param name="pause">How long it asked to be left alone.</param>
public sealed class PlatformTroubleException(string words, TimeSpan? pause = null, bool isFinal = false)
    : IOException(words)
{
    public TimeSpan? Pause => pause;

    /// <summary>The same request will never be taken.</summary>
    public bool IsFinal => isFinal;
}

/// <summary>
/// One flow service of an approved platform (API Flow de l’AFNOR XP Z12-013, version 1.3), signed in to with the client
/// credentials of OAuth 2.0. Each answer is looked at as if it came from a stranger.
/// </summary>
internal sealed class FlowService(
    HttpMessageInvoker http, PlatformLink link, string secret, FlowTokens tokens, TimeProvider time)
{
    private const int LargestAnswer = 4_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public async Task<FlowPage> SearchAsync(FlowSearch search, CancellationToken cancel) => await JsonAsync<FlowPage>(
        () => new HttpRequestMessage(HttpMethod.Post, link.Address + "/v1/flows/search")
        {
            Content = Json(search),
        }, cancel);

    /// <summary>The file as its sender made it.</summary>
    public Task<byte[]> DownloadAsync(string flowId, CancellationToken cancel) => AskAsync(
        () => new HttpRequestMessage(HttpMethod.Get,
            $"{link.Address}/v1/flows/{Uri.EscapeDataString(flowId)}?docType=Original"),
        ReceiveDocument.Largest, cancel);

    /// <summary>Hands a file over; returns its number on the platform, where it says one.</summary>
    public async Task<string?> SubmitAsync(FlowInfo info, byte[] file, CancellationToken cancel)
    {
        info = info with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)) };
        return (await JsonAsync<FoundFlow>(() => new HttpRequestMessage(HttpMethod.Post, link.Address + "/v1/flows")
        {
            Content = new MultipartFormDataContent
            {
                Part(Json(info), "flowInfo"), Part(Bytes(file, info.FlowSyntax), "file", info.Name),
            },
        }, cancel)).FlowId;
    }

    public Task CheckAsync(CancellationToken cancel) => AskAsync(
        () => new HttpRequestMessage(HttpMethod.Get, link.Address + "/v1/healthcheck"), LargestAnswer, cancel);

    /// <summary>Names in quotes: there are servers that want them (RFC 7578, 4.2).</summary>
    private static HttpContent Part(HttpContent content, string field, string? file = null)
    {
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = $"\"{field}\"", FileName = file is null ? null : $"\"{file}\"",
        };
        return content;
    }

    private static ByteArrayContent Bytes(byte[] bytes, string syntax)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(
            syntax == FlowInfo.FacturX ? "application/pdf" : "application/xml");
        return content;
    }

    private static StringContent Json<T>(T value) =>
        new(JsonSerializer.Serialize(value, FlowJson.Options), Encoding.UTF8, "application/json");

    private async Task<T> JsonAsync<T>(Func<HttpRequestMessage> make, CancellationToken cancel) where T : class =>
        Parse<T>(await AskAsync(make, LargestAnswer, cancel));

    private static T Parse<T>(byte[] answer) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(answer, FlowJson.Options)
                ?? throw new PlatformTroubleException("La plateforme a répondu par rien.");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new PlatformTroubleException("La plateforme a répondu autre chose que ce que la norme prévoit.");
        }
    }

    /// <summary>A token that the platform no longer takes is asked for anew, once.</summary>
    private async Task<byte[]> AskAsync(Func<HttpRequestMessage> make, long most, CancellationToken cancel)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var token = await tokens.GetAsync(link, AskTokenAsync, cancel);
            using var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Add("Request-Id", Guid.CreateVersion7().ToString());
            if (link.Organization.Length > 0)
                request.Headers.Add("Organization-Id", link.Organization);
            var (status, body, pause) = await SendAsync(request, most, cancel);
            if (status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices)
                return body;
            if (status != HttpStatusCode.Unauthorized || !isFirst)
                throw Trouble(status, pause);
            tokens.Forget(link);
        }
    }

    private async Task<(string Token, DateTimeOffset Until)> AskTokenAsync(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, link.TokenAddress)
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "client_credentials"), new("client_id", link.ClientId),
                new("client_secret", secret),
            ]),
        };
        var (status, body, pause) = await SendAsync(request, LargestAnswer, cancel);
        if (status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw new PlatformTroubleException("La plateforme ne reconnaît pas l’identifiant et le secret.", pause);
        if (status != HttpStatusCode.OK)
            throw Trouble(status, pause);
        var answer = Parse<TokenAnswer>(body);
        return answer.AccessToken is { Length: > 0 } token && !token.Any(char.IsControl)
            ? (token, time.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(answer.ExpiresIn ?? 300, 0, 86_400)))
            : throw new PlatformTroubleException("La plateforme n’a pas donné de jeton.");
    }

    private async Task<(HttpStatusCode Status, byte[] Body, TimeSpan? Pause)> SendAsync(
        HttpRequestMessage request, long most, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(Patience);
        try
        {
            using var response = await http.SendAsync(request, enough.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(enough.Token);
            return (response.StatusCode, await ReadAsync(stream, most, enough.Token), PauseOf(response));
        }
        catch (Exception e) when (e is HttpRequestException or IOException and not PlatformTroubleException
            || e is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            throw new PlatformTroubleException("La plateforme ne répond pas.");
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, long most, CancellationToken cancel)
    {
        using var whole = new MemoryStream();
        var piece = new byte[64 * 1024];
        while (await stream.ReadAsync(piece, cancel) is var read and > 0)
        {
            if (whole.Length + read > most)
                throw new PlatformTroubleException(
                    $"La plateforme envoie plus de {ReceiveDocument.Weight(most)} d’un coup.", isFinal: true);
            whole.Write(piece, 0, read);
        }
        return whole.ToArray();
    }

    private TimeSpan? PauseOf(HttpResponseMessage response)
    {
        var said = response.Headers.RetryAfter;
        var pause = said?.Delta ?? (said?.Date is { } date ? date - time.GetUtcNow() : null);
        return pause > LongestPause ? LongestPause : pause;
    }

    private static PlatformTroubleException Trouble(HttpStatusCode status, TimeSpan? pause) => new(status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "La plateforme refuse l’accès à ce compte",
        HttpStatusCode.NotFound => "La plateforme ne trouve pas ce qui lui est demandé",
        HttpStatusCode.TooManyRequests => "La plateforme demande d’attendre",
        >= HttpStatusCode.InternalServerError => "La plateforme est en panne",
        _ => "La plateforme refuse la demande",
    } + $" (réponse {(int)status}).", pause, isFinal: status is HttpStatusCode.BadRequest
        or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity);
}
