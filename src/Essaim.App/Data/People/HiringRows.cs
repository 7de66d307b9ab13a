using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>One hiring (embauche): of which first day, and whether it was declared.</summary>
public sealed record HiringRow(DateOnly FirstDay, string Contract, HiringDeclarationRow? Declared);

/// <summary>What the declaration of a hiring asks of a person; the NIR stays sealed beside them.</summary>
public sealed class HiringDataRow
{
    public required long PersonId { get; init; }
    public required HiringData Content { get; set; }
    public required string ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
    public int Version { get; set; }
}

/// <summary>That the hiring of a day was declared (DPAE faite).</summary>
public sealed class HiringDeclarationRow
{
    public required long PersonId { get; init; }
    public required DateOnly FirstDay { get; init; }
    public required DateOnly DoneOn { get; init; }
    public required string Reference { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

internal static class HiringRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<HiringDataRow>(e =>
        {
            e.ToTable("hiring_data").HasKey(d => d.PersonId);
            e.Property(d => d.PersonId).ValueGeneratedNever();
            CoopDb.Json(e.Property(d => d.Content));
            e.Property(d => d.Version).IsConcurrencyToken();
        });
        model.Entity<HiringDeclarationRow>().ToTable("hiring_declaration").HasKey(d => new { d.PersonId, d.FirstDay });
    }
}

/// <summary>What is known of a person for hiring them, and what was declared.</summary>
public static class HiringRecord
{
    public static async Task<HiringData> ReadAsync(CoopDb db, long person) =>
        (await db.HiringData.AsNoTracking().SingleOrDefaultAsync(d => d.PersonId == person))?.Content
        ?? HiringData.None;

    /// <summary>Born where and when, living where: what a contract says of who signs it.</summary>
    public static async Task<IReadOnlyList<string>> LinesAsync(CoopDb db, long person)
    {
        var data = await ReadAsync(db, person);
        var born = data.BirthDay is { } day
            ? $"Naissance : {FrenchText.Long(day)}{(data.BirthPlace.Length > 0 ? ", " + data.BirthPlace : "")}" : "";
        return [.. new[] { born, data.Address }.Where(l => l.Length > 0)];
    }

    /// <summary>Each first day of work, signed or prepared; what follows without a gap is no new hiring.</summary>
    public static async Task<List<HiringRow>> HiringsAsync(CoopDb db, long person)
    {
        var declared = await db.HiringDeclarations.AsNoTracking().Where(d => d.PersonId == person).ToListAsync();
        var paid = (await db.Contracts.AsNoTracking().Where(c => c.PersonId == person).ToListAsync())
            .Where(c => c.IsPaid).ToList();
        var signed = paid.Where(c => c.Amendment == 0 && !paid.Any(b => b.LastDay == c.FirstDay.AddDays(-1)))
            .Select(c => (c.FirstDay, c.Kind));
        var coming = (await db.ContractPapers.AsNoTracking().Where(p => p.PersonId == person && p.Amendment == 0
            && (p.State == PaperState.Draft || p.State == PaperState.Sent) && p.Kind != ContractKind.Cape)
            .ToListAsync()).Where(p => p.Content.FirstDay is not null)
            .Select(p => (p.Content.FirstDay!.Value, p.Kind));
        return [.. signed.Concat(coming).DistinctBy(h => h.Item1).OrderByDescending(h => h.Item1).Select(h =>
            new HiringRow(h.Item1, h.Kind.Label(), declared.Find(d => d.FirstDay == h.Item1)))];
    }

    public static async Task KeepAsync(WriteSession w, long person, HiringData data, string by)
    {
        data.Checked(w.Today);
        if (await w.Db.HiringData.SingleOrDefaultAsync(d => d.PersonId == person) is not { } row)
        {
            w.Db.HiringData.Add(new HiringDataRow
            {
                PersonId = person, Content = data, ChangedAt = w.Now, ChangedBy = by,
            });
            return;
        }
        (row.Content, row.ChangedAt, row.ChangedBy) = (data, w.Now, by);
    }

    /// <summary>Told once for a first day; the receipt's reference is kept with it.</summary>
    public static async Task DeclareAsync(
        WriteSession w, long person, DateOnly firstDay, DateOnly doneOn, string reference, string by)
    {
        if (doneOn > w.Today)
            throw new BrokenRuleException(
                "Ce jour n’est pas encore venu. Indiquez le jour où la déclaration est partie.");
        if (reference.Trim().Length == 0)
            throw new BrokenRuleException("Recopiez la référence de l’accusé de réception de l’Urssaf.");
        if (await w.Db.HiringDeclarations.AnyAsync(d => d.PersonId == person && d.FirstDay == firstDay))
            throw new BrokenRuleException("Cette embauche est déjà déclarée. Rechargez la page.");
        w.Db.HiringDeclarations.Add(new HiringDeclarationRow
        {
            PersonId = person, FirstDay = firstDay, DoneOn = doneOn, Reference = reference.Trim(), MadeAt = w.Now,
            MadeBy = by,
        });
    }
}
