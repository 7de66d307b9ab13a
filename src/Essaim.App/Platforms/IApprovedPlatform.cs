namespace Essaim.App.Platforms;

/// <summary>A status that a seller is to hear of (message de cycle de vie), as it was set.</summary>
/// <param name="Id">The same at each sending: what was heard already changes nothing.</param>
/// <param name="Seller">What tells the seller from all others: "SIREN303265045", a VAT number.</param>
/// <param name="Status">A code of the flux 6: 204 to 211.</param>
/// <param name="Reason">The code of the reason, where the status asks for one.</param>
public sealed record StatusMessage(string Id, string Seller, string SellerName, string Invoice, DateOnly? InvoiceDate,
    int Status, string StatusName, string? Reason, string Words, string SetAt);

/// <summary>Whether the platform took a message, in its own words.</summary>
public sealed record PlatformAnswer(bool IsTaken, string Words);

/// <summary>
/// The co-op's approved platform (plateforme agréée), which delivers the invoices of suppliers and passes on what is
/// answered to them; what it speaks, folder or network, is its own affair. Each act may be asked again after a crash.
/// </summary>
public interface IApprovedPlatform
{
    /// <summary>The names of the files that wait for a co-op, oldest first.</summary>
    Task<IReadOnlyList<string>> WaitingAsync(string coop, int most, CancellationToken cancel);

    Task<byte[]> ReadAsync(string coop, string name, CancellationToken cancel);

    /// <summary>The file is ours now: it is not delivered again.</summary>
    Task TakenAsync(string coop, string name, CancellationToken cancel);

    /// <summary>The file is no invoice that we can read: it is put aside, with the reason.</summary>
    Task UnreadAsync(string coop, string name, string sentence, CancellationToken cancel);

    Task<PlatformAnswer> TellAsync(string coop, StatusMessage message, CancellationToken cancel);
}
