using System.Collections.Concurrent;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;

namespace Essaim.App.Jobs;

/// <summary>
/// Looks whether each co-op still covers what it owes its activities (veille du coffre). Books to which nothing was
/// added since the last look, on the same day, say the same and are not read again.
/// </summary>
public sealed class CoverRounds(Installation installation, ILogger<CoverRounds> log)
    : Rounds(installation, TimeSpan.FromMinutes(30), log)
{
    private readonly Installation _installation = installation;
    private readonly ConcurrentDictionary<string, (DateOnly Day, string Books)> _seen = [];

    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (coop, store) =>
    {
        var today = CivilDay.Today(_installation.Time);
        var now = (today, await BooksAsync(store));
        if (_seen.TryGetValue(coop.Id, out var seen) && seen == now)
            return 0;
        var told = await CoverAlerts.LookAsync(store, today, () => Managers(coop.Id));
        _seen[coop.Id] = now;
        return told ? 1 : 0;
    });

    /// <summary>What an entry, a dispute of an invoice, a closing or a vote changes.</summary>
    private static async Task<string> BooksAsync(Store store)
    {
        await using var db = store.Read();
        var last = await db.ScalarAsync("SELECT max(id) FROM posted_entry");
        var disputed = await db.ScalarAsync(
            "SELECT count(*) FROM open_item WHERE disputed AND amount - credited <> settled");
        return $"{last} {disputed} {await db.ScalarAsync("SELECT max(id) FROM cover_level")}";
    }

    private IEnumerable<(EmailAddress, string)> Managers(string coop) => _installation.Catalogue.UsersOf(coop)
        .Where(u => u.Role == Role.Manager && !u.Disabled)
        .Select(u => (Address: u.Address, u.Name)).Where(u => u.Address is not null)
        .Select(u => (u.Address!.Value, u.Name));
}
