namespace Essaim.App.Data.Sales;

/// <summary>
/// What was answered to a quote (réponse au devis), once and for good. By its link: who typed their name, when, from
/// where, which options, and the paper that they had before them, with its SHA-256. Otherwise as the seller noted it.
/// </summary>
public sealed class QuoteReply
{
    public long Id { get; init; }
    public required long QuoteId { get; init; }
    public required bool Accepted { get; init; }

    /// <summary>As the customer typed it; empty where the seller noted the answer.</summary>
    public required string Name { get; init; }

    /// <summary>Why no, or why yes after the last day.</summary>
    public required string Word { get; init; }
    public required string RepliedAt { get; init; }
    public required bool ByLink { get; init; }
    public string? Address { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>The numbers of the lines chosen, as in the quote: "3 5".</summary>
    public string? Options { get; init; }

    /// <summary>All that the paper said, as JSON: from it the same PDF can be drawn.</summary>
    public string? Content { get; init; }
    public string? PaperSha256 { get; init; }
}
