using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases.Orders;

/// <summary>What people may order alone, dated (plafonds de commande).</summary>
public static class OrderCeilings
{
    public static async Task<OrderCeiling> OnAsync(CoopDb db, DateOnly day) => (await db.OrderCeilings
        .Where(c => c.FromDay <= day).OrderByDescending(c => c.FromDay).FirstOrDefaultAsync())?.Content
        ?? OrderCeiling.None;

    public static Task<List<OrderCeilingRow>> AllAsync(CoopDb db) =>
        db.OrderCeilings.OrderByDescending(c => c.FromDay).ToListAsync();

    public static async Task<long> DecideAsync(
        WriteSession w, OrderCeiling ceiling, DateOnly from, string decision, string by)
    {
        if (string.IsNullOrWhiteSpace(decision))
            throw new BrokenRuleException("Dites qui a décidé ce plafond, et quand : les personnes le liront.");
        if (await w.Db.OrderCeilings.AnyAsync(c => c.FromDay == from))
            throw new BrokenRuleException(
                $"Un plafond vaut déjà à partir du {FrenchText.Long(from)}. Donnez un autre jour.");
        var row = new OrderCeilingRow
        {
            FromDay = from, Content = ceiling, Decision = decision.Trim(), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.OrderCeilings.Add(row);
        await w.SaveAsync();
        return row.Id;
    }
}
