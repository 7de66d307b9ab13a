using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;

namespace Essaim.App.Api;

/// <summary>A published total and its fingerprint, by which members know that they look at the same.</summary>
public sealed record CoverPublicationAnswer(long Id, DateOnly Day, decimal Total, decimal Held, long Activities,
    string Fingerprint, string? Previous)
{
    public static CoverPublicationAnswer Of(CoverPublicationRow p) => new(p.Id, p.Day, p.Total.ToDecimal(),
        p.Held.ToDecimal(), p.Leaves, p.Fingerprint, p.Previous);
}

/// <summary>Asks to publish what is owed today.</summary>
public sealed record NewCoverPublication(DateOnly Day);

/// <summary>A sign of trouble: kind and gravity in the words of the field, and until when somebody has silenced it.
/// </summary>
public sealed record SignAnswer(string Activity, string Kind, string Gravity, decimal Amount, decimal Compared,
    int Count, DateOnly? Date, DateOnly? SilentUntil)
{
    public static SignAnswer Of(FoundSign f) => new(f.Sign.Activity.Code, f.Sign.Kind.ToString(),
        f.Sign.Gravity.ToString(), f.Sign.Amount.ToDecimal(), f.Sign.Compared.ToDecimal(), f.Sign.Count, f.Sign.Date,
        f.Seen?.Until);
}

/// <summary>A week of the forecast.</summary>
public sealed record ForecastWeekAnswer(DateOnly First, DateOnly Last, decimal In, decimal Out, decimal Closing);

/// <summary>The cash foreseen over 26 weeks; what is disputed is left out of it.</summary>
public sealed record ForecastAnswer(string? Activity, decimal Opening, decimal Lowest, DateOnly LowestWeek,
    decimal Disputed, IReadOnlyList<ForecastWeekAnswer> Weeks)
{
    public static ForecastAnswer Of(Forecast f, string? activity) => new(activity, f.Cash.Weeks[0].Opening.ToDecimal(),
        f.Cash.Lowest.Closing.ToDecimal(), f.Cash.Lowest.First, f.Disputed.ToDecimal(),
        [.. f.Cash.Weeks.Select(w => new ForecastWeekAnswer(w.First, w.Last, w.In.ToDecimal(), w.Out.ToDecimal(),
            w.Closing.ToDecimal()))]);
}

internal static class CoverEndpoints
{
    private static readonly Capability[] Seeing = [Capability.SeeOwnActivity, Capability.SeeAllActivities];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cover/publications", PublicationsAsync).Needs(Capability.SeeCover)
            .WithName("listCoverPublications").WithSummary("Les totaux publiés du coffre").WithTags("Comptabilité");
        api.MapPost("/cover/publications", PublishAsync).Needs(Capability.CloseMonth).WithName("publishCover")
            .WithSummary("Publier ce qui est dû aujourd’hui aux activités").WithTags("Comptabilité")
            .Produces<CoverPublicationAnswer>(StatusCodes.Status201Created);
        api.MapGet("/activities/{code}/cover-proof", ProofAsync).Needs(Seeing).WithName("readCoverProof")
            .WithSummary("La preuve qu’une activité est comptée dans le dernier total publié").WithTags("Activités");
        api.MapGet("/signs", SignsAsync).Needs(Capability.SeeAllActivities).WithName("listSigns")
            .WithSummary("Les signaux de difficulté, les plus graves d’abord").WithTags("Activités");
        api.MapGet("/forecast", ForecastAsync).Needs(Capability.SeeAllActivities).WithName("readForecast")
            .WithSummary("La prévision de trésorerie de la coopérative, semaine par semaine").WithTags("Comptabilité");
        api.MapGet("/activities/{code}/forecast", ForecastOfAsync).Needs(Seeing).WithName("readActivityForecast")
            .WithSummary("La prévision de trésorerie d’une activité, semaine par semaine").WithTags("Activités");
    }

    private static async Task<List<CoverPublicationAnswer>> PublicationsAsync(ApiCall call) =>
        [.. (await CoverProofs.LatestAsync(await call.ReadAsync())).Select(CoverPublicationAnswer.Of)];

    /// <summary>Only the day that it is: what was owed on another cannot be published after it.</summary>
    private static Task<IResult> PublishAsync(NewCoverPublication asked, ApiCall call) => call.OnceAsync(asked,
        async w => asked.Day == call.Today
            ? CoverPublicationAnswer.Of(await PublishCover.PublishAsync(w, asked.Day, call.Me.Name))
            : throw new BrokenRuleException($"On publie le total du jour : le {FrenchText.Long(call.Today)}."));

    private static async Task<CoverProofFile> ProofAsync(string code, ApiCall call)
    {
        var activity = await call.ActivityAsync(code);
        var db = await call.ReadAsync();
        var last = (await CoverProofs.LatestAsync(db)).FirstOrDefault();
        var proof = last is null ? null : await CoverProofs.ReadAsync(db, last, activity);
        return CoverProofFile.Of(proof
            ?? throw new NotFoundException($"Aucun total publié ne compte l’activité « {code} »."));
    }

    private static async Task<List<SignAnswer>> SignsAsync(ApiCall call) =>
        [.. (await new TroubleSigns(await call.ReadAsync(), call.Installation).ReadAsync(call.Today))
            .Select(SignAnswer.Of)];

    private static async Task<ForecastAnswer> ForecastAsync(bool? asDue, ApiCall call) => ForecastAnswer.Of(
        await new ForecastReport(await call.ReadAsync(), call.Installation, call.Today)
            .ReadAsync(null, asDue ?? false), null);

    private static async Task<ForecastAnswer> ForecastOfAsync(string code, bool? asDue, ApiCall call)
    {
        var activity = await call.ActivityAsync(code);
        return ForecastAnswer.Of(await new ForecastReport(await call.ReadAsync(), call.Installation, call.Today)
            .ReadAsync(activity, asDue ?? false), code);
    }
}
