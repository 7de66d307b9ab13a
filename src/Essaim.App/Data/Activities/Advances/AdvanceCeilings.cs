using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities.Advances;

/// <summary>What may be lent, as voted from a day on, and what is lent already (plafond, encours d’avances).</summary>
public static class AdvanceCeilings
{
    public static Task<AdvanceCeilingRow?> OnAsync(CoopDb db, DateOnly day) => db.AdvanceCeilings
        .Where(c => c.FromDay <= day).OrderByDescending(c => c.FromDay).FirstOrDefaultAsync();

    public static Task<List<AdvanceCeilingRow>> AllAsync(CoopDb db) =>
        db.AdvanceCeilings.OrderByDescending(c => c.FromDay).ToListAsync();

    public static async Task<long> VoteAsync(
        WriteSession w, AdvanceCeiling ceiling, DateOnly from, string resolution, string by)
    {
        if (string.IsNullOrWhiteSpace(resolution))
            throw new BrokenRuleException("Indiquez l’assemblée ou le conseil, et la résolution de ce plafond.");
        if (await w.Db.AdvanceCeilings.AnyAsync(c => c.FromDay == from))
            throw new BrokenRuleException(
                $"Un plafond vaut déjà à partir du {FrenchText.Long(from)}. Donnez un autre jour.");
        var row = new AdvanceCeilingRow
        {
            FromDay = from, Content = ceiling, Resolution = resolution.Trim(), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.AdvanceCeilings.Add(row);
        await w.SaveAsync();
        return row.Id;
    }

    /// <summary>
    /// What is lent by the books (1811, month ends included) on a day, and what is granted and waits to be paid out.
    /// </summary>
    public static async Task<AdvancesOut> OutAsync(CoopDb db, ActivityId activity, DateOnly day)
    {
        var position = await (await db.BooksAsync()).PositionAsync(day);
        var lent = position.Where(b => b.Account == Accounts.Advance && !b.Activity.IsStructure)
            .GroupBy(b => b.Activity)
            .ToDictionary(g => g.Key, g => Money.Max(Money.Zero, -g.Sum(b => b.Balance)));
        foreach (var waiting in await db.Advances.AsNoTracking().Where(a => a.State == AdvanceState.Granted)
            .ToListAsync())
            lent[waiting.ActivityId] = lent.GetValueOrDefault(waiting.ActivityId) + waiting.Amount;
        return new AdvancesOut(lent.Values.Sum(), lent.GetValueOrDefault(activity), CoverOutlook.BankOf(position));
    }
}
