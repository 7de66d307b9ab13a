using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>A clause of the variable part, from its day on: of one contract, or of all where it names none.</summary>
public sealed class VariableClauseRow
{
    public long Id { get; init; }
    public long? ContractId { get; init; }
    public required DateOnly FromDay { get; init; }
    public required VariableClause Content { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>When the meeting decided on a year's accounts, and in which month of pay what it left is paid.</summary>
public sealed class VariableYearRow
{
    public required int Year { get; init; }
    public required DateOnly AssemblyOn { get; set; }
    public required Month PayMonth { get; set; }
    public int Version { get; set; }

    /// <summary>One month after the meeting at most (R. 7331-12).</summary>
    public DateOnly Deadline => AssemblyOn.AddMonths(1);

    public bool IsLate => PayOrder.PayDay(PayMonth) > Deadline;
}

/// <summary>
/// What a year left for somebody's pay, with what it was counted from; without an entry nothing was due. Paid once.
/// </summary>
public sealed class VariableSettlementRow
{
    public const string DocumentKind = "variable-settlement";

    public required int Year { get; init; }
    public required long PersonId { get; init; }
    public required ActivityId ActivityId { get; set; }
    public required VariableDue Content { get; set; }

    /// <summary>What is due, charges included; and the gross part of it, as closing estimated it.</summary>
    public required Money Cost { get; set; }
    public required Money Gross { get; set; }

    /// <summary>What lacked, zero or less, for the next year.</summary>
    public required Money Carried { get; set; }
    public EntryId? EntryId { get; set; }
    public required string PostedAt { get; set; }
    public required string PostedBy { get; set; }
    public Month? PaidMonth { get; set; }
    public Money? PaidCost { get; set; }
    public EntryId? ReversalId { get; set; }

    public DocumentRef Document => new(DocumentKind, PersonId * 10_000 + Year);
}

internal static class VariableRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<VariableClauseRow>(e =>
        {
            e.ToTable("variable_clause");
            CoopDb.Json(e.Property(r => r.Content));
        });
        model.Entity<VariableYearRow>(e =>
        {
            e.ToTable("variable_year").HasKey(r => r.Year);
            e.Property(r => r.Year).ValueGeneratedNever();
            e.Property(r => r.Version).IsConcurrencyToken();
            e.Ignore(r => r.Deadline);
            e.Ignore(r => r.IsLate);
        });
        model.Entity<VariableSettlementRow>(e =>
        {
            e.ToTable("variable_settlement").HasKey(r => new { r.Year, r.PersonId });
            CoopDb.Json(e.Property(r => r.Content));
            e.Ignore(r => r.Document);
        });
    }
}
