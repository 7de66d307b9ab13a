using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll.Plans;

/// <summary>Where a proposal of pay stands (état d’une proposition de salaire).</summary>
public enum PayPlanState
{
    Asked,
    Accepted,
    Refused,
    Withdrawn,
}

/// <summary>
/// A pay that somebody proposes for the months to come (proposition de salaire): what each month may cost, charges
/// included. Accepted, it becomes a smoothing plan, which the runs of pay follow as far as the money goes.
/// </summary>
public sealed class PayPlanRow
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required long PersonId { get; init; }
    public required Month FirstMonth { get; init; }
    public required IReadOnlyList<Money> Amounts { get; init; }

    /// <summary>The net of a month that was asked for; zero where the months follow the season.</summary>
    public required Money Net { get; init; }

    /// <summary>The gross pay of its first month: what an amendment of the contract would fix.</summary>
    public required Money Gross { get; init; }
    public required string Why { get; init; }
    public required string AskedAt { get; init; }
    public required string AskedBy { get; init; }
    public required PayPlanState State { get; set; }
    public DateOnly? DecidedOn { get; set; }
    public string DecidedBy { get; set; } = "";
    public string Answer { get; set; } = "";

    /// <summary>The plan that it became.</summary>
    public long? SmoothingPlanId { get; set; }
    public int Version { get; init; }

    public string Title => $"{Amounts.Sum()} sur {Amounts.Count} mois, dès {FirstMonth}";
}

internal static class PayPlanRows
{
    public static void Map(ModelBuilder model) => model.Entity<PayPlanRow>(e =>
    {
        e.ToTable("pay_plan");
        CoopDb.Json(e.Property(p => p.Amounts));
        e.Property(p => p.Version).IsConcurrencyToken();
        e.Ignore(p => p.Title);
    });
}
