namespace Essaim.App.Data.Approvals;

/// <summary>
/// An act on money that waits for a second person (accord), or what became of it. Whoever asked never grants: refused
/// here and by the database.
/// </summary>
public sealed class Approval
{
    public const string Waiting = "waiting";
    public const string Granted = "granted";
    public const string Refused = "refused";
    public const string Withdrawn = "withdrawn";

    public long Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>What the act is about: one such act waits at a time.</summary>
    public required string About { get; init; }
    public required string Title { get; init; }

    /// <summary>What the act needs to be done later, as its kind reads it.</summary>
    public required string Payload { get; init; }
    public required string AskedAt { get; init; }
    public required long AskedById { get; init; }
    public required string AskedBy { get; init; }
    public required string State { get; set; }
    public string? DecidedAt { get; set; }
    public long? DecidedById { get; set; }
    public string? DecidedBy { get; set; }
    public required string Reason { get; set; }
}
