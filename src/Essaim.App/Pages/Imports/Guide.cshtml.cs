using Essaim.App.Data.Imports;
using Essaim.App.Identity;
using Essaim.App.Imports;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;

namespace Essaim.App.Pages.Imports;

/// <summary>Moving in within a day: the steps in their order, what is done, and what is still to be given.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class GuideModel : EssaimPage
{
    public TakeOverState State { get; private set; } = null!;
    public IReadOnlyList<GuideStep> Steps { get; private set; } = [];
    public int Done => Steps.Count(s => s.Count > 0);

    public Task OnGetAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        State = await TakeOverState.ReadAsync(await ReadAsync());
        Steps = [.. StepsOf(State).Where(s => s.Kind?.May(Me) ?? true)];
    }

    private static IEnumerable<GuideStep> StepsOf(TakeOverState state)
    {
        yield return new GuideStep(PeopleImport.Kind, "Les personnes et leurs activités",
            "Chaque activité a un code : c’est lui que porteront les lignes des fichiers suivants.", state.Activities);
        yield return new GuideStep(CustomerImport.Kind, "Les clients",
            "Avec la référence de l’ancien logiciel, si vous l’avez.", state.Customers);
        yield return new GuideStep(SupplierImport.Kind, "Les fournisseurs", "Leur nom, et leur SIREN.",
            state.Suppliers);
        yield return new GuideStep(FecImport.Kind, "Les écritures, une année après l’autre",
            "Le FEC de chaque exercice, du plus ancien au plus récent. Sans FEC, commencez par les soldes de la "
            + "coopérative : ses lignes portent le code « structure ».", state.Years.Count,
            state.HasBooks ? string.Join(", ", state.Years) : "");
        yield return Taken(state, OpenInvoiceImport.Sales, "Les factures que les clients doivent encore",
            "Une ligne par facture, avec la TVA qui reste due : elle sera due quand le client paiera.");
        yield return Taken(state, OpenInvoiceImport.Bills, "Les factures que vous devez encore",
            "Une ligne par facture, avec la TVA à déduire quand vous la paierez.");
        yield return Taken(state, BalanceImport.Kind, "Ce qui revient à chaque activité",
            "Sa trésorerie au compte 181, son matériel, ses produits et ses charges de l’année.");
        yield return new GuideStep(AssetImport.Kind, "Les immobilisations",
            "Leur valeur et ce qui en est amorti : aucune écriture, et la différence avec les soldes est montrée.",
            state.Assets);
    }

    private static GuideStep Taken(TakeOverState state, ImportKind kind, string title, string why) =>
        new(kind, title, why, state.Taken.GetValueOrDefault(kind.Key));
}

/// <summary>One step of the guide: what is imported, why, and how many are there.</summary>
public sealed record GuideStep(ImportKind? Kind, string Title, string Why, int Count, string Told = "")
{
    public string Address => IndexModel.AddressOf(Kind!);
    public string State => Told.Length > 0 ? Told : $"{Count} déjà là";
}
