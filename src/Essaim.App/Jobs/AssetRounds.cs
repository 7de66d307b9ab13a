using Essaim.App.Data;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Web;

namespace Essaim.App.Jobs;

/// <summary>Posts what a month writes off once it is over (tournée des amortissements).</summary>
public sealed class AssetRounds(Installation installation, ILogger<AssetRounds> log)
    : Rounds(installation, TimeSpan.FromHours(1), log)
{
    private readonly Installation _installation = installation;

    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (_, store) =>
        await IsDueAsync(store, CivilDay.Today(_installation.Time))
            ? await store.WriteAsync(PostDepreciation.PostAsync, cancel) : 0);

    private static async Task<bool> IsDueAsync(Store store, DateOnly today)
    {
        await using var db = store.Read();
        return (await PostDepreciation.DueAsync(db, today)).Count > 0;
    }
}
