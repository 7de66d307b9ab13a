using Essaim.Domain.Ledger;

namespace Essaim.App.Data.Documents;

/// <summary>Whether a document may be shown: not before the virus scanner, if there is one, looked at it.</summary>
public enum DocumentState
{
    Waiting,
    Clear,
    Refused,
}

/// <summary>
/// A file handed in beside a record (justificatif), byte for byte as it came, with its hash; what it is was found in
/// its bytes. The bytes stand in pieces under the same number, see <see cref="PieceStream"/>.
/// </summary>
public sealed class KeptDocument
{
    public required long Id { get; init; }
    public required string OwnerKind { get; init; }
    public required long OwnerId { get; init; }
    public required ActivityId ActivityId { get; init; }

    /// <summary>As its sender called it; never used to find or to serve it.</summary>
    public required string Name { get; init; }
    public required string MediaType { get; init; }
    public required long Size { get; init; }
    public required byte[] Sha256 { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
    public required long MadeByUser { get; init; }
    public required DocumentState State { get; set; }
    public string? CheckedAt { get; set; }

    /// <summary>What the scanner found in a refused one, whose bytes are gone.</summary>
    public string? Finding { get; set; }

    /// <summary>The line of its claim whose receipt it is; null for the whole record.</summary>
    public int? LineNo { get; set; }

    /// <summary>Taken off its record; for thirty days it can be put back.</summary>
    public string? RemovedAt { get; set; }

    /// <summary>Its bytes may be given: looked at, and not taken off.</summary>
    public bool IsShown => State == DocumentState.Clear && RemovedAt is null;
}

/// <summary>A file on its way (envoi en cours): how much of it has arrived.</summary>
public sealed class DocumentUpload
{
    public long Id { get; init; }
    public required string OwnerKind { get; init; }
    public required long OwnerId { get; init; }
    public required string Name { get; init; }
    public required long Size { get; init; }

    /// <summary>What the sender says the whole will be; null when it did not say.</summary>
    public byte[]? Sha256 { get; init; }
    public long Received { get; set; }
    public int? LineNo { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
    public required long MadeByUser { get; init; }
}
