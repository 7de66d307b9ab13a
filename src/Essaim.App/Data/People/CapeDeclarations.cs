using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>That the contributions of somebody's Cape were declared for a quarter, with what they came to.</summary>
public sealed class CapeDeclarationRow
{
    public const string DocumentKind = "cape-declaration";

    public required long PersonId { get; init; }

    /// <summary>The first month of the quarter.</summary>
    public required Month Quarter { get; init; }

    /// <summary>The base as the books gave it that day.</summary>
    public required CapeBase Content { get; init; }

    /// <summary>What Urssaf's declaration says is due, typed from it.</summary>
    public required Money Amount { get; init; }

    public required DateOnly DeclaredOn { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    /// <summary>What was booked: nothing where nothing is due, or where it was declared before this was kept.</summary>
    public EntryId? EntryId { get; init; }

    public static DocumentRef DocumentOf(long person, Month quarter) =>
        new(DocumentKind, person * 1_000_000 + quarter.Number);

    internal static void Map(ModelBuilder model) => model.Entity<CapeDeclarationRow>(e =>
    {
        e.ToTable("cape_declaration").HasKey(d => new { d.PersonId, d.Quarter });
        CoopDb.Json(e.Property(d => d.Content));
    });
}

/// <summary>One person of a quarter: the days under Cape, the base, and the declaration once it is made.</summary>
public sealed record CapeQuarter(long PersonId, IReadOnlyList<DateRange> Days, CapeBase Base,
    CapeDeclarationRow? Declared);

/// <summary>Counts the bases of a quarter from the books, and keeps what was declared.</summary>
public static class CapeDeclarations
{
    public static Month QuarterOf(DateOnly day) => new(day.Year, (day.Month - 1) / 3 * 3 + 1);

    /// <summary>Everybody who had a day under Cape in the quarter, with a base declared or counted now.</summary>
    public static async Task<List<CapeQuarter>> ReadAsync(CoopDb db, Month quarter)
    {
        var people = await DaysAsync(db, quarter);
        var declared = await db.CapeDeclarations.AsNoTracking().Where(d => d.Quarter == quarter)
            .ToDictionaryAsync(d => d.PersonId);
        var activities = await db.OwnedActivitiesAsync();
        var count = new ContributionCount(db, await Rules.ReadAsync(db));
        var rows = new List<CapeQuarter>();
        foreach (var (person, days) in people.OrderBy(p => p.Key))
        {
            var known = declared.GetValueOrDefault(person);
            var sum = known?.Content ?? CapeBase.None;
            if (known is null)
                foreach (var range in days)
                    foreach (var activity in activities[person])
                        sum = sum.Plus(await OfAsync(db, count, activity, range));
            rows.Add(new CapeQuarter(person, days, sum, known));
        }
        return rows;
    }

    /// <summary>How many people of a quarter are not declared yet.</summary>
    public static async Task<int> LeftAsync(CoopDb db, Month quarter)
    {
        var declared = await db.CapeDeclarations.Where(d => d.Quarter == quarter).Select(d => d.PersonId).ToListAsync();
        return (await DaysAsync(db, quarter)).Keys.Except(declared).Count();
    }

    /// <summary>Keeps what was declared; booked on the quarter's last day, or on the first open day.</summary>
    public static async Task DeclareAsync(
        WriteSession w, long person, Month quarter, Money amount, DateOnly on, DateOnly due, string by)
    {
        if (quarter.Add(2).LastDay >= w.Today)
            throw new BrokenRuleException("Ce trimestre n’est pas fini : sa base peut encore changer.");
        if (on > w.Today || on <= quarter.Add(2).LastDay)
            throw new BrokenRuleException("La déclaration se fait après le trimestre, et au plus tard aujourd’hui. "
                + "Indiquez le jour où elle est partie.");
        if (amount.IsNegative)
            throw new BrokenRuleException("Des cotisations ne sont pas négatives. Recopiez le montant de l’Urssaf.");
        var row = (await ReadAsync(w.Db, quarter)).Find(r => r.PersonId == person)
            ?? throw new BrokenRuleException("Cette personne n’était pas en Cape ce trimestre.");
        if (row.Declared is not null)
            throw new BrokenRuleException("Ce trimestre est déjà déclaré pour cette personne. Rechargez la page.");
        w.Db.CapeDeclarations.Add(new CapeDeclarationRow
        {
            PersonId = person, Quarter = quarter, Content = row.Base, Amount = amount, DeclaredOn = on, MadeAt = w.Now,
            MadeBy = by,
            EntryId = amount.IsPositive ? await PostAsync(w, person, row.Days, quarter, amount, due) : null,
        });
    }

    private static async Task<EntryId> PostAsync(
        WriteSession w, long person, IReadOnlyList<DateRange> days, Month quarter, Money amount, DateOnly due)
    {
        var activities = (await w.Db.OwnedActivitiesAsync())[person].ToList();
        if (activities.Count == 0)
            throw new BrokenRuleException("Cette personne n’a pas d’activité pour porter ces cotisations. Ouvrez-la "
                + "d’abord, à la page Activités.");
        var count = new ContributionCount(w.Db, await Rules.ReadAsync(w.Db));
        var weights = new long[activities.Count];
        foreach (var (index, activity) in activities.Index())
            foreach (var range in days)
                weights[index] += (await OfAsync(w.Db, count, activity, range)).Amount.Cents;
        if (weights.Sum() == 0)
            weights[0] = 1;
        var name = (await w.Db.People.SingleAsync(p => p.Id == person)).FullName;
        return (await w.Ledger.PostAsync(PayPosting.CapeContributions(name, quarter,
            [.. activities.Zip(amount.Share(weights))], await OpenDay.FromAsync(w.Db, quarter.Add(2).LastDay), due,
            CapeDeclarationRow.DocumentOf(person, quarter)))).Id;
    }

    private static async Task<ILookup<long, ActivityId>> OwnedActivitiesAsync(this CoopDb db) =>
        (await db.Activities.AsNoTracking().Where(a => a.PersonId != null).OrderBy(a => a.Id).ToListAsync())
            .ToLookup(a => a.PersonId!.Value, a => a.Id);

    private static async Task<Dictionary<long, List<DateRange>>> DaysAsync(CoopDb db, Month quarter)
    {
        var (first, last) = (quarter.FirstDay, quarter.Add(2).LastDay);
        return (await db.Contracts.AsNoTracking().Where(c => c.Kind == ContractKind.Cape && c.FirstDay <= last
            && (c.LastDay == null || c.LastDay >= first)).OrderBy(c => c.FirstDay).ToListAsync())
            .GroupBy(c => c.PersonId).ToDictionary(g => g.Key, g => g.Select(c => new DateRange(
                c.FirstDay > first ? c.FirstDay : first, c.LastDay is { } end && end < last ? end : last)).ToList());
    }

    private static async Task<CapeBase> OfAsync(
        CoopDb db, ContributionCount count, ActivityId activity, DateRange days)
    {
        var flows = await (await db.BooksAsync()).BalancesAsync(days.First, days.Last, activity, withOpening: false);
        var received = (await count.ReceivedAsync(days.First, days.Last)).GetValueOrDefault(activity);
        return new CapeBase(received - Of(Accounts.InternalSale.Digits), Of("641"),
            Of("6") - Of("64") - Of(Accounts.BadDebts.Digits) + Of(Accounts.InternalPurchase.Digits),
            Of(Accounts.ContributionPaid.Digits));

        Money Of(string prefix) => flows.Where(b => b.Account.StartsWith(prefix)).Sum(b => b.Balance);
    }
}
