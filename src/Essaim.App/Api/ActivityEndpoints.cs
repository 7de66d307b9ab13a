using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.Domain.Activities;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>An activity as programs read it.</summary>
public sealed record ActivityAnswer(string Code, string Name, string Trade, DateOnly OpenedOn, DateOnly? ClosedOn);

/// <summary>An activity to open, under the rule of everybody.</summary>
public sealed record NewActivity(long PersonId, string Code, string Name, DateOnly OpenedOn, string Trade = "");

/// <summary>The activity account on a day.</summary>
public sealed record AccountAnswer(string Activity, DateOnly To, decimal Turnover, decimal Contribution, decimal Costs,
    decimal PayCost, decimal Result, decimal Cash, decimal Receivable, decimal Committed, decimal AvailableForPay);

/// <summary>The cover ratio on a day; null when nothing is owed.</summary>
public sealed record CoverAnswer(DateOnly To, decimal OwedToActivities, decimal Held, decimal? Ratio,
    decimal? RatioAt90Days);

internal static class ActivityEndpoints
{
    private static readonly Capability[] Seeing = [Capability.SeeOwnActivity, Capability.SeeAllActivities];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/activities", ListAsync).Needs(Seeing).WithName("listActivities")
            .WithSummary("Les activités que le jeton peut voir").WithTags("Activités");
        api.MapPost("/activities", OpenAsync).Needs(Capability.ManagePeople).WithName("openActivity")
            .WithSummary("Ouvrir l’activité d’une personne").WithTags("Activités")
            .Produces<ActivityAnswer>(StatusCodes.Status201Created);
        api.MapGet("/activities/{code}/account", AccountAsync).Needs(Seeing).WithName("readActivityAccount")
            .WithSummary("Le compte d’une activité").WithTags("Activités");
        api.MapGet("/cover", CoverAsync).Needs(Capability.SeeCover).WithName("readCover")
            .WithSummary("Le taux de couverture").WithTags("Comptabilité");
    }

    private static async Task<List<ActivityAnswer>> ListAsync(ApiCall call) =>
        [.. (await VisibleActivity.Of(await call.ReadAsync(), call.Me).OrderBy(a => a.Id).ToListAsync())
            .Select(Answer)];

    private static Task<IResult> OpenAsync(NewActivity asked, ApiCall call) => call.OnceAsync(asked, async w =>
    {
        if (!await w.Db.People.AnyAsync(p => p.Id == asked.PersonId))
            throw new NotFoundException($"Il n’y a pas de personne {asked.PersonId}. Vérifiez son numéro.");
        var activity = new Activity
        {
            Code = asked.Code.Trim(), TradeName = asked.Name.Trim(), Trade = asked.Trade.Trim(),
            PersonId = asked.PersonId, OpenedOn = asked.OpenedOn,
        };
        await OpenActivity.OpenAsync(w, activity);
        return Answer(activity);
    });

    private static ActivityAnswer Answer(Activity a) => new(a.Code, a.TradeName, a.Trade, a.OpenedOn, a.ClosedOn);

    private static async Task<AccountAnswer> AccountAsync(string code, DateOnly? to, ApiCall call)
    {
        var day = to ?? call.Today;
        var a = await ActivityReport.ReadAsync(await call.ReadAsync(), await call.ActivityAsync(code), day);
        return new AccountAnswer(code, day, a.Turnover.ToDecimal(), a.Contribution.ToDecimal(), a.Costs.ToDecimal(),
            a.PayCost.ToDecimal(), a.Result.ToDecimal(), a.Cash.ToDecimal(), a.Receivable.ToDecimal(),
            a.Committed.ToDecimal(), a.AvailableForPay.ToDecimal());
    }

    private static async Task<CoverAnswer> CoverAsync(DateOnly? to, ApiCall call)
    {
        var day = to ?? call.Today;
        var cover = await CoverReport.ReadAsync(await call.ReadAsync(), day);
        return new CoverAnswer(day, cover.Now.OwedToActivities.ToDecimal(), cover.Now.Held.ToDecimal(), cover.Now.Ratio,
            cover.At90.Ratio);
    }
}
