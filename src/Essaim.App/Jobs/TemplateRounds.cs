using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Web;

namespace Essaim.App.Jobs;

/// <summary>Prepares drafts of the entries that come again (tournée des modèles); it posts nothing.</summary>
public sealed class TemplateRounds(Installation installation, ILogger<TemplateRounds> log)
    : Rounds(installation, TimeSpan.FromMinutes(30), log)
{
    private readonly Installation _installation = installation;

    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync((_, store) =>
        EntryTemplates.PrepareDueAsync(store, CivilDay.Today(_installation.Time)));
}
