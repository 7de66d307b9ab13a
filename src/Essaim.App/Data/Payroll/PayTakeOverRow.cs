using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>The sums of a year that another program paid; never changed once a payslip of that year went on from them.
/// </summary>
public sealed class PayTakeOverRow
{
    public long Id { get; init; }
    public required long PersonId { get; init; }
    public required int Year { get; init; }
    public required PayTakeOver Content { get; set; }
    public required string ChangedAt { get; set; }
    public required string ChangedBy { get; set; }

    /// <summary>From 1; whoever changes them says which they saw.</summary>
    public int Version { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<PayTakeOverRow>(e =>
    {
        e.ToTable("pay_take_over");
        CoopDb.Json(e.Property(r => r.Content));
        e.Property(r => r.Version).IsConcurrencyToken();
    });
}

/// <summary>Takes over the sums of a year, from a page or a file (reprise des cumuls).</summary>
public static class TakeOverPay
{
    public static async Task<long> KeepAsync(WriteSession w, long person, PayTakeOver taken, int version, string by)
    {
        taken.Checked();
        if (await RefusalAsync(w.Db, person, taken.Through.Year) is { } refusal)
            throw new BrokenRuleException(refusal);
        var row = await w.Db.PayTakeOvers.SingleOrDefaultAsync(
            t => t.PersonId == person && t.Year == taken.Through.Year);
        if ((row?.Version ?? 0) != version)
            throw new BrokenRuleException($"{row?.ChangedBy ?? "Quelqu’un"} a changé ces cumuls entre-temps. "
                + "Ouvrez la page de nouveau pour voir leur dernière version.");
        if (row is null)
        {
            row = new PayTakeOverRow
            {
                PersonId = person, Year = taken.Through.Year, Content = taken, ChangedAt = w.Now, ChangedBy = by,
                Version = 1,
            };
            w.Db.PayTakeOvers.Add(row);
        }
        else
            (row.Content, row.ChangedAt, row.ChangedBy) = (taken, w.Now, by);
        await w.SaveAsync();
        return row.Id;
    }

    /// <summary>Why the sums of a year are not taken over any more; null while they are.</summary>
    public static async Task<string?> RefusalAsync(CoopDb db, long person, int year)
    {
        var (first, last) = (new Month(year, 1), new Month(year, 12));
        return await db.Payslips.AnyAsync(p => p.PersonId == person && p.Month >= first && p.Month <= last)
            ? $"Un bulletin de {year} est déjà émis ici pour cette personne : il est parti de ces cumuls, ou de zéro. "
                + "Corrigez par une prime ou une retenue sur le mois suivant."
            : null;
    }
}
