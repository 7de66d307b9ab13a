using Essaim.App.Data.Documents;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>
/// One line of a claim as pages show it (ligne de note): what is asked for, what is above a ceiling, what was decided
/// and what was granted.
/// </summary>
public sealed record ClaimLine(int No, DateOnly Date, string What, string Kind, Money Asked, Money Vat)
{
    public ExpenseLine? Expense { get; init; }
    public MileageTrip? Trip { get; init; }

    /// <summary>The vehicle of a trip; what is to know of it, such as that it is not theirs.</summary>
    public Vehicle? Vehicle { get; init; }

    /// <summary>More than a ceiling, in a sentence; null under it.</summary>
    public string? Over { get; init; }
    public ClaimDecisionRow? Decided { get; init; }

    /// <summary>What was booked; null when it was refused, and until the claim is accepted.</summary>
    public Money? Granted { get; init; }
    public IReadOnlyList<KeptDocument> Receipts { get; init; } = [];

    /// <summary>The line it takes up again: "claim-line".</summary>
    public string TakenFrom => Expense?.TakenFrom ?? Trip?.TakenFrom ?? "";

    public long? TakenFromClaim => long.TryParse(TakenFrom.Split('-')[0], out var id) ? id : null;

    public string? VatSaid => Expense is null ? null : ExpenseKind.VatSaid(Expense);
}

/// <summary>Reads the lines of a claim with all that is known of them, expenses first, trips by their days.</summary>
public static class ClaimLines
{
    public static async Task<List<ClaimLine>> ReadAsync(CoopDb db, ExpenseClaim claim, LawBook law)
    {
        var content = claim.Content.Numbered();
        var ceilings = await ExpenseRules.CeilingsAsync(db, law);
        var vehicles = (await KeepVehicle.OfAsync(db, claim.PersonId)).ToDictionary(v => v.Id);
        var decided = await db.ClaimDecisions.Where(d => d.ClaimId == claim.Id).ToDictionaryAsync(d => d.LineNo);
        var documents = (await db.KeptDocuments.Where(d => d.OwnerKind == ExpenseClaim.DocumentKind
            && d.OwnerId == claim.Id && d.LineNo != null && d.RemovedAt == null).ToListAsync())
            .ToLookup(d => d.LineNo!.Value);
        var granted = claim.Granted?.ToDictionary(g => g.Line.No, g => g.Line.Total);
        var trips = await TripsAsync(db, claim, content, law);
        var lines = content.Expenses.Select(e =>
            new ClaimLine(e.No, e.Date, e.Description, ExpenseKind.Of(e).Label, e.Total, e.Vat)
            {
                Expense = e, Over = ceilings.Over(e),
            }).Concat(content.Trips.OrderBy(t => t.Date).Select((t, i) =>
            new ClaimLine(t.No, t.Date, t.Description, "Trajet", trips[i], Money.Zero)
            {
                Trip = t, Over = ceilings.Over(t, trips[i]),
                Vehicle = t.Vehicle is { } id ? vehicles.GetValueOrDefault(id) : null,
            }));
        return [.. lines.Select(l => l with
        {
            Decided = decided.GetValueOrDefault(l.No), Receipts = [.. documents[l.No]],
            Granted = granted is not null ? granted.TryGetValue(l.No, out var given) ? given : null
                : claim.EntryId is null ? null : l.Asked,
        })];
    }

    /// <summary>
    /// What each trip is asked at, by the scale as it stands. Of claims accepted before lines were checked, what their
    /// entry says.
    /// </summary>
    private static async Task<List<Money>> TripsAsync(
        CoopDb db, ExpenseClaim claim, ExpenseClaimContent content, LawBook law)
    {
        if (claim.EntryId is { } entry)
        {
            var booked = claim.Granted is { } granted
                ? granted.Where(g => g.Kilometres > 0).ToDictionary(g => g.Line.No, g => g.Line.Total) : [];
            var posted = (await ActivityLines.OfEntryAsync(db, entry)).Where(l => l.Account == Accounts.Mileage)
                .Select(l => l.Debit).ToList();
            if (claim.Granted is null && posted.Count == content.Trips.Count)
                return posted;
            if (content.Trips.All(t => booked.ContainsKey(t.No)))
                return [.. content.Trips.OrderBy(t => t.Date).Select(t => booked[t.No])];
        }
        return [.. (await CountTrips.LinesAsync(db, claim, law)).Select(l => l.Total)];
    }
}
