using System.Security.Cryptography;
using Essaim.App.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;

namespace Essaim.App.Web;

/// <summary>
/// A form that arrived after its session had ended, or that needs a fresh proof of who sends it: where it was going and
/// what it said, without files.
/// </summary>
public sealed record PendingForm(
    string Address, IReadOnlyList<KeyValuePair<string, string>> Fields, bool HadFiles, long? UserId)
{
    /// <summary>The session was good; only the proof was too old.</summary>
    public bool WaitsForProof { get; init; }
}

/// <summary>
/// Keeps for an hour what people typed into a form whose session had ended, so that nothing is lost. In memory only,
/// bounded, and never a password. Only forms that the browser says come from this site are kept: otherwise a stranger's
/// page could prepare a form here for its victim to send.
/// </summary>
public sealed class PendingForms : IDisposable
{
    private const string TokenField = "__RequestVerificationToken";
    private const int LongestForm = 256 * 1024;
    private const long MostMemory = 64L * 1024 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly MemoryCache _forms = new(new MemoryCacheOptions { SizeLimit = MostMemory });

    public static string Address(string key) => $"/reprise?cle={key}";

    /// <summary>The key under which the form is kept; null when it is not one we may keep.</summary>
    public async Task<string?> KeepAsync(HttpRequest request, bool waitsForProof = false)
    {
        if (SameOriginForms.ComesFromHere(request) != true || !request.HasFormContentType
            || request.ContentLength is null or > 32 * 1024 * 1024)
            return null;
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        if (form.Keys.Any(k => k.Contains("password", StringComparison.OrdinalIgnoreCase)))
            return null;
        var fields = form.Where(f => f.Key != TokenField).SelectMany(Pairs).ToList();
        var size = fields.Sum(f => f.Key.Length + f.Value.Length) * sizeof(char);
        if (size > LongestForm)
            return null;
        var user = new CurrentUser(request.HttpContext.User);
        var pending = new PendingForm(request.PathBase + request.Path + request.QueryString, fields,
            form.Files.Count > 0, user.IsSignedIn ? user.UserId : null) { WaitsForProof = waitsForProof };
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(18));
        _forms.Set(key, pending, new MemoryCacheEntryOptions
        {
            AbsoluteExpirationRelativeToNow = Kept,
            Size = size + 1024,
        });
        return key;
    }

    /// <summary>Null when unknown, older than an hour, or somebody else's.</summary>
    public PendingForm? Find(string? key, long userId) =>
        key is not null && _forms.TryGetValue(key, out PendingForm? form) && (form!.UserId ?? userId) == userId
            ? form : null;

    public void Dispose() => _forms.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Pairs(KeyValuePair<string, StringValues> field) =>
        field.Value.Select(v => new KeyValuePair<string, string>(field.Key, v ?? ""));
}
