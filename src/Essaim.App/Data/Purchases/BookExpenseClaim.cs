using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>
/// Books an expense claim: the expenses advanced, and each trip by the year's scale, counted on from the kilometres
/// that the person has already claimed this year with the same vehicle.
/// </summary>
public static class BookExpenseClaim
{
    /// <summary>
    /// Ends the check of a claim that was sent: what was accepted is booked, and then to be reimbursed; the person
    /// reads by mail what was changed. Lines without a decision are accepted as they are, if
    /// <paramref name="acceptRest"/> says that somebody looked at them; otherwise they stop the act.
    /// </summary>
    /// <param name="version">What the accountant saw; a decision taken since then stops the act. Null: any.</param>
    public static async Task<ExpenseClaim> AcceptAsync(WriteSession w, long id, LawBook law, DateOnly date, string by,
        bool acceptRest = true, int? version = null)
    {
        var claim = await w.Db.ExpenseClaims.SingleAsync(c => c.Id == id);
        if (claim.SentAt is null)
            throw new BrokenRuleException("Cette note n’est pas encore envoyée.");
        if (claim.CheckedAt is not null)
            throw new BrokenRuleException("Cette note est déjà contrôlée. Rechargez la page.");
        if (version is { } seen && seen != claim.Version)
            throw new BrokenRuleException(
                "Une décision a changé depuis que vous regardez cette note. Relisez les lignes, puis acceptez.");
        var decisions = await CheckClaim.DecisionsAsync(w.Db, claim, acceptRest);
        var asked = claim.Total;
        var granted = (await CheckClaim.CheckOfAsync(w.Db, law)).Granted(claim.Content.Numbered(), decisions,
            await CountTrips.CounterAsync(w.Db, claim.PersonId, await KeepVehicle.OfAsync(w.Db, claim.PersonId),
                claim.Id), await VehiclesAsync(w.Db, claim));
        if (granted.Count > 0)
            await BookAsync(w, claim, granted, date);
        (claim.CheckedAt, claim.CheckedBy) = (w.Now, by);
        claim.Version++;
        await ClaimLetter.TellAsync(w, claim, asked, decisions);
        return claim;
    }

    /// <summary>Books a claim as it was asked, without a check: takings-over and demonstrations.</summary>
    public static async Task<PostedEntry> BookAsync(WriteSession w, ExpenseClaim claim, LawBook law, DateOnly date)
    {
        claim.Content = (await KeepVehicle.NamedAsync(w, claim.PersonId, claim.Content)).Numbered();
        var vehicles = await VehiclesAsync(w.Db, claim);
        var trips = claim.Content.Trips.OrderBy(t => t.Date)
            .Zip(await CountTrips.LinesAsync(w.Db, claim, law),
                (t, l) => new GrantedLine(l, vehicles(t), t.Kilometres));
        return await BookAsync(w, claim, [.. claim.Content.Expenses.Select(e => new GrantedLine(e)), .. trips], date);
    }

    private static async Task<PostedEntry> BookAsync(
        WriteSession w, ExpenseClaim claim, IReadOnlyList<GrantedLine> granted, DateOnly date)
    {
        if (claim.EntryId is not null)
            throw new BrokenRuleException("Cette note de frais est déjà enregistrée.");
        var person = await w.Db.People.SingleAsync(p => p.Id == claim.PersonId);
        List<ExpenseLine> lines = [.. granted.Select(g => g.Line)];
        var posted =
            await w.Ledger.PostAsync(ExpenseClaimPosting.Entry(person.Id, person.FullName, claim.ActivityId, date,
            lines, new DocumentRef(ExpenseClaim.DocumentKind, claim.Id)));
        (claim.EntryId, claim.Total, claim.SentAt) = (posted.Id, lines.Sum(l => l.Total), claim.SentAt ?? w.Now);
        claim.Granted = granted;
        return posted;
    }

    private static async Task<Func<MileageTrip, string>> VehiclesAsync(CoopDb db, ExpenseClaim claim)
    {
        var vehicles = await KeepVehicle.OfAsync(db, claim.PersonId);
        return trip => MileageCounter.KeyOf(trip, vehicles);
    }
}
