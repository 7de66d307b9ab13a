using Essaim.Domain.Ledger;

namespace Essaim.App.Data.Imports;

/// <summary>
/// A file handed in to be imported (import), and what became of it. The file itself goes once its lines are in, or
/// after <see cref="FileKept"/>; its SHA-256 stays, so that the same file is known again.
/// </summary>
public sealed class ImportBatch
{
    public const string Waiting = "waiting";
    public const string Running = "running";
    public const string Done = "done";
    public const string Undoing = "undoing";
    public const string Undone = "undone";
    public const string Expired = "expired";

    public static readonly TimeSpan FileKept = TimeSpan.FromDays(7);

    /// <summary>So long a batch can be taken back, and its wrong lines be downloaded.</summary>
    public static readonly TimeSpan Revocable = TimeSpan.FromDays(30);

    public long Id { get; init; }
    public required string Kind { get; init; }
    public required string FileName { get; init; }
    public required string FileSha256 { get; init; }

    /// <summary>The activity of all lines; null where each line names its own, or none has one.</summary>
    public ActivityId? ActivityId { get; init; }

    /// <summary>What each column of the file is, in their order: a key of the kind's columns, or nothing.</summary>
    public required IReadOnlyList<string> Columns { get; set; }

    public string State { get; set; } = Waiting;

    /// <summary>The first row of the file that was not looked at yet: where a cut import goes on.</summary>
    public long NextRow { get; set; }

    public long Added { get; set; }
    public long Known { get; set; }
    public long Refused { get; set; }

    /// <summary>Rows that stayed when the batch was taken back.</summary>
    public long Kept { get; set; }

    public required string MadeBy { get; init; }
    public long? MadeByUser { get; init; }
    public required string MadeAt { get; init; }
    public string? ImportedAt { get; set; }
    public string? UndoneBy { get; set; }
    public string? UndoneAt { get; set; }
    public string? WrongName { get; set; }
    public string? WrongSha256 { get; set; }
    public long? JobId { get; set; }
    public bool HasFile { get; set; } = true;
}
