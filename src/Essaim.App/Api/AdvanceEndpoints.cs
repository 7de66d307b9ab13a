using Essaim.App.Data.Activities.Advances;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>
/// Asks for an advance, paid back in equal parts from the month "2027-01" on; with <c>shareOfReceipts</c> (percent) by
/// that share of each receipt, and whole by that month at the latest.
/// </summary>
public sealed record NewAdvanceRequest(string Activity, decimal Amount, string Purpose, string First, int Months = 1,
    decimal ShareOfReceipts = 0);

/// <summary>An advance that was asked for: <c>asked</c>, <c>granted</c>, <c>paidOut</c>, <c>repaid</c>…</summary>
public sealed record AdvanceRequestAnswer(long Id, string Activity, string State, string Purpose, decimal Amount,
    decimal Repaid, decimal Left, DateOnly? DecidedOn)
{
    public static AdvanceRequestAnswer Of(Advance a, string activity) => new(a.Id, activity,
        char.ToLowerInvariant(a.State.ToString()[0]) + a.State.ToString()[1..], a.Purpose, a.Amount.ToDecimal(),
        a.Repaid.ToDecimal(), a.Left.ToDecimal(), a.DecidedOn);
}

/// <summary>Advances that activities ask for; deciding and paying out take people on the pages.</summary>
internal static class AdvanceEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var requests = api.MapGroup("/advance-requests").WithTags("Comptabilité");
        requests.MapGet("", ListAsync).Needs(SaleEndpoints.Seeing).WithName("listAdvanceRequests")
            .WithSummary("Les avances demandées par une activité, et ce qu’il en reste à rendre");
        requests.MapPost("", AskAsync).Needs(SaleEndpoints.Selling).WithName("askAdvance")
            .WithSummary("Demander une avance : le conseil décide, sur la page")
            .Produces<AdvanceRequestAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<AdvanceRequestAnswer>> ListAsync(
        string activity, long? after, int? limit, ApiCall call)
    {
        var owner = (await call.ActivityAsync(activity)).Id;
        return [.. (await (await call.ReadAsync()).Advances
            .Where(a => a.ActivityId == owner && a.Id > (after ?? 0)).OrderBy(a => a.Id).Take(ApiPage.Size(limit))
            .ToListAsync()).Select(a => AdvanceRequestAnswer.Of(a, activity))];
    }

    private static async Task<IResult> AskAsync(NewAdvanceRequest asked, ApiCall call)
    {
        var activity = await call.ActivityAsync(asked.Activity);
        var plan = asked.ShareOfReceipts == 0 ? AdvancePlan.Monthly(Month.Parse(asked.First), asked.Months)
            : AdvancePlan.ByReceipts(Rate.Percent(asked.ShareOfReceipts), Month.Parse(asked.First));
        return await call.OnceAsync(asked, async w => AdvanceRequestAnswer.Of(await AskAdvance.AskAsync(w, activity.Id,
            NewLine.Amount(asked.Amount), asked.Purpose, plan, Data.Acts.Author.Current.Name), activity.Code));
    }
}
