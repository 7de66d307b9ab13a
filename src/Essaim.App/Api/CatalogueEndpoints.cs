using Essaim.App.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

internal static class CatalogueEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var items = api.MapGroup("/catalogue-items").WithTags("Ventes");
        items.MapGet("", ListAsync).Needs(SaleEndpoints.Seeing).WithName("listCatalogueItems")
            .WithSummary("Le catalogue d’une activité, archives comprises");
        items.MapPost("", KeepAsync).Needs(SaleEndpoints.Selling).WithName("createCatalogueItem")
            .WithSummary("Ajouter un article au catalogue")
            .Produces<CatalogueItemAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<CatalogueItemAnswer>> ListAsync(
        string activity, long? after, int? limit, ApiCall call)
    {
        var owner = (await call.ActivityAsync(activity)).Id;
        return [.. (await (await call.ReadAsync()).CatalogueItems
            .Where(i => i.ActivityId == owner && i.Id > (after ?? 0)).OrderBy(i => i.Id).Take(ApiPage.Size(limit))
            .ToListAsync()).Select(i => CatalogueItemAnswer.Of(i, activity))];
    }

    private static async Task<IResult> KeepAsync(NewCatalogueItem asked, ApiCall call)
    {
        var activity = (await call.ActivityAsync(asked.Activity)).Id;
        var offer = asked.Offer(call.LawOfToday);
        return await call.OnceAsync(asked, async w => CatalogueItemAnswer.Of(await SaleCatalogue.KeepAsync(w, activity,
            null, 0, asked.Family ?? "", offer, null), asked.Activity));
    }
}
