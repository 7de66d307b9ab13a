using Essaim.App.Jobs;

namespace Essaim.App.Data.Retention;

/// <summary>Forgets, once a day, what each co-op has kept for its time.</summary>
public sealed class RetentionRounds(Installation installation, ILogger<RetentionRounds> log)
    : Rounds(installation, TimeSpan.FromDays(1), log)
{
    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (coop, store) =>
    {
        await using (var db = store.Read())
            if ((await Retention.DueAsync(db, store.Time.GetUtcNow())).All(d => d.Due == 0))
                return 0;
        var gone = await store.WriteAsync(Retention.ForgetAsync, cancel);
        log.LogInformation("{Coop}: {Gone} rows past their time were forgotten.", coop.Id, gone);
        return 0;
    });
}
