using System.Globalization;
using Essaim.App.Data.Purchases.Orders;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Purchases.Orders;

/// <summary>What people may order alone, dated.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class CeilingModel : EssaimPage
{
    [BindProperty]
    public string Alone { get; set; } = "";

    [BindProperty]
    public string From { get; set; } = "";

    [BindProperty]
    public string Decision { get; set; } = "";

    public IReadOnlyList<OrderCeilingRow> Rows { get; private set; } = [];

    public Task OnGetAsync()
    {
        From = FrenchText.Short(Today);
        return LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var alone = Read(nameof(Alone), () => new OrderCeiling(FrenchText.ParseMoney(Alone)));
        var from = Read(nameof(From), () => FrenchText.ParseDate(From));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w => (await OrderCeilings.DecideAsync(w, alone, from, Decision, Me.Name))
                .ToString(CultureInfo.InvariantCulture));
            Tell("Plafond enregistré.", $"Il vaut à partir du {FrenchText.Long(from)}.");
            return Redirect("/achats/commandes/plafond");
        });
    }

    protected override async Task LoadAsync() => Rows = await OrderCeilings.AllAsync(await ReadAsync());
}
