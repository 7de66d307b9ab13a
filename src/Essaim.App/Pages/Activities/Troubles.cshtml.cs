using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Microsoft.AspNetCore.Authorization;

namespace Essaim.App.Pages.Activities;

/// <summary>
/// Activities in which something goes wrong or soon will, the gravest first; who has seen a sign may keep it silent for
/// some time (<see cref="SeeTroubleModel"/>).
/// </summary>
[Authorize(Policy = nameof(Capability.SeeAllActivities))]
public sealed class TroublesModel : ListPage
{
    public IReadOnlyList<FoundSign> Speaking { get; private set; } = [];
    public IReadOnlyList<FoundSign> Shown { get; private set; } = [];
    public IReadOnlyList<FoundSign> Silent { get; private set; } = [];

    public string Lede => Speaking.Count == 0 ? "Rien à signaler aujourd’hui."
        : $"{(Speaking.Count == 1 ? "Un signal" : $"{Speaking.Count} signaux")}, les plus graves d’abord.";

    public static string SeeAddress(TroubleSign sign) => $"/signaux/vu?signe={SeeTroubleModel.KeyOf(sign)}";

    protected override Sheet Sheet() => new("signaux", ["Activité", "Signal", "Gravité", "Montant", "Pourquoi"],
        Speaking.Select(f => new object?[]
        {
            f.Sign.Activity.TradeName, TroubleWords.Name(f.Sign.Kind), TroubleWords.State(f.Sign.Gravity).Text,
            f.Sign.Amount, TroubleWords.Why(f.Sign),
        }));

    protected override async Task LoadAsync()
    {
        var all = await new TroubleSigns(await ReadAsync(), Installation).ReadAsync(Today);
        Speaking = [.. all.Where(f => f.Seen is null && List.Finds(f.Sign.Activity.TradeName))];
        Silent = [.. all.Where(f => f.Seen is not null)];
        Shown = List.Of(Speaking);
    }
}
