using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>From which day the co-op looks for signs of trouble in which way.</summary>
public sealed class TroubleRuleRow
{
    public long Id { get; init; }
    public required DateOnly FromDay { get; init; }
    public required TroubleRule Content { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>
/// That somebody has seen a sign and wants it silent until a day (signal vu): for this gravity and lesser ones, so that
/// what gets worse speaks again.
/// </summary>
public sealed class TroubleSeenRow
{
    public required ActivityId ActivityId { get; init; }
    public required TroubleKind Kind { get; init; }
    public required TroubleGravity Gravity { get; set; }
    public required DateOnly Until { get; set; }
    public required string Note { get; set; }
    public required string SeenAt { get; set; }
    public required string SeenBy { get; set; }

    public bool Silences(TroubleSign sign, DateOnly day) => Until >= day && sign.Gravity <= Gravity;
}

internal static class TroubleRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<TroubleRuleRow>(e =>
        {
            e.ToTable("trouble_rule");
            e.Property(r => r.Content).HasConversion(v => ValueJson.Write(v), t => ValueJson.Read<TroubleRule>(t));
        });
        model.Entity<TroubleSeenRow>().ToTable("trouble_seen").HasKey(s => new { s.ActivityId, s.Kind });
    }
}
