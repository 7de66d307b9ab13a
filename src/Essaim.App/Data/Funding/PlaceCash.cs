using Essaim.App.Data.Ledger;
using Essaim.Domain.Funding;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Funding;

/// <summary>What was decided of cash that is to be placed.</summary>
public sealed record NewPlacement(
    string Label, AccountNumber Bank, Money Amount, DateOnly PlacedOn, DateOnly? MaturesOn, string Resolution);

/// <summary>
/// A placement and what happened to it; a movement whose entry was reversed in the books did not happen.
/// </summary>
public sealed record PlacementState(Placement Placement, IReadOnlyList<PlacementMove> Moves)
{
    public DateOnly? ReturnedOn => Moves.FirstOrDefault(m => m.Kind == PlacementMoveKind.Returned)?.Day;

    /// <summary>Its own entry was reversed: the money never left.</summary>
    public bool IsVoid => Moves.All(m => m.Kind != PlacementMoveKind.Placed);

    public bool Runs => !IsVoid && ReturnedOn is null;

    /// <summary>What it earned so far, whatever was shared of it; below zero for a loss.</summary>
    public Money Earned => Moves.Where(m => m.Kind != PlacementMoveKind.Shared).Sum(m => m.Income);

    /// <summary>What may still be shared: all that it earned, less what was shared.</summary>
    public Money LeftToShare => Money.Max(Money.Zero, Moves.Sum(m => m.Income));
}

/// <summary>
/// Places the co-op's cash, takes it back with what it earned, and shares the income as the members decided (placement
/// de trésorerie, partage de son revenu). What the bank shows is then pointed to these entries.
/// </summary>
public static class PlaceCash
{
    private const int LongestText = 200;

    public static async Task<Placement> PlaceAsync(WriteSession w, NewPlacement asked, string by)
    {
        if (asked.Label.Trim().Length is 0 or > LongestText)
            throw new BrokenRuleException("Dites où l’argent est placé, en 200 signes au plus.");
        if (!asked.Amount.IsPositive)
            throw new BrokenRuleException("Le montant placé est positif.");
        if (asked.Resolution.Trim().Length is 0 or > LongestText)
            throw new BrokenRuleException("Indiquez qui l’a décidé, et quand.");
        if (asked.PlacedOn > w.Today || asked.MaturesOn <= asked.PlacedOn)
            throw new BrokenRuleException(
                "Le placement est déjà fait, et son échéance vient après lui. Relisez les dates.");
        var placement = new Placement
        {
            Label = asked.Label.Trim(), Bank = asked.Bank, Amount = asked.Amount, PlacedOn = asked.PlacedOn,
            MaturesOn = asked.MaturesOn, Resolution = asked.Resolution.Trim(), MovedAt = w.Now, MadeAt = w.Now,
            MadeBy = by,
        };
        w.Db.Set<Placement>().Add(placement);
        await w.SaveAsync();
        await MoveAsync(w, placement, PlacementMoveKind.Placed, asked.PlacedOn, asked.Amount, Money.Zero, "", by,
            (date, document) => PlacementPosting.Placed(placement.Bank, asked.Amount, date,
                "Placement, " + placement.Label, document));
        return placement;
    }

    /// <summary>Interest that comes while it lasts.</summary>
    public static async Task EarnAsync(WriteSession w, long id, Money amount, DateOnly day, string by)
    {
        var placement = await RunningAsync(w, id, day);
        if (!amount.IsPositive)
            throw new BrokenRuleException("Un revenu est positif. Une perte se note au retour du placement.");
        await MoveAsync(w, placement, PlacementMoveKind.Earned, day, amount, amount, "", by, (date, document) =>
            PlacementPosting.Earned(placement.Bank, amount, date, "Revenu, " + placement.Label, document));
    }

    public static async Task ReturnAsync(WriteSession w, long id, Money received, DateOnly day, string by)
    {
        var placement = await RunningAsync(w, id, day);
        if (!received.IsPositive)
            throw new BrokenRuleException("Dites ce que la banque a rendu, capital et intérêts ensemble.");
        await MoveAsync(w, placement, PlacementMoveKind.Returned, day, received, received - placement.Amount, "", by,
            (date, document) => PlacementPosting.Returned(placement.Bank, placement.Amount, received, date,
                "Retour du placement, " + placement.Label, document));
    }

