using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>One asking of a customer for a late invoice (relance), kept as it was made.</summary>
public sealed class ReminderRow
{
    public long Id { get; init; }
    public required long InvoiceId { get; init; }
    public required ReminderStep Step { get; init; }
    public required ReminderMeans Means { get; init; }
    public required DateOnly MadeOn { get; init; }

    /// <summary>What was open that day.</summary>
    public required Money Amount { get; init; }

    /// <summary>The mail that left, where it was one.</summary>
    public long? MailId { get; init; }

    /// <summary>What was said on the phone or written beside; may be empty.</summary>
    public required string Words { get; init; }

    public DateOnly? PromisedFor { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    public ReminderMade Made => new(Step, Means, MadeOn) { PromisedFor = PromisedFor };

    internal static void Map(ModelBuilder model) => model.Entity<ReminderRow>(e =>
    {
        e.ToTable("reminder");
        e.Ignore(r => r.Made);
    });
}
