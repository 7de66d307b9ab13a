using Essaim.Domain.Law;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>The co-op's ceilings of expenses, dated (plafonds): each expense has those of its own day.</summary>
public static class ExpenseRules
{
    public static Task<List<ExpenseRuleRow>> AllAsync(CoopDb db) =>
        db.ExpenseRules.OrderByDescending(r => r.FromDay).ToListAsync();

    public static async Task<ExpenseCeilings> CeilingsAsync(CoopDb db, LawBook law)
    {
        var rules = await AllAsync(db);
        return new ExpenseCeilings(law,
            day => rules.Find(r => r.FromDay <= day)?.Content ?? ExpenseRule.None);
    }

    public static async Task<long> DecideAsync(
        WriteSession w, ExpenseRule rule, DateOnly from, string decision, string by)
    {
        rule.Checked();
        if (string.IsNullOrWhiteSpace(decision))
            throw new BrokenRuleException("Dites qui a décidé ces plafonds, et quand : les personnes le liront.");
        if (await w.Db.ExpenseRules.AnyAsync(r => r.FromDay == from))
            throw new BrokenRuleException(
                $"Des plafonds valent déjà à partir du {FrenchText.Long(from)}. Donnez un autre jour.");
        var row = new ExpenseRuleRow
        {
            FromDay = from, Content = rule, Decision = decision.Trim(), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.ExpenseRules.Add(row);
        await w.SaveAsync();
        return row.Id;
    }
}
