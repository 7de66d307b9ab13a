using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Essaim.App.Commands;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>What a request of a program asks for is not there, or not theirs: they cannot tell which.</summary>
public sealed class NotFoundException(string sentence) : Exception(sentence);

/// <summary>One request of a program: who asks, of which co-op, and doing what it asks exactly once.</summary>
public sealed class ApiCall(IHttpContextAccessor accessor, Installation installation, TimeProvider time)
    : IAsyncDisposable
{
    public const string KeyHeader = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    private const int LongestKey = 255;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(35);
    private CoopDb? _db;

    private HttpContext Context => accessor.HttpContext!;
    public CurrentUser Me => new(Context.User);
    public DateOnly Today => CivilDay.Today(time);
    public Installation Installation => installation;
    public LawBook Law => installation.Law;
    public InvoiceLaw LawOfToday => InvoiceLaw.Of(Law, Today);

    public Task<Store> StoreAsync() => installation.StoreAsync(Me.CoopId);

    public async Task<CoopDb> ReadAsync() => _db ??= (await StoreAsync()).Read();

    /// <summary>The activity of that code, if the token may see it.</summary>
    public async Task<Activity> ActivityAsync(string code) =>
        await VisibleActivity.FindAsync(await ReadAsync(), Me, code)
        ?? throw new NotFoundException($"Il n’y a pas d’activité « {code} » que ce jeton puisse voir.");

    /// <summary>The activity that a document belongs to; a document of somebody else is "not found".</summary>
    public async Task<Activity> OwnerAsync(Domain.Ledger.ActivityId? id, string notFound)
    {
        var db = await ReadAsync();
        var code = id is { } known
            ? await db.Activities.Where(a => a.Id == known).Select(a => a.Code).SingleOrDefaultAsync() : null;
        return (code is null ? null : await VisibleActivity.FindAsync(db, Me, code))
            ?? throw new NotFoundException(notFound);
    }

    /// <summary>
    /// Does the work once for the key of the request: sent again with the same content it gets the first answer, with
    /// another content it is refused. What was refused by a rule is forgotten, and may be tried again.
    /// </summary>
    public async Task<IResult> OnceAsync(object asked, Func<WriteSession, Task<object>> work)
    {
        var (token, key, hash) = KeyOf(asked);
        var (answer, replayed) = await (await StoreAsync()).WriteAsync(async w =>
        {
            if (await FirstAnswerAsync(w, token, key, hash) is { } first)
                return (first, true);
            var made = JsonAnswer.Write(await work(w));
            await w.SaveAsync();
            await w.Connection.ExecuteAsync("INSERT INTO api_answer (token_id, key, asked_sha256, answer, made_at) "
                + "VALUES (@p0, @p1, @p2, @p3, @p4)", w.Transaction, token, key, hash, made, w.Now);
            await w.Connection.ExecuteAsync("DELETE FROM api_answer WHERE made_at < @p0", w.Transaction,
                Domain.Ledger.EntryChain.Instant((time.GetUtcNow() - Remembered).UtcDateTime));
            return (made, false);
        });
        return Answer(answer, replayed);
    }

    /// <summary>
    /// The first answer to the same key and content, where the work takes several transactions; null when it is still
    /// to be done. What is asked must then be safe to do over.
    /// </summary>
    public async Task<IResult?> RepeatedAsync(object asked)
    {
        var (token, key, hash) = KeyOf(asked);
        var first = await (await StoreAsync()).WriteAsync(w => FirstAnswerAsync(w, token, key, hash));
        return first is null ? null : Answer(first, replayed: true);
    }

    private static async Task<string?> FirstAnswerAsync(WriteSession w, long token, string key, string hash)
    {
        var known = (await w.Connection.ListAsync(r => (Asked: r.GetString(0), Answer: r.GetString(1)),
            "SELECT asked_sha256, answer FROM api_answer WHERE token_id = @p0 AND key = @p1", w.Transaction, token,
            key)).Select(k => ((string Asked, string Answer)?)k).SingleOrDefault();
        return known is not { } first ? null : first.Asked == hash ? first.Answer : throw new BrokenRuleException(
            $"Cette clé ({KeyHeader}) a déjà servi pour une autre demande. Prenez-en une nouvelle.");
    }

    private IResult Answer(string answer, bool replayed)
    {
        if (replayed)
            Context.Response.Headers[ReplayedHeader] = "true";
        return Results.Content(answer, "application/json", Encoding.UTF8, StatusCodes.Status201Created);
    }

    /// <summary>Whose key it is, the key, and the hash of the address and the content.</summary>
    private (long Token, string Key, string Hash) KeyOf(object asked) => (
        long.Parse(Context.User.FindFirst(TokenAuthentication.TokenClaim)!.Value, CultureInfo.InvariantCulture),
        ReadKey(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{Context.Request.Path}\n{ValueJson.Write(asked)}"))));

    /// <summary>
    /// What a page asks a fresh proof for, a token has none to give: it only asks, and a person grants. A co-op without
    /// the rule of two people does it on the page alone.
    /// </summary>
    public static async Task RefuseUnlessAskedAsync(WriteSession w)
    {
        if (!(await w.Db.Cooperatives.SingleAsync()).FourEyes)
            throw new BrokenRuleException("Votre coopérative fait cela sans deuxième personne : il faut alors prouver "
                + "qui vous êtes, sur la page. Un programme ne le peut pas.");
    }

    private string ReadKey()
    {
        var key = Context.Request.Headers[KeyHeader].ToString();
        return key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and < '\u007f')
            ? key : throw new BadHttpRequestException(
                $"Il manque l’en-tête {KeyHeader} : un texte sans espace, nouveau pour chaque demande.");
    }

    public ValueTask DisposeAsync() => _db?.DisposeAsync() ?? ValueTask.CompletedTask;
}
