using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Identity;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>A file handed in: <c>waiting</c>, <c>running</c>, <c>done</c>, <c>undoing</c>, <c>undone</c> or
/// <c>expired</c>; how many lines were added, known already, refused.</summary>
public sealed record ImportAnswer(long Id, string Kind, string File, string State, string MadeBy, string MadeAt,
    long Added, long Known, long Refused, long? Job)
{
    public static ImportAnswer Of(ImportBatch b) => new(b.Id, b.Kind, b.FileName, b.State, b.MadeBy, b.MadeAt, b.Added,
        b.Known, b.Refused, b.JobId);
}

/// <summary>What is wrong in one line of a file.</summary>
public sealed record ImportFaultAnswer(int Line, string Column, string Message);

/// <summary>What importing a waiting file would do now, writing nothing.</summary>
public sealed record ImportCheckAnswer(int Added, int Known, int Refused, IReadOnlyList<ImportFaultAnswer> Faults);

/// <summary>Programs look at imports; a file is handed in and its columns chosen on the page.</summary>
internal static class ImportEndpoints
{
    private const string Missing = "Il n’y a pas d’import à ce numéro. Regardez la liste des imports.";

    public static void Map(RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        Capability[] any = [.. ImportKinds.All.SelectMany(k => new[] { k.Needs, k.NeedsForOwn ?? k.Needs }).Distinct()];
        imports.MapGet("", ListAsync).Needs(any).WithName("listImports")
            .WithSummary("Les fichiers à importer ou importés ; un fichier s’envoie sur la page");
        imports.MapGet("/{id:long}", ReadAsync).Needs(any).WithName("readImport").WithSummary("Un import");
        imports.MapGet("/{id:long}/check", CheckAsync).Needs(any).WithName("checkImport")
            .WithSummary("Ce que ferait un import qui attend, et les lignes à corriger : rien n’est écrit");
        imports.MapGet("/{id:long}/wrong-lines", WrongAsync).Needs(any).WithName("readWrongLines")
            .WithSummary("Le fichier des lignes refusées par un import fait, chacune avec sa raison")
            .Produces<Stream>(StatusCodes.Status200OK, "text/csv");
    }

    private static async Task<List<ImportAnswer>> ListAsync(long? after, int? limit, ApiCall call) =>
        [.. (await (await VisibleImports.OfAsync(await call.ReadAsync(), call.Me)).Where(b => b.Id > (after ?? 0))
            .OrderBy(b => b.Id).Take(ApiPage.Size(limit)).ToListAsync()).Select(ImportAnswer.Of)];

    private static async Task<ImportAnswer> ReadAsync(long id, ApiCall call) =>
        ImportAnswer.Of(await FindAsync(id, call));

    private static async Task<ImportCheckAnswer> CheckAsync(long id, Installation installation, ApiCall call,
        CancellationToken cancel)
    {
        var batch = await FindAsync(id, call);
        if (batch.State != ImportBatch.Waiting || ImportKinds.Find(batch.Kind) is not { IsFec: false } kind)
            throw new BrokenRuleException("Cet import n’attend plus, ou ce sont des livres entiers. Voyez sa page.");
        var table = await ImportFiles.ReadAsync(new KeptFiles(installation, call.Me.CoopId), batch, cancel);
        var report = await ImportFiles.CheckAsync(await call.ReadAsync(), kind, batch, table);
        return new ImportCheckAnswer(report.Added, report.Known.Count, report.Wrong.Count,
            [.. report.Faults.Select(f => new ImportFaultAnswer(f.Line, f.Column, f.Message))]);
    }

    private static async Task<IResult> WrongAsync(long id, Installation installation, ApiCall call,
        CancellationToken cancel)
    {
        if (await FindAsync(id, call) is not { WrongName: { } name, WrongSha256: { } sha256 })
            throw new NotFoundException("Cet import n’a pas refusé de ligne, ou n’est pas fait.");
        return Results.Stream(await new KeptFiles(installation, call.Me.CoopId)
            .OpenAsync(new KeptFile(name, sha256), cancel), "text/csv", name);
    }

    private static async Task<ImportBatch> FindAsync(long id, ApiCall call) =>
        await (await VisibleImports.OfAsync(await call.ReadAsync(), call.Me)).SingleOrDefaultAsync(b => b.Id == id)
        ?? throw new NotFoundException(Missing);
}
