using Essaim.Domain.Law;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>A decision about a line, and the version of the one that was on the page when it was taken.</summary>
public sealed record DecidedLine(LineDecision Decision, int Version);

/// <summary>
/// The check of a claim line by line (contrôle d’une note de frais): decisions are kept one by one or several at once,
/// and change until the claim is accepted as a whole.
/// </summary>
public static class CheckClaim
{
    /// <summary>
    /// Keeps decisions. One that somebody else took meanwhile is not overwritten unread; with one wrong line, nothing
    /// is kept.
    /// </summary>
    public static async Task<ExpenseClaim> DecideAsync(
        WriteSession w, long id, IReadOnlyList<DecidedLine> decided, LawBook law, string by)
    {
        var claim = await w.Db.ExpenseClaims.SingleAsync(c => c.Id == id);
        if (!claim.Waits)
            throw new BrokenRuleException("Cette note n’est pas à contrôler. Rechargez la page.");
        var content = claim.Content.Numbered();
        var rows = await w.Db.ClaimDecisions.Where(d => d.ClaimId == id).ToDictionaryAsync(d => d.LineNo);
        var check = await CheckOfAsync(w.Db, law);
        var vehicles = await KeepVehicle.OfAsync(w.Db, claim.PersonId);
        var counter = await CountTrips.CounterAsync(w.Db, claim.PersonId, vehicles, claim.Id);
        foreach (var (decision, version) in decided)
        {
            var row = rows.GetValueOrDefault(decision.No);
            if (row?.Content == decision)
                continue;
            if ((row?.Version ?? 0) != version)
                throw new BrokenRuleException($"La ligne {decision.No} a été contrôlée entre-temps par "
                    + $"{row?.DecidedBy ?? "quelqu’un"}. Relisez-la, puis gardez de nouveau.");
            var line = new ExpenseClaimContent([.. content.Expenses.Where(e => e.No == decision.No)],
                [.. content.Trips.Where(t => t.No == decision.No)]);
            if (line.Expenses.Count + line.Trips.Count == 0)
                throw new BrokenRuleException($"Il n’y a pas de ligne {decision.No}. Rechargez la page.");
            check.Granted(line, new Dictionary<int, LineDecision> { [decision.No] = decision }, counter,
                t => MileageCounter.KeyOf(t, vehicles));
            Keep(w, claim, row, decision, by);
        }
        claim.Version++;
        return claim;
    }

    /// <summary>What was decided so far; with <paramref name="acceptRest"/>, the other lines are accepted.</summary>
    public static async Task<Dictionary<int, LineDecision>> DecisionsAsync(
        CoopDb db, ExpenseClaim claim, bool acceptRest)
    {
        var decisions = (await db.ClaimDecisions.Where(d => d.ClaimId == claim.Id).ToListAsync())
            .ToDictionary(d => d.LineNo, d => d.Content);
        var content = claim.Content.Numbered();
        if (acceptRest)
            foreach (var no in content.Expenses.Select(e => e.No).Concat(content.Trips.Select(t => t.No)))
                decisions.TryAdd(no, LineDecision.Accept(no));
        return decisions;
    }

    /// <summary>A refused line is asked for again in the month's next claim (reprendre une ligne), once.</summary>
    public static async Task<ExpenseClaim> TakeUpAsync(
        WriteSession w, long id, int no, DateOnly today, LawBook law)
    {
        var claim = await w.Db.ExpenseClaims.SingleAsync(c => c.Id == id);
        var row = await w.Db.ClaimDecisions.SingleOrDefaultAsync(d => d.ClaimId == id && d.LineNo == no);
        if (claim.CheckedAt is null || row?.Content.Outcome != LineOutcome.Refused)
            throw new BrokenRuleException("Cette ligne n’est pas refusée : il n’y a rien à reprendre.");
        var from = $"{id}-{no}";
        if (row.TakenUpBy is { } by && await w.Db.ExpenseClaims.SingleOrDefaultAsync(c => c.Id == by) is { } again
            && Takes(again.Content, from))
            throw new BrokenRuleException("Cette ligne est déjà reprise dans une autre note. Ouvrez cette note.");
        var activity = await w.Db.Activities.SingleAsync(a => a.Id == claim.ActivityId);
        var next = await KeepExpenseClaim.OpenAsync(w, activity, claim.Month, today);
        var (old, content) = (claim.Content.Numbered(), next.Content);
        await KeepExpenseClaim.ReviseAsync(w, next.Id, next.Version, new ExpenseClaimContent(
        [
            .. content.Expenses,
            .. old.Expenses.Where(e => e.No == no).Select(e => e with { No = 0, TakenFrom = from }),
        ],
        [.. content.Trips, .. old.Trips.Where(t => t.No == no).Select(t => t with { No = 0, TakenFrom = from })]), law);
        row.TakenUpBy = next.Id;
        return next;
    }

    internal static async Task<ClaimCheck> CheckOfAsync(CoopDb db, LawBook law) =>
        new(law, await ExpenseRules.CeilingsAsync(db, law));

    private static bool Takes(ExpenseClaimContent content, string from) =>
        content.Expenses.Any(e => e.TakenFrom == from) || content.Trips.Any(t => t.TakenFrom == from);

    private static void Keep(
        WriteSession w, ExpenseClaim claim, ClaimDecisionRow? row, LineDecision decision, string by)
    {
        if (row is null)
            w.Db.ClaimDecisions.Add(new ClaimDecisionRow
            {
                ClaimId = claim.Id, LineNo = decision.No, Content = decision, DecidedAt = w.Now, DecidedBy = by,
                Version = 1,
            });
        else
            (row.Content, row.DecidedAt, row.DecidedBy, row.Version) = (decision, w.Now, by, row.Version + 1);
    }
}
