using Essaim.App.Data;
using Essaim.App.Data.Documents;
using Essaim.App.Jobs;

namespace Essaim.App.Documents;

/// <summary>
/// Has documents looked at that no scanner was there for, and clears away what was begun or taken off and left.
/// </summary>
public sealed class DocumentRounds(Installation installation, VirusScan scan, ILogger<DocumentRounds> log)
    : Rounds(installation, TimeSpan.FromMinutes(1), log)
{
    private static readonly TimeSpan Clearing = TimeSpan.FromHours(6);

    private readonly Installation _installation = installation;
    private DateTimeOffset _cleared = installation.Time.GetUtcNow();

    public override async Task<int> RoundAsync(CancellationToken cancel)
    {
        var now = _installation.Time.GetUtcNow();
        var clears = now - _cleared >= Clearing;
        _cleared = clears ? now : _cleared;
        return await EachCoopAsync(async (_, store) =>
        {
            if (clears)
                await store.WriteAsync(ReceiveDocument.ForgetOldAsync, cancel);
            return await ScanDocument.ScanWaitingAsync(store, scan, Bag, cancel);
        });
    }
}
