using System.Security.Cryptography;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Essaim.App.Data.Activities;

/// <summary>
/// Publishes what the co-op owes to all of its activities at the end of a day (publier le total), so that each can
/// prove that it was counted. Once for a day: another total for the same day could be shown to other people.
/// </summary>
public static class PublishCover
{
    private const int SecretBytes = 32;

    private static readonly BulkTable Leaves = new("cover_leaf", ("publication_id", NpgsqlDbType.Bigint),
        ("activity_id", NpgsqlDbType.Integer), ("amount", NpgsqlDbType.Bigint));

    public static async Task<CoverPublicationRow> PublishAsync(WriteSession w, DateOnly day, string by)
    {
        if (await w.Db.CoverPublications.AnyAsync(p => p.Day == day))
            throw new BrokenRuleException($"Le total du {FrenchText.Long(day)} est déjà publié. Il ne change plus.");
        var cover = await CoverReport.ReadAsync(w.Db, day);
        var owed = await OwedAsync(w, cover);
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        var tree = CoverProofs.TreeOf(secret, owed.Select(o => (o.Activity.Id, o.Activity.Code, o.Amount)));
        var last = await w.Db.CoverPublications.OrderByDescending(p => p.Id).Select(p => p.Fingerprint)
            .FirstOrDefaultAsync();
        var siren = (await w.Db.Cooperatives.SingleAsync()).Siren;
        var head = new CoverHead(siren, day, tree.Root, last is null ? null : new CoverHash(last));
        var row = new CoverPublicationRow
        {
            Day = day, Siren = siren, Total = tree.Root.Sum, Held = cover.Now.Held, Leaves = tree.Count,
            Root = tree.Root.Hash.Hex, Previous = last, Fingerprint = head.Fingerprint.Hex,
            Secret = Convert.ToHexStringLower(secret), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.CoverPublications.Add(row);
        await w.SaveAsync();
        await w.Rows.WriteAsync(Leaves, w.Transaction,
            [.. owed.Select(o => new object?[] { row.Id, o.Activity.Id.Value, o.Amount.Cents })]);
        return row;
    }

    /// <summary>With the month that closes; does nothing twice, nor before there is an activity.</summary>
    public static async Task AtMonthEndAsync(WriteSession w, Month month, string by)
    {
        var day = month.LastDay;
        if (!await w.Db.CoverPublications.AnyAsync(p => p.Day == day)
            && await w.Db.Activities.AnyAsync(a => a.Id != ActivityId.Structure && a.OpenedOn <= day))
            await PublishAsync(w, day, by);
    }

    /// <summary>Every activity has a line, also one that is owed nothing; a closed one as long as it is owed.</summary>
    private static async Task<List<(Activity Activity, Money Amount)>> OwedAsync(WriteSession w, CoverOutlook cover)
    {
        var amounts = cover.Positions.ToDictionary(p => p.Activity, p => Money.Max(Money.Zero, p.Net));
        return [.. (await w.Db.Activities.AsNoTracking().OrderBy(a => a.Id).ToListAsync())
            .Where(a => !a.Id.IsStructure)
            .Select(a => (Activity: a, Amount: amounts.GetValueOrDefault(a.Id)))
            .Where(a => a.Amount.IsPositive || a.Activity.OpenedOn <= cover.Day
                && (a.Activity.ClosedOn is null || a.Activity.ClosedOn >= cover.Day))];
    }
}
