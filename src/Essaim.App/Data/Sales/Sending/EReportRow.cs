using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Sending;

/// <summary>
/// What was told to the State of a period (déclaration envoyée), frozen as it was told. A correction is another
/// edition, which stands for the whole period.
/// </summary>
public sealed class EReportRow
{
    public long Id { get; init; }
    public required EReportKind Kind { get; init; }
    public required DateOnly FirstDay { get; init; }
    public required DateOnly LastDay { get; init; }
    public required DateOnly Due { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Edition { get; init; }

    /// <summary>It stands for one that the platform took before (rectificative).</summary>
    public required bool Corrects { get; init; }
    public required EReportFigures Content { get; init; }
    public required string Xml { get; init; }
    public required string TrackingId { get; init; }
    public required SendingState State { get; init; }
    public int Attempts { get; init; }
    public required string NextAt { get; init; }
    public string Answer { get; init; } = "";
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
    public string? SentAt { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<EReportRow>(e =>
    {
        e.ToTable("e_report");
        CoopDb.Json(e.Property(r => r.Content));
    });
}

/// <summary>What is left to do of a period.</summary>
public enum EReportState
{
    /// <summary>The period is not over.</summary>
    Open,
    Nothing,
    ToSend,
    Late,
    Waiting,
    Sent,

    /// <summary>Sent, and the books say something else since: to be corrected.</summary>
    Changed,
    Refused,
}

/// <summary>A period, what the books tell of it now, and what was told of it, the last first.</summary>
public sealed record EReportStanding(
    EReportPeriod Period, EReportFigures Figures, IReadOnlyList<EReportRow> Editions, DateOnly Today)
{
    public EReportRow? Last => Editions.Count == 0 ? null : Editions[0];

    public bool IsChanged => Last is { } last && ValueJson.Write(last.Content) != ValueJson.Write(Figures);

    public EReportState State => Period.Last >= Today ? EReportState.Open
        : Last is null ? Figures.IsEmpty ? EReportState.Nothing
            : Period.Due < Today ? EReportState.Late : EReportState.ToSend
        : Last.State == SendingState.Waiting ? EReportState.Waiting
        : Last.State == SendingState.Refused ? EReportState.Refused
        : IsChanged ? EReportState.Changed : EReportState.Sent;

    public bool MaySend => State is EReportState.ToSend or EReportState.Late or EReportState.Changed
        or EReportState.Refused;
}
