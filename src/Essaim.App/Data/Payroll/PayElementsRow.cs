using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>What was typed for a person's month of pay; never changed once the payslip is issued.</summary>
public sealed class PayElementsRow
{
    public required long PersonId { get; init; }
    public required Month Month { get; init; }
    public required TypedElements Content { get; set; }
    public required string ChangedAt { get; set; }
    public required string ChangedBy { get; set; }

    /// <summary>From 1; whoever changes them says which they saw.</summary>
    public int Version { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<PayElementsRow>(e =>
    {
        e.ToTable("pay_elements").HasKey(r => new { r.PersonId, r.Month });
        CoopDb.Json(e.Property(r => r.Content));
        e.Property(r => r.Version).IsConcurrencyToken();
    });
}

/// <summary>Keeps what was typed for a month of pay, until its payslip is issued.</summary>
public static class KeepPayElements
{
    /// <summary>What a month's pay is computed from, so that whoever issues it sees whether it changed since.</summary>
    public static async Task<HashSet<(long Person, int Version)>> VersionsAsync(CoopDb db, Month month) =>
        [.. await db.SqlAsync(r => (r.GetInt64(0), r.GetInt32(1)),
            "SELECT person_id, version FROM pay_elements WHERE month = @p0", month.Number)];

    /// <summary>
    /// Replaces what is known. Two people at once: the second is told, and nothing of the first is lost.
    /// </summary>
    public static async Task KeepAsync(WriteSession w, long person, Month month, int version, TypedElements content,
        string by)
    {
        if (await w.Db.Payslips.AnyAsync(p => p.PersonId == person && p.Month == month))
            throw new BrokenRuleException(
                $"Le bulletin {month.AfterDe()} est déjà émis. Écrivez la correction dans le mois suivant.");
        var row = await w.Db.PayElements.SingleOrDefaultAsync(e => e.PersonId == person && e.Month == month);
        if ((row?.Version ?? 0) != version)
            throw new BrokenRuleException($"{row?.ChangedBy ?? "Quelqu’un"} a changé ces éléments entre-temps. "
                + "Ouvrez la page de nouveau pour voir leur dernière version.");
        if (row is null)
        {
            w.Db.PayElements.Add(new PayElementsRow
            {
                PersonId = person, Month = month, Content = content, ChangedAt = w.Now, ChangedBy = by, Version = 1,
            });
            return;
        }
        (row.Content, row.ChangedAt, row.ChangedBy) = (content, w.Now, by);
    }
}
