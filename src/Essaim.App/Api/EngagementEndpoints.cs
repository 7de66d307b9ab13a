using Essaim.App.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

internal static class EngagementEndpoints
{
    private const string Missing = "Cette affaire n’existe pas. Vérifiez son numéro.";

    public static void Map(RouteGroupBuilder api)
    {
        var engagements = api.MapGroup("/engagements").WithTags("Ventes");
        engagements.MapGet("", ListAsync).Needs(SaleEndpoints.Seeing).WithName("listEngagements")
            .WithSummary("Les affaires d’une activité, avec ce qui est accepté, facturé et payé");
        engagements.MapGet("/{id:long}", ReadAsync).Needs(SaleEndpoints.Seeing).WithName("readEngagement")
            .WithSummary("Une affaire, ses devis et ses factures");
    }

    private static async Task<List<EngagementAnswer>> ListAsync(string activity, long? after, int? limit, ApiCall call)
    {
        var owner = (await call.ActivityAsync(activity)).Id;
        var db = await call.ReadAsync();
        var rows = new List<EngagementAnswer>();
        foreach (var engagement in await db.Engagements.Where(e => e.ActivityId == owner && e.Id > (after ?? 0))
            .OrderBy(e => e.Id).Take(ApiPage.Size(limit)).ToListAsync())
            rows.Add(EngagementAnswer.Of(await EngagementStory.ReadAsync(db, engagement), activity));
        return rows;
    }

    private static async Task<EngagementAnswer> ReadAsync(long id, ApiCall call)
    {
        var db = await call.ReadAsync();
        var engagement = await db.Engagements.SingleOrDefaultAsync(e => e.Id == id)
            ?? throw new NotFoundException(Missing);
        var code = (await call.OwnerAsync(engagement.ActivityId, Missing)).Code;
        return EngagementAnswer.Of(await EngagementStory.ReadAsync(db, engagement), code);
    }
}
