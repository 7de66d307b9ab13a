using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>An act that takes a part of somebody's pay, as it was received.</summary>
public sealed class PaySeizure
{
    public long Id { get; init; }
    public required long PersonId { get; init; }
    public required SeizureRank Rank { get; init; }

    /// <summary>To whom the money goes: the name that the transfer bears.</summary>
    public required string Creditor { get; init; }

    /// <summary>Of the act or the file: it tells a private life, and is kept sealed.</summary>
    public required SealedValue Reference { get; init; }

    public required DateOnly ReceivedOn { get; init; }
    public required Month FirstMonth { get; init; }

    /// <summary>The last month in which anything is kept back (mainlevée); null while it runs.</summary>
    public Month? LastMonth { get; set; }

    public required Money Monthly { get; init; }
    public required Money Total { get; init; }

    /// <summary>People at the charge of the person: they raise what may not be taken.</summary>
    public required int Dependants { get; init; }

    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
    public int Version { get; set; }

    public SeizureAct Act => new(Rank, FirstMonth, LastMonth, Monthly, Total);
    public ThirdParty Party => ThirdParty.Seizure(Id);

    internal static void Map(ModelBuilder model) => model.Entity<PaySeizure>(e =>
    {
        e.ToTable("pay_seizure").Property(s => s.Rank).HasConversion<string>();
        e.Ignore(s => s.Act);
        e.Ignore(s => s.Party);
        e.Property(s => s.Version).IsConcurrencyToken();
    });
}

/// <summary>
/// What third parties take from pay, person by person. What they had is read in the books, where a payslip that is
/// taken back gives it back.
/// </summary>
public sealed class PaySeizures(IReadOnlyList<PaySeizure> rows, IReadOnlyDictionary<string, Money> taken)
{
    public static async Task<PaySeizures> ReadAsync(CoopDb db, long? person = null) => new(
        await db.PaySeizures.AsNoTracking().Where(s => person == null || s.PersonId == person).OrderBy(s => s.Id)
            .ToListAsync(),
        (await db.SqlAsync(r => (r.GetString(0), new Money(Convert.ToInt64(r.GetValue(1)))),
            "SELECT l.third_party, sum(l.credit) - sum(l.debit) FROM posted_line l "
            + "JOIN posted_entry e ON e.id = l.entry_id WHERE l.account = @p0 AND e.journal = @p1 "
            + "AND l.third_party LIKE 'sai-%' GROUP BY l.third_party", Accounts.SeizedPay.Digits, Journal.Pay))
        .ToDictionary(t => t.Item1, t => t.Item2));

    public IReadOnlyList<PaySeizure> Rows { get; } = rows;

    public Money TakenBy(PaySeizure seizure) => taken.GetValueOrDefault(seizure.Party.Code);

    /// <summary>The elements of a month with what is seized from it.</summary>
    public MonthElements Added(MonthElements month, long person)
    {
        var asked = Rows.Where(s => s.PersonId == person).Select(s => (Row: s, Amount: s.Act.AskedIn(month.Month,
            TakenBy(s)))).Where(s => s.Amount.IsPositive).ToList();
        return asked.Count == 0 ? month : month with
        {
            Seizures = [.. asked.Select(s => new Seizure(s.Row.Rank, s.Amount) { Creditor = s.Row.Party })],
            // The person declares them once for all acts: the newest act knows them best.
            Dependants = asked.MaxBy(s => (s.Row.ReceivedOn, s.Row.Id)).Row.Dependants,
        };
    }

    public static async Task<long> ReceiveAsync(WriteSession w, PaySeizure seizure)
    {
        seizure.Act.Check(seizure.Dependants);
        if (seizure.Creditor.Trim().Length == 0)
            throw new BrokenRuleException("Dites à qui l’argent est versé : le virement portera ce nom.");
        var month = seizure.FirstMonth;
        if (await w.Db.Payslips.AnyAsync(p => p.PersonId == seizure.PersonId && p.Month >= month))
            throw new BrokenRuleException($"Le bulletin {month.AfterDe()} ou un suivant est déjà émis. "
                + "Commencez au premier mois qui n’est pas encore payé.");
        w.Db.PaySeizures.Add(seizure);
        await w.SaveAsync();
        await KnownAccounts.KnowAsync(w, Accounts.SeizedPay);
        await w.Ledger.KnowAsync(seizure.Party, seizure.Creditor.Trim());
        return seizure.Id;
    }

    /// <summary>Nothing more is kept back after a month.</summary>
    public static async Task LiftAsync(WriteSession w, long person, long id, Month last)
    {
        var seizure = await w.Db.PaySeizures.SingleOrDefaultAsync(s => s.Id == id && s.PersonId == person)
            ?? throw new BrokenRuleException("Cette saisie n’existe pas.");
        if (last.Next() < seizure.FirstMonth)
            throw new BrokenRuleException(
                $"La saisie commence en {seizure.FirstMonth} : elle ne peut pas finir avant.");
        if (await w.Db.Payslips.AnyAsync(p => p.PersonId == person && p.Month > last)
            && (await ReadAsync(w.Db, person)).TakenBy(seizure).IsPositive)
            throw new BrokenRuleException($"Un bulletin d’après {last} est émis. "
                + "Donnez le dernier mois payé, ou un mois suivant.");
        seizure.LastMonth = last;
    }
}
