using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>Finds published totals, and the proof that an activity is counted in one.</summary>
public static class CoverProofs
{
    private const int Shown = 24;

    /// <summary>The latest first.</summary>
    public static Task<List<CoverPublicationRow>> LatestAsync(CoopDb db) =>
        db.CoverPublications.OrderByDescending(p => p.Id).Take(Shown).ToListAsync();

    /// <summary>
    /// The proof of an activity in a publication, made again from what was kept that day; null when the activity has
    /// no line in it. Whether it holds is still to be verified.
    /// </summary>
    public static async Task<CoverProof?> ReadAsync(CoopDb db, CoverPublicationRow publication, Activity activity)
    {
        var leaves = await (from leaf in db.CoverLeaves
            join a in db.Activities on leaf.ActivityId equals a.Id
            where leaf.PublicationId == publication.Id
            select new { a.Id, a.Code, leaf.Amount }).ToListAsync();
        if (!leaves.Any(l => l.Id == activity.Id))
            return null;
        var tree = TreeOf(Convert.FromHexString(publication.Secret), leaves.Select(l => (l.Id, l.Code, l.Amount)));
        return CoverProof.Prove(tree, publication.Head, activity.Code);
    }

    internal static CoverTree TreeOf(byte[] secret, IEnumerable<(ActivityId Id, string Code, Money Amount)> owed) =>
        new(owed.Select(o => new CoverLeaf(o.Code, CoverLeaf.SaltOf(secret, o.Id), o.Amount)));
}
