using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>From which day the co-op works beside which payroll program, with its codes.</summary>
public sealed class PayProgramRow
{
    public long Id { get; init; }
    public required DateOnly FromDay { get; init; }
    public required PayProgram Content { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>The number that the program gives to a person (matricule).</summary>
public sealed class PayNumber
{
    public required long PersonId { get; init; }
    public required string Number { get; set; }
}

/// <summary>Which program works beside Essaim, and how it calls people and variables.</summary>
public static class PayPrograms
{
    private const int LongestNumber = 20;

    internal static void Map(ModelBuilder model)
    {
        model.Entity<PayProgramRow>(e =>
        {
            e.ToTable("pay_program");
            CoopDb.Json(e.Property(r => r.Content));
        });
        model.Entity<PayNumber>(e =>
        {
            e.ToTable("pay_number").HasKey(n => n.PersonId);
            e.Property(n => n.PersonId).ValueGeneratedNever();
        });
    }

    public static Task<List<PayProgramRow>> AllAsync(CoopDb db) =>
        db.PayProgramRows.OrderByDescending(r => r.FromDay).ToListAsync();

    /// <summary>The one of a month; null while the co-op has said nothing.</summary>
    public static async Task<PayProgram?> OfAsync(CoopDb db, Month month)
    {
        var last = month.LastDay;
        return (await db.PayProgramRows.Where(r => r.FromDay <= last).OrderByDescending(r => r.FromDay)
            .FirstOrDefaultAsync())?.Content;
    }

    public static async Task<long> DecideAsync(WriteSession w, PayProgram program, DateOnly from, string by)
    {
        program.Checked();
        if (string.IsNullOrWhiteSpace(program.Name))
            throw new BrokenRuleException("Dites comment s’appelle le programme de paie.");
        if (await w.Db.PayProgramRows.AnyAsync(r => r.FromDay == from))
            throw new BrokenRuleException(
                $"Des codes valent déjà à partir du {FrenchText.Long(from)}. Donnez un autre jour.");
        var row = new PayProgramRow { FromDay = from, Content = program, MadeAt = w.Now, MadeBy = by };
        w.Db.PayProgramRows.Add(row);
        await w.SaveAsync();
        return row.Id;
    }

    /// <summary>A letter keeps a number of ours from being taken for one that the program gave.</summary>
    public static string NumberOf(IReadOnlyDictionary<long, string> numbers, long person) =>
        numbers.GetValueOrDefault(person) ?? $"E{person}";

    /// <summary>By person; whoever is not in it is called by their own number here.</summary>
    public static Task<Dictionary<long, string>> NumbersAsync(CoopDb db) =>
        db.PayNumbers.ToDictionaryAsync(n => n.PersonId, n => n.Number);

    /// <summary>The number of one person; an empty one goes back to their own here.</summary>
    public static async Task NumberAsync(WriteSession w, long person, string number)
    {
        number = number.Trim();
        if (number.Length > LongestNumber || number.Any(c => c is ';' or '"' || char.IsControl(c)))
            throw new BrokenRuleException($"Un matricule a au plus {LongestNumber} signes, sans point-virgule.");
        var known = await w.Db.PayNumbers.SingleOrDefaultAsync(n => n.PersonId == person);
        if (number.Length == 0)
        {
            if (known is not null)
                w.Db.PayNumbers.Remove(known);
            return;
        }
        if (await w.Db.PayNumbers.AnyAsync(n => n.PersonId != person && n.Number == number))
            throw new BrokenRuleException(
                $"Le matricule {number} est déjà celui d’une autre personne. Donnez-en un autre.");
        if (known is null)
            w.Db.PayNumbers.Add(new PayNumber { PersonId = person, Number = number });
        else
            known.Number = number;
    }
}
