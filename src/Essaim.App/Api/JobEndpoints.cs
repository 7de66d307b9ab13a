using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>A month to close, "2026-10".</summary>
public sealed record NewClosing(string Month);

/// <summary>A long work: <c>queued</c>, <c>running</c>, <c>done</c>, <c>failed</c> or <c>cancelled</c>.</summary>
public sealed record JobAnswer(long Id, string Kind, string Name, string State, string Message, long Done, long Total,
    string? File)
{
    public static JobAnswer Of(Job j, JobKinds kinds) => new(j.Id, j.Kind, kinds.NameOf(j), j.State, j.Message, j.Done,
        j.Total, j.FileName);
}

/// <summary>
/// Long works. A token sees those of a kind that it may ask for, and not the others that its maker asked for.
/// </summary>
internal static class JobEndpoints
{
    private const string Missing = "Il n’y a pas de travail à ce numéro. Regardez la liste des travaux.";

    public static void Map(RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("").WithTags("Travaux");
        Capability[] any = [.. ApiToken.Lendable];
        jobs.MapGet("/jobs", ListAsync).Needs(any).WithName("listJobs")
            .WithSummary("Les travaux longs, dans l’ordre où ils furent demandés");
        jobs.MapGet("/jobs/{id:long}", ReadAsync).Needs(any).WithName("readJob")
            .WithSummary("Un travail long : où il en est, ce qu’il a fait");
        jobs.MapGet("/jobs/{id:long}/file", FileAsync).Needs(any).WithName("readJobFile")
            .WithSummary("Le fichier que laisse un travail").Produces<Stream>(200, "application/octet-stream");
        jobs.MapPost("/closings", CloseAsync).Needs(Capability.CloseMonth).WithName("askClosing")
            .WithSummary("Demander la clôture d’un mois : une autre personne l’accorde sur la page")
            .Produces<AskedAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<JobAnswer>> ListAsync(long? after, int? limit, JobKinds kinds, ApiCall call)
    {
        var seen = kinds.For(call.Me).ToList();
        return [.. (await (await call.ReadAsync()).Jobs.Where(j => seen.Contains(j.Kind) && j.Id > (after ?? 0))
            .OrderBy(j => j.Id).Take(ApiPage.Size(limit)).ToListAsync()).Select(j => JobAnswer.Of(j, kinds))];
    }

    private static async Task<JobAnswer> ReadAsync(long id, JobKinds kinds, ApiCall call) =>
        JobAnswer.Of(await FindAsync(id, kinds, call), kinds);

    private static async Task<IResult> FileAsync(long id, JobKinds kinds, Installation installation, ApiCall call,
        CancellationToken cancel)
    {
        if (await FindAsync(id, kinds, call) is not { FileName: { } name, FileSha256: { } sha256 })
            throw new NotFoundException("Ce travail n’a pas laissé de fichier.");
        return Results.Stream(await new KeptFiles(installation, call.Me.CoopId)
            .OpenAsync(new KeptFile(name, sha256), cancel), fileDownloadName: name);
    }

    private static Task<IResult> CloseAsync(NewClosing asked, ApiCall call) => call.OnceAsync(asked, async w =>
    {
        await ApiCall.RefuseUnlessAskedAsync(w);
        await AskClosing.AskAsync(w, Month.Parse(asked.Month), call.Today);
        return new AskedAnswer("asked");
    });

    private static async Task<Job> FindAsync(long id, JobKinds kinds, ApiCall call) =>
        await (await call.ReadAsync()).Jobs.SingleOrDefaultAsync(j => j.Id == id) is { } job
            && kinds.Find(job.Kind) is { } kind && call.Me.Can(kind.Needs)
            ? job : throw new NotFoundException(Missing);
}
