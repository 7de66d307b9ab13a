using Essaim.App.Data.Retention;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Authorization;

namespace Essaim.App.Pages.Settings;

/// <summary>How long what is not the books is kept, and what the next round will forget.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class RetentionModel : EssaimPage
{
    public IReadOnlyList<(KeptForATime Kept, long Due)> Rows { get; private set; } = [];

    public async Task OnGetAsync() => Rows = await Retention.DueAsync(await ReadAsync(), Time.GetUtcNow());
}
