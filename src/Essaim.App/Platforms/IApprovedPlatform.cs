namespace Essaim.App.Platforms;

/// <summary>A file that waits on a platform: its number there, and the name that people gave it.</summary>
public sealed record PlatformFile(string Id, string Name);

/// <summary>What became of a message that was handed over.</summary>
public enum Handing
{
    Taken,

    /// <summary>Not now: the same message is tried again.</summary>
    Later,

    /// <summary>Never, as it is.</summary>
    Refused,
}

/// <summary>Whether the platform took a message, in words for whoever looks.</summary>
/// <param name="Pause">How long the platform asked to be left alone.</param>
public sealed record PlatformAnswer(Handing Handing, string Words, TimeSpan? Pause = null);

/// <summary>What a file that is handed over is.</summary>
public enum OutgoingKind
{
    /// <summary>An issued invoice or credit note: the PDF with its XML inside.</summary>
    FacturX,

    /// <summary>What is told to the State of other sales and of money (flux 10).</summary>
    Report,
}

/// <summary>A file to hand over, under the number that stays the same at each attempt.</summary>
/// <param name="Rule">How the platform is to treat it, in the words of XP Z12-013: "B2B", "B2G", "NotApplicable".
/// </param>
public sealed record OutgoingFile(string TrackingId, string Name, byte[] Bytes, OutgoingKind Kind, string Rule);

/// <summary>
/// The co-op's approved platform (plateforme agréée), which delivers the invoices of suppliers, passes on what is
/// answered to them and carries what we issue; what it speaks, folder or network, is its own affair. Each act may be
/// asked again after a crash.
/// </summary>
public interface IApprovedPlatform
{
    /// <summary>The files that wait for a co-op, oldest first: invoices, and what sellers say of theirs.</summary>
    Task<IReadOnlyList<PlatformFile>> WaitingAsync(string coop, int most, CancellationToken cancel);

    Task<byte[]> ReadAsync(string coop, PlatformFile file, CancellationToken cancel);

    /// <summary>The file is ours now: it is not delivered again.</summary>
    Task TakenAsync(string coop, PlatformFile file, CancellationToken cancel);

    /// <summary>The file is nothing that we can use: it is put aside, with the reason.</summary>
    Task UnreadAsync(string coop, PlatformFile file, string sentence, CancellationToken cancel);

    /// <param name="isAgain">It was handed over before, and no answer came.</param>
    Task<PlatformAnswer> SendAsync(string coop, OutgoingFile file, bool isAgain, CancellationToken cancel);

    /// <param name="isAgain">It was handed over before, and no answer came.</param>
    Task<PlatformAnswer> TellAsync(string coop, StatusMessage message, bool isAgain, CancellationToken cancel);
}
