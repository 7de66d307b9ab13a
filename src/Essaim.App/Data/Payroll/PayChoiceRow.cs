using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>What the co-op chose for its pay, from a day on; what was chosen before stays.</summary>
public sealed class PayChoiceRow
{
    public long Id { get; init; }
    public required DateOnly FromDay { get; init; }
    public required PayChoice Content { get; init; }

    /// <summary>Who decided it, and when.</summary>
    public required string Decision { get; init; }

    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<PayChoiceRow>(e =>
    {
        e.ToTable("pay_choice");
        CoopDb.Json(e.Property(c => c.Content));
    });
}

/// <summary>The choices of a co-op for its pay, dated: each month has that of its last day.</summary>
public sealed class PayChoices(IReadOnlyList<PayChoiceRow> rows)
{
    /// <summary>The newest first.</summary>
    public IReadOnlyList<PayChoiceRow> Rows { get; } = rows;

    public static async Task<PayChoices> ReadAsync(CoopDb db) =>
        new(await db.PayChoices.AsNoTracking().OrderByDescending(c => c.FromDay).ToListAsync());

    public PayChoice On(DateOnly day) => Rows.FirstOrDefault(c => c.FromDay <= day)?.Content ?? PayChoice.None;

    public static async Task<long> ChooseAsync(
        WriteSession w, PayChoice choice, DateOnly from, string decision, string by)
    {
        choice.Checked();
        if (decision.Trim().Length == 0)
            throw new BrokenRuleException("Dites qui a décidé ces réglages, et quand.");
        if (await w.Db.PayChoices.AnyAsync(c => c.FromDay == from))
            throw new BrokenRuleException(
                $"Des réglages valent déjà à partir du {FrenchText.Long(from)}. Donnez un autre jour.");
        var month = Month.Of(from);
        if (await w.Db.Payslips.AnyAsync(p => p.Month >= month))
            throw new BrokenRuleException($"Des bulletins {month.AfterDe()} ou d’un mois suivant sont déjà émis. "
                + "Donnez un jour après le dernier mois payé.");
        var row = new PayChoiceRow
        {
            FromDay = from, Content = choice, Decision = decision.Trim(), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.PayChoices.Add(row);
        await w.SaveAsync();
        return row.Id;
    }
}