    public static async Task<Money> ShareAsync(
        WriteSession w, long id, Rate part, DateOnly day, string resolution, string by)
    {
        var state = await FindAsync(w, id);
        var placement = state.Placement;
        if (resolution.Trim().Length is 0 or > LongestText)
            throw new BrokenRuleException("Ce sont les associés qui décident du revenu : citez leur résolution.");
        if (day > w.Today || day <= placement.PlacedOn)
            throw new BrokenRuleException("Le partage vient après le placement, et pas dans l’avenir.");
        var shares = PlacementShare.Of(state.LeftToShare, part,
            await PoolAsync(w.Db, placement.PlacedOn, state.ReturnedOn ?? day));
        if (shares.Count == 0)
            throw new BrokenRuleException(state.LeftToShare.IsZero
                ? "Il n’y a pas de revenu à partager."
                : "Aucune activité n’avait de trésorerie pendant ce placement.");
        var shared = shares.Sum(s => s.Amount);
        await MoveAsync(w, placement, PlacementMoveKind.Shared, day, shared, -shared, resolution.Trim(), by,
            (date, document) => PlacementPosting.Shared(
                shares, date, "Partage du revenu, " + placement.Label, document));
        return shared;
    }

    /// <summary>All of them, or one; newest first.</summary>
    public static async Task<List<PlacementState>> ListAsync(CoopDb db, long? id = null)
    {
        var reversed = (await db.SqlAsync(r => new EntryId(r.GetInt64(0)), "SELECT m.entry_id FROM placement_move m "
            + "JOIN posted_entry e ON e.reverses = m.entry_id")).ToHashSet();
        var moves = (await db.Set<PlacementMove>().Where(m => id == null || m.PlacementId == id).OrderBy(m => m.Id)
            .ToListAsync()).Where(m => !reversed.Contains(m.EntryId)).ToLookup(m => m.PlacementId);
        return [.. (await db.Set<Placement>().Where(p => id == null || p.Id == id).OrderByDescending(p => p.Id)
            .ToListAsync()).Select(p => new PlacementState(p, [.. moves[p.Id]]))];
    }

    /// <summary>The cash of each activity over some days, in cents × days.</summary>
    private static async Task<List<(ActivityId Activity, long CentDays)>> PoolAsync(
        CoopDb db, DateOnly first, DateOnly last)
    {
        var opening = (await (await db.BooksAsync()).PositionAsync(first.AddDays(-1))).Where(
            b => b.Account == Accounts.Liaison && !b.Activity.IsStructure).ToLookup(b => b.Activity, b => b.Balance);
        var changes = (await db.SqlAsync(r => (Activity: new ActivityId(r.GetInt32(0)), Day: r.Date(1),
            Change: new Money(r.GetInt64(2))), "SELECT l.activity_id, l.date, CAST(sum(l.debit - l.credit) AS bigint) "
            + "FROM posted_line l JOIN posted_entry e ON e.id = l.entry_id WHERE l.account = @p0 AND l.date >= @p1 "
            + "AND l.date < @p2 AND NOT e.is_opening GROUP BY l.activity_id, l.date", Accounts.Liaison.Digits, first,
            last)).ToLookup(c => c.Activity, c => (c.Day, c.Change));
        return [.. opening.Select(o => o.Key).Union(changes.Select(c => c.Key)).Where(a => !a.IsStructure)
            .OrderBy(a => a.Value)
            .Select(a => (a, PlacementShare.CentDays(opening[a].Sum(), changes[a], first, last)))];
    }

    private static async Task MoveAsync(WriteSession w, Placement placement, PlacementMoveKind kind, DateOnly day,
        Money amount, Money income, string words, string by, Func<DateOnly, DocumentRef, DraftEntry> write)
    {
        placement.MovedAt = w.Now;
        await KnownAccounts.KnowAsync(w, Accounts.Placements, Accounts.FinancialIncome, Accounts.PlacementLosses);
        var id = await w.Ledger.NextNumberAsync(PlacementMove.DocumentKind);
        var date = await OpenDay.FromAsync(w.Db, day);
        var posted = await w.Ledger.PostAsync(write(date, new DocumentRef(PlacementMove.DocumentKind, id)));
        await w.SaveAsync(); // its entry comes first
        w.Db.Set<PlacementMove>().Add(new PlacementMove
        {
            Id = id, PlacementId = placement.Id, Kind = kind, Day = day, Amount = amount, Income = income,
            Words = words, EntryId = posted.Id, MadeAt = w.Now, MadeBy = by,
        });
        await w.SaveAsync();
    }

    private static async Task<Placement> RunningAsync(WriteSession w, long id, DateOnly day)
    {
        var state = await FindAsync(w, id);
        if (!state.Runs)
            throw new BrokenRuleException(state.ReturnedOn is { } back
                ? $"Ce placement est revenu le {FrenchText.Long(back)}. Rechargez la page."
                : "L’écriture de ce placement a été annulée : il n’a plus de mouvements.");
        return day <= w.Today && day > state.Placement.PlacedOn ? state.Placement
            : throw new BrokenRuleException("Ce jour vient après le placement, et pas dans l’avenir.");
    }

    private static async Task<PlacementState> FindAsync(WriteSession w, long id) =>
        (await ListAsync(w.Db, id)).SingleOrDefault() ?? throw new BrokenRuleException(
            "Ce placement n’existe pas. Regardez la liste des placements.");
}
