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
    /// <summary>The accountant accepts a claim that was sent: booked, and then to be reimbursed.</summary>
    public static async Task<ExpenseClaim> AcceptAsync(WriteSession w, long id, LawBook law, DateOnly date)
    {
        var claim = await w.Db.ExpenseClaims.SingleAsync(c => c.Id == id);
        if (claim.SentAt is null)
            throw new BrokenRuleException("Cette note n’est pas encore envoyée.");
        await BookAsync(w, claim, law, date);
        return claim;
    }

    public static async Task<PostedEntry> BookAsync(WriteSession w, ExpenseClaim claim, LawBook law, DateOnly date)
    {
        if (claim.EntryId is not null)
            throw new BrokenRuleException("Cette note de frais est déjà enregistrée.");
        var person = await w.Db.People.SingleAsync(p => p.Id == claim.PersonId);
        var lines = claim.Content.Expenses.Concat(await TripLinesAsync(w.Db, claim, law)).ToList();
        var posted =
            await w.Ledger.PostAsync(ExpenseClaimPosting.Entry(person.Id, person.FullName, claim.ActivityId, date,
            lines, new DocumentRef(ExpenseClaim.DocumentKind, claim.Id)));
        (claim.EntryId, claim.Total, claim.SentAt) = (posted.Id, lines.Sum(l => l.Total), claim.SentAt ?? w.Now);
        return posted;
    }

    /// <summary>The trips of a claim as expenses, in the order of their days.</summary>
    public static async Task<List<ExpenseLine>> TripLinesAsync(CoopDb db, ExpenseClaim claim, LawBook law)
    {
        var year = claim.Month.Year;
        var earlier =
            (await db.ExpenseClaims.Where(c => c.PersonId == claim.PersonId && c.EntryId != null && c.Id != claim.Id)
                .ToListAsync())
            .SelectMany(c => c.Content.Trips).Where(t => t.Date.Year == year)
            .GroupBy(t => (t.HorsePower, t.Electric)).ToDictionary(g => g.Key, g => g.Sum(t => t.Kilometres));
        var lines = new List<ExpenseLine>();
        foreach (var trip in claim.Content.Trips.OrderBy(t => t.Date))
        {
            var vehicle = (trip.HorsePower, trip.Electric);
            var already = earlier.GetValueOrDefault(vehicle);
            var allowance = MileageScale.Of(law, trip.Date)
                .Allowance(trip.HorsePower, trip.Electric, already, trip.Kilometres);
            lines.Add(new ExpenseLine(trip.Date, Accounts.Mileage,
                $"{trip.From} – {trip.To}, {FrenchText.Decimal(trip.Kilometres, 1)} km", allowance, Money.Zero));
            earlier[vehicle] = already + trip.Kilometres;
        }
        return lines;
    }
}
