using Essaim.App.Data.Search;
using Essaim.App.Identity;

namespace Essaim.App.Api;

/// <summary>One thing that was found; <c>page</c> is the address of its page.</summary>
public sealed record FoundAnswer(string Word, string Title, string Detail, string Page);

internal static class SearchEndpoints
{
    private static readonly Capability[] Finding =
    [
        Capability.SeeOwnActivity, Capability.SeeAllActivities, Capability.KeepBooks, Capability.ManagePeople,
    ];

    public static void Map(RouteGroupBuilder api) => api.MapGet("/search", FindAsync).Needs(Finding)
        .WithName("search").WithTags("Recherche")
        .WithSummary("Ce que le jeton peut voir, par un nom, un numéro, un montant, un SIREN ou un courriel");

    private static async Task<List<FoundAnswer>> FindAsync(string text, ApiCall call)
    {
        var db = await call.ReadAsync();
        return [.. (await SearchCoop.FindAsync(db, await SearchScope.OfAsync(db, call.Me), text))
            .Select(f => new FoundAnswer(f.Word, f.Title, f.Detail, f.Address))];
    }
}
