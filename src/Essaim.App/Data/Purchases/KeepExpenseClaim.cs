using Essaim.Domain.Activities;
using Essaim.Domain.Law;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>Writes a month's expense claim (note de frais) and sends it; then only the accountant acts on it.</summary>
public static class KeepExpenseClaim
{
    public static async Task<ExpenseClaim> StartAsync(WriteSession w, ExpenseClaim claim)
    {
        w.Db.ExpenseClaims.Add(claim);
        await w.SaveAsync();
        return claim;
    }

    /// <summary>The month's claim of an activity: the one already begun, or a new one.</summary>
    public static async Task<ExpenseClaim> OpenAsync(WriteSession w, Activity activity, Month month, DateOnly today)
    {
        if (activity.PersonId is not { } person)
            throw new BrokenRuleException("Une note de frais est celle d’une personne. Choisissez son activité.");
        if (month > Month.Of(today))
            throw new BrokenRuleException($"{month} n’a pas commencé. Choisissez un mois passé ou en cours.");
        return await w.Db.ExpenseClaims.Where(c => c.ActivityId == activity.Id && c.Month == month
                && c.SentAt == null && c.EntryId == null).OrderBy(c => c.Id).FirstOrDefaultAsync()
            ?? await StartAsync(w, new ExpenseClaim
            {
                PersonId = person, ActivityId = activity.Id, Month = month, Content = ExpenseClaimContent.Empty,
            });
    }

    public static async Task<ExpenseClaim> ReviseAsync(
        WriteSession w, long id, int version, ExpenseClaimContent content, LawBook law)
    {
        var claim = await w.Db.ExpenseClaims.SingleAsync(c => c.Id == id);
        RefuseSent(claim);
        if (claim.Version != version)
            throw new BrokenRuleException(
                "Cette note a changé ailleurs entre-temps. Rechargez la page pour la revoir.");
        claim.Content = (await KeepVehicle.NamedAsync(w, claim.PersonId, content) with
        {
            LastNo = claim.Content.LastNo,
        }).Numbered();
        claim.Total = await TotalAsync(w.Db, claim, law);
        claim.Version++;
        return claim;
    }

    /// <summary>A claim of this month with the same content, everything dated today, to be corrected.</summary>
    public static async Task<ExpenseClaim> CopyAsync(WriteSession w, ExpenseClaim copied, DateOnly today, LawBook law)
    {
        var month = Month.Of(today);
        if (await w.Db.ExpenseClaims.AnyAsync(c => c.ActivityId == copied.ActivityId && c.Month == month
                && c.SentAt == null && c.EntryId == null))
            throw new BrokenRuleException($"La note {month.AfterDe()} est déjà commencée. Complétez-la.");
        var claim = new ExpenseClaim
        {
            PersonId = copied.PersonId, ActivityId = copied.ActivityId, Month = month,
            Content = await KeepVehicle.NamedAsync(w, copied.PersonId, new ExpenseClaimContent(
                [.. copied.Content.Expenses.Select(e => e with { Date = today, TakenFrom = "" })],
                [.. copied.Content.Trips.Select(t => t with { Date = today, TakenFrom = "" })])),
        };
        claim.Total = await TotalAsync(w.Db, claim, law);
        return await StartAsync(w, claim);
    }

    public static async Task<ExpenseClaim> SendAsync(WriteSession w, long id)
    {
        var claim = await w.Db.ExpenseClaims.SingleAsync(c => c.Id == id);
        RefuseSent(claim);
        if (!claim.Total.IsPositive)
            throw new BrokenRuleException("La note de frais est vide. Ajoutez une dépense ou un trajet.");
        claim.SentAt = w.Now;
        claim.Version++;
        return claim;
    }

    /// <summary>Expenses as paid and trips by the year's scale.</summary>
    public static async Task<Money> TotalAsync(CoopDb db, ExpenseClaim claim, LawBook law) =>
        claim.Content.Expenses.Sum(e => e.Total)
        + (await CountTrips.LinesAsync(db, claim, law)).Sum(l => l.Total);

    private static void RefuseSent(ExpenseClaim claim)
    {
        if (claim.SentAt is not null || claim.EntryId is not null)
            throw new BrokenRuleException("Cette note est déjà envoyée. Ouvrez-en une autre pour ce qui manque.");
    }
}
