using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Funding;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Funding;

/// <summary>What a convention says of a grant.</summary>
public sealed record NewGrant(ActivityId Activity, string Funder, string Purpose, string Reference, DateOnly SignedOn,
    IReadOnlyList<GrantInstalment> Instalments);

/// <summary>A grant with what has come of it.</summary>
public sealed record GrantState(
    AnnouncedGrant Grant, Money Received, IReadOnlyList<OpenItem> Awaited, bool IsCancelled)
{
    public Money Left => Awaited.Sum(i => i.Remaining);

    public Money Late(DateOnly day) => Awaited.Where(i => i.Due < day).Sum(i => i.Remaining);

    public int DaysLate(DateOnly day) =>
        Awaited.Select(i => GrantInstalment.DaysLate(i.Due, day)).DefaultIfEmpty().Max();
}

/// <summary>
/// Announces a grant, and bridges it while it is late (subvention, relais): the co-op carries its own from the cash it
/// holds, and lends an activity what is missing, to be paid back out of what comes.
/// </summary>
public static class AnnounceGrant
{
    private const int MostInstalments = 12;
    private const int LongestText = 200;

    /// <summary>By when an advance that waits for a grant is due whole, should the grant never come.</summary>
    private const int BridgeMonths = 6;

    public static async Task<AnnouncedGrant> AnnounceAsync(WriteSession w, NewGrant asked, string by)
    {
        var (funder, purpose) = (asked.Funder.Trim(), asked.Purpose.Trim());
        if (funder.Length is 0 or > LongestText || purpose.Length is 0 or > LongestText
            || asked.Reference.Trim().Length > LongestText)
            throw new BrokenRuleException("Dites qui donne la subvention, et pour quoi, en 200 signes au plus.");
        if (asked.Instalments.Count is 0 or > MostInstalments)
            throw new BrokenRuleException(
                "Une subvention a 1 à 12 versements. Donnez au moins une date et un montant.");
        if (asked.SignedOn > w.Today)
            throw new BrokenRuleException("La convention n’est pas encore signée : une subvention s’annonce le jour "
                + "où elle l’est.");
        if (asked.Instalments.Any(i => i.Due < asked.SignedOn))
            throw new BrokenRuleException("Un versement ne vient pas avant la convention. Relisez les dates.");
        await KnownAccounts.KnowAsync(w, Accounts.GrantsReceivable, Accounts.Grants);
        var grant = new AnnouncedGrant
        {
            ActivityId = asked.Activity, Funder = funder, Purpose = purpose, Reference = asked.Reference.Trim(),
            SignedOn = asked.SignedOn, Amount = asked.Instalments.Sum(i => i.Amount), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.Set<AnnouncedGrant>().Add(grant);
        await w.SaveAsync();
        grant.EntryId = (await w.Ledger.PostAsync(GrantPosting.Announced(asked.Activity, funder, asked.Instalments,
            await OpenDay.FromAsync(w.Db, asked.SignedOn),
            new DocumentRef(AnnouncedGrant.DocumentKind, grant.Id)))).Id;
        await w.SaveAsync();
        return grant;
    }

    /// <summary>
    /// Asks for an advance of what is still to come of an activity's grant, paid back whole by the receipts to come;
    /// the board decides on it like on any other.
    /// </summary>
    public static async Task<Advance> BridgeAsync(WriteSession w, long id, string by)
    {
        var state = (await ListAsync(w.Db)).SingleOrDefault(g => g.Grant.Id == id)
            ?? throw new BrokenRuleException("Cette subvention n’existe pas. Rechargez la page.");
        if (state.Grant.ActivityId.IsStructure)
            throw new BrokenRuleException("La coopérative porte elle-même ses subventions en retard.");
        if (!state.Left.IsPositive)
            throw new BrokenRuleException("Cette subvention est reçue ou annulée : il n’y a rien à avancer.");
        return await AskAdvance.AskAsync(w, state.Grant.ActivityId, state.Left,
            $"En attendant la subvention de {state.Grant.Funder} : {state.Grant.Purpose}",
            AdvancePlan.ByReceipts(Rate.Percent(100), Month.Of(w.Today).Add(BridgeMonths)), by);
    }

    /// <summary>
    /// Newest first; those that stand in the books without a convention here are not among them. One whose entry was
    /// reversed is cancelled.
    /// </summary>
    public static async Task<List<GrantState>> ListAsync(CoopDb db)
    {
        var reversed = (await db.SqlAsync(r => r.GetInt64(0), "SELECT g.id FROM announced_grant g "
            + "JOIN posted_entry e ON e.reverses = g.entry_id")).ToHashSet();
        var grants = await db.Set<AnnouncedGrant>().AsNoTracking().OrderByDescending(g => g.Id).ToListAsync();
        var items = (await (await db.BooksAsync()).Items.OpenAsync(account: Accounts.GrantsReceivable))
            .ToLookup(i => i.Id.Entry);
        return [.. grants.Select(g =>
        {
            var awaited = g.EntryId is { } entry ? items[entry].OrderBy(i => i.Due).ToList() : [];
            var isCancelled = reversed.Contains(g.Id);
            return new GrantState(g, isCancelled ? Money.Zero : g.Amount - awaited.Sum(i => i.Remaining), awaited,
                isCancelled);
        })];
    }
}
