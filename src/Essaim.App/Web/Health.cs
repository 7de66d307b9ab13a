using Essaim.App.Data;
using Essaim.App.Data.Backups;
using Microsoft.Extensions.Caching.Memory;

namespace Essaim.App.Web;

/// <summary>
/// Two addresses for whoever watches the server, without sign-in and so without a name in them: /sante says how many
/// databases answer, /sante/pret whether visitors may be sent here. Looked at every few seconds at most, however often
/// it is asked.
/// </summary>
public static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/sante", async (Installation installation, IMemoryCache cache) =>
        {
            var state = (await cache.GetOrCreateAsync(nameof(Health), entry =>
            {
                entry.AbsoluteExpirationRelativeToNow = Fresh;
                return LookAsync(installation);
            }))!;
            return Results.Json(state, statusCode: Status(state.Ok));
        }).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/sante/pret", (Installation installation) =>
        {
            var ok = CatalogueOpens(installation);
            return Results.Json(new { ok }, statusCode: Status(ok));
        }).AllowAnonymous().ExcludeFromDescription();
    }

    private static int Status(bool ok) => ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;

    private static bool CatalogueOpens(Installation installation)
    {
        try
        {
            installation.Catalogue.Coops();
            return true;
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return false;
        }
    }

    private static async Task<HealthState> LookAsync(Installation installation)
    {
        if (!CatalogueOpens(installation))
            return new HealthState(false, 0, 0, 0);
        var answers = await Task.WhenAll(installation.Catalogue.Coops().Select(c => AnswersAsync(installation, c)));
        var down = answers.Count(a => !a);
        var late = BackupAge.Of(installation.Catalogue, installation.Time.GetUtcNow()).Count(b => b.IsLate);
        return new HealthState(down == 0, answers.Length, down, late);
    }

    private static async Task<bool> AnswersAsync(Installation installation, Coop coop)
    {
        try
        {
            return await Task.Run(async () =>
            {
                await using var db = (await installation.StoreAsync(coop.Id)).Read();
                return await db.ScalarAsync("SELECT 1 FROM coop") is not null;
            }).WaitAsync(Patience);
        }
        // Whatever it is, the database did not answer; who looks into it reads the log of the pages.
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>
    /// How many databases there are, how many do not answer, and how many have no recent backup: an alarm for whoever
    /// watches, and no reason to send visitors away.
    /// </summary>
    private sealed record HealthState(bool Ok, int Databases, int Down, int BackupsLate);
}
