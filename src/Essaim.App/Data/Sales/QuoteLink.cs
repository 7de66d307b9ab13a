using System.Globalization;
using Essaim.App.Identity;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Sales;

/// <summary>
/// A private address at which a customer reads one quote and answers it (lien du devis): 256 random bits, kept as their
/// hash, good until some time after the quote's last day, taken away at any time. It opens that quote and nothing else.
/// </summary>
public sealed record QuoteLink(long Id, long QuoteId, DateOnly Until, string? RevokedAt, string? LastReadAt)
{
    private const string Prefix = "devis";

    /// <summary>Past the quote's last day the link still says that it is past, for as long.</summary>
    private const int DaysAfter = 60;

    private static readonly TimeSpan Noted = TimeSpan.FromHours(1);

    /// <summary>Its text is nowhere else than in this answer.</summary>
    public static async Task<string> MakeAsync(WriteSession w, string coop, long quoteId)
    {
        var quote = await SendQuote.FindAsync(w, quoteId);
        if (quote.Status != QuoteStatus.Sent)
            throw new BrokenRuleException("Un lien se fait pour un devis envoyé, et sans réponse.");
        if (quote.IsExpired(w.Today))
            throw new BrokenRuleException(
                "Ce devis n’est plus valable : personne ne peut l’accepter par un lien. "
                + "Faites-en une nouvelle version.");
        var text = SecretText.Make(Prefix, coop);
        await w.Connection.ExecuteAsync("INSERT INTO quote_link (quote_id, sha256, made_at, until) "
            + "VALUES (@p0, @p1, @p2, @p3)", w.Transaction, quoteId, SecretText.Hash(text), w.Now,
            quote.ValidUntil.AddDays(DaysAfter));
        return text;
    }

    /// <summary>All the links of a quote stop opening it.</summary>
    public static Task RevokeAsync(WriteSession w, long quoteId) => w.Connection.ExecuteAsync(
        "UPDATE quote_link SET revoked_at = @p1 WHERE quote_id = @p0 AND revoked_at IS NULL", w.Transaction, quoteId,
        w.Now);

    /// <summary>The co-op that a link names; null when the text is no link.</summary>
    public static string? CoopOf(string text) => SecretText.CoopOf(Prefix, text);

    public static async Task<QuoteLink?> FindAsync(CoopDb db, string text, DateOnly today) =>
        (await db.SqlAsync(r => new QuoteLink(r.GetInt64(0), r.GetInt64(1), r.Date(2), r.TextOrNull(3),
            r.TextOrNull(4)), "SELECT id, quote_id, until, revoked_at, last_read_at FROM quote_link "
            + "WHERE sha256 = @p0 AND until >= @p1",
            SecretText.Hash(text), today)).SingleOrDefault();

    /// <summary>How many links are out, and when one was last read, for the seller.</summary>
    public static async Task<(int Out, string? LastReadAt)> OfAsync(CoopDb db, long quoteId, DateOnly today) =>
        (await db.SqlAsync(r => (r.GetInt32(0), r.TextOrNull(1)), "SELECT cast(count(*) AS integer), "
            + "max(last_read_at) FROM quote_link WHERE quote_id = @p0 AND revoked_at IS NULL AND until >= @p1",
            quoteId, today)).Single();

    /// <summary>Reading is noted no oftener than once an hour: a page that is read all day writes little.</summary>
    public async Task NoteReadAsync(Store store)
    {
        var now = store.Time.GetUtcNow();
        if (LastReadAt is { } last && now - DateTimeOffset.Parse(last, CultureInfo.InvariantCulture) < Noted)
            return;
        await store.WriteAsync(w => w.Connection.ExecuteAsync(
            "UPDATE quote_link SET last_read_at = @p1 WHERE id = @p0", w.Transaction, Id, w.Now));
    }
}
