using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Sales;
using Essaim.App.Web;

namespace Essaim.App.Jobs;

/// <summary>
/// Prepares drafts of the entries and invoices that come again (tournée des modèles); it posts and sends nothing.
/// </summary>
public sealed class TemplateRounds(Installation installation, ILogger<TemplateRounds> log)
    : Rounds(installation, TimeSpan.FromMinutes(30), log)
{
    private readonly Installation _installation = installation;

    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (_, store) =>
    {
        var today = CivilDay.Today(_installation.Time);
        return await EntryTemplates.PrepareDueAsync(store, today) + await RecurringSales.PrepareDueAsync(store, today);
    });
}
