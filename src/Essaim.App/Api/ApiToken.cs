using System.Data.Common;
using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.Domain.Values;

namespace Essaim.App.Api;

/// <summary>
/// The key of a program to one co-op (jeton): some of what its maker may do there, until a day at most a year away. It
/// is shown once; only its hash is kept.
/// </summary>
public sealed record ApiToken(long Id, string Name, long UserId, Role? Role, IReadOnlyList<Capability> Capabilities,
    string MadeAt, DateOnly EndsOn, string? LastUsedAt, string? RevokedAt)
{
    private const string Prefix = "essaim";
    public const int LongestDays = 365;

    /// <summary>The rights that mean something to a program: the others belong to pages alone.</summary>
    public static readonly IReadOnlyList<Capability> Lendable =
    [
        Capability.SeeOwnActivity, Capability.SellForActivity, Capability.SeeAllActivities, Capability.SellForAll,
        Capability.KeepBooks, Capability.SeeCover, Capability.ManagePeople, Capability.CloseMonth,
        Capability.ApproveMoney,
    ];

    private const string Columns = "id, name, user_id, role, capabilities, made_at, ends_on, last_used_at, revoked_at";

    public bool IsOpen(DateOnly today) => RevokedAt is null && EndsOn >= today;

    /// <summary>Makes a token; the text is nowhere else than in this answer.</summary>
    public static async Task<(long Id, string Text)> MakeAsync(WriteSession w, CurrentUser maker, string name,
        IReadOnlyList<Capability> capabilities, DateOnly endsOn, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new BrokenRuleException("Donnez un nom au jeton : celui du programme qui s’en servira.");
        if (capabilities.Count == 0)
            throw new BrokenRuleException("Cochez au moins une chose que ce jeton permet.");
        if (!capabilities.All(c => Lendable.Contains(c) && maker.Can(c)))
            throw new BrokenRuleException("Un jeton ne permet que ce que vous pouvez faire vous-même.");
        if (endsOn <= today || endsOn > today.AddDays(LongestDays))
            throw new BrokenRuleException("Un jeton finit entre demain et dans un an. Changez sa date de fin.");
        var text = SecretText.Make(Prefix, maker.CoopId);
        var id = await w.Connection.ScalarAsync(
            "INSERT INTO api_token (sha256, name, user_id, role, capabilities, made_at, ends_on) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6) RETURNING id", w.Transaction, SecretText.Hash(text),
            name.Trim(), maker.UserId, maker.Role.Stored(), string.Join(' ', capabilities.Distinct()), w.Now, endsOn);
        return (Convert.ToInt64(id), text);
    }

    public static async Task RevokeAsync(WriteSession w, long id, long user)
    {
        if (await w.Connection.ExecuteAsync("UPDATE api_token SET revoked_at = @p2 WHERE id = @p0 AND user_id = @p1 "
            + "AND revoked_at IS NULL", w.Transaction, id, user, w.Now) == 0)
            throw new BrokenRuleException("Ce jeton est déjà révoqué. Il n’y a plus rien à faire.");
    }

    public static Task<List<ApiToken>> OfAsync(CoopDb db, long user) => db.SqlAsync(Read,
        $"SELECT {Columns} FROM api_token WHERE user_id = @p0 ORDER BY id DESC", user);

    /// <summary>The co-op that a token names; null when the text is no token.</summary>
    public static string? CoopOf(string text) => SecretText.CoopOf(Prefix, text);

    public static async Task<ApiToken?> FindAsync(CoopDb db, string text) => (await db.SqlAsync(Read,
        $"SELECT {Columns} FROM api_token WHERE sha256 = @p0", SecretText.Hash(text))).SingleOrDefault();

    /// <summary>A right that this version does not know, or lends no more, is left out.</summary>
    private static ApiToken Read(DbDataReader r)
    {
        var words = r.GetString(4).Split(' ');
        return new ApiToken(r.GetInt64(0), r.GetString(1), r.GetInt64(2), RoleNames.FromStored(r.GetString(3)),
            [.. Lendable.Where(c => words.Contains(c.ToString()))], r.GetString(5), r.Date(6), r.TextOrNull(7),
            r.TextOrNull(8));
    }
}
