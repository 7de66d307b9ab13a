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

/// <summary>What a table is, for the key of its sending.</summary>
internal sealed record SentTable(string Kind, string? Activity, string Name, string Sha256);

/// <summary>Takes a file that adds so many lines, as its check told.</summary>
public sealed record ImportTaken(int Added);

/// <summary>What is wrong in one line of a file.</summary>
public sealed record ImportFaultAnswer(int Line, string Column, string Message);

/// <summary>What importing a waiting file would do now, writing nothing.</summary>
public sealed record ImportCheckAnswer(int Added, int Known, int Refused, IReadOnlyList<ImportFaultAnswer> Faults);

/// <summary>
/// Programs hand in the tables that the page takes, under the heads of its models, look at what they would do, and have
/// them taken, or taken back. Whole books and columns by other names stay on the page.
/// </summary>
internal static class ImportEndpoints
{
    private const string Over = "Cet import n’attend plus, ou ce sont des livres entiers. Voyez sa page.";
    private const string Missing = "Il n’y a pas d’import à ce numéro. Regardez la liste des imports.";

    public static void Map(RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        Capability[] any = [.. ImportKinds.All.SelectMany(k => new[] { k.Needs, k.NeedsForOwn ?? k.Needs }).Distinct()];
        imports.MapGet("", ListAsync).Needs(any).WithName("listImports")
            .WithSummary("Les fichiers à importer ou importés");
        imports.MapPost("", HandInAsync).Needs(any).WithName("handInImport")
            .WithSummary("Déposer un tableau (CSV ou Excel) : ses octets sont le contenu de la demande")
            .Accepts<Stream>("*/*").Produces<ImportAnswer>(StatusCodes.Status201Created);
        imports.MapPost("/{id:long}/take", TakeAsync).Needs(any).WithName("takeImport")
            .WithSummary("Importer les bonnes lignes d’un fichier qui attend : c’est un travail")
            .Produces<ImportAnswer>(StatusCodes.Status201Created);
        imports.MapPost("/{id:long}/undo", UndoAsync).Needs(any).WithName("undoImport")
            .WithSummary("Annuler un import fait depuis moins de trente jours : c’est un travail")
            .Produces<ImportAnswer>(StatusCodes.Status201Created);
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

    private static async Task<IResult> HandInAsync(string kind, string file, string? activity, HttpRequest request,
        Installation installation, ApiCall call, CancellationToken cancel)
    {
        if (ImportKinds.Find(kind) is not { IsFec: false } known)
            throw new NotFoundException("Il n’y a pas d’import de ce genre. Prenez un de "
                + string.Join(", ", ImportKinds.All.Where(k => !k.IsFec).Select(k => k.Key)) + ".");
        if (!known.May(call.Me))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (known.OfActivity && activity is null && !call.Me.Can(known.Needs))
            throw new BrokenRuleException("Dites de quelle activité sont ces lignes : « activity ».");
        var owner = known.OfActivity && activity is not null ? (await call.ActivityAsync(activity)).Id
            : (Domain.Ledger.ActivityId?)null;
        var bytes = await BytesAsync(request.Body, cancel);
        var table = TableFile.Read(bytes);
        var kept = await new KeptFiles(installation, call.Me.CoopId).KeepAsync(file, new MemoryStream(bytes), cancel);
        var by = new Asker(call.Me.Name, call.Me.UserId);
        return await call.OnceAsync(new SentTable(kind, activity, kept.Name, kept.Sha256), async w =>
            ImportAnswer.Of(await HandInImport.HandInAsync(w, known, kept, table, owner, by)));
    }

    private static async Task<byte[]> BytesAsync(Stream body, CancellationToken cancel)
    {
        var bytes = new byte[TableFile.MostBytes + 1];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return read <= TableFile.MostBytes ? bytes[..read]
            : throw new BrokenRuleException("Ce fichier dépasse 15 Mo. Partagez-le en plusieurs.");
    }

    /// <summary>The columns are judged as the page judges them; then it is a long work, whatever its length.</summary>
    private static async Task<IResult> TakeAsync(long id, ImportTaken asked, JobRunner runner,
        Installation installation, ApiCall call, CancellationToken cancel)
    {
        var found = await FindAsync(id, call);
        var answer = await call.OnceAsync(asked, async w =>
        {
            if (found.State != ImportBatch.Waiting || ImportKinds.Find(found.Kind) is not { IsFec: false } kind)
                throw new BrokenRuleException(Over);
            var table = await ImportFiles.ReadAsync(new KeptFiles(installation, call.Me.CoopId), found, cancel);
            await HandInImport.ChooseAsync(w, id, kind, table, found.Columns);
            var would = await ImportFiles.CheckAsync(w.Db, kind, found, table);
            if (would.Added != asked.Added)
                throw new BrokenRuleException(
                    $"Cet import ajouterait maintenant {would.Added} lignes. Relisez ce qu’il ferait.");
            var batch = await HandInImport.BeginAsync(w, id);
            batch.JobId = await JobQueue.AskAsync(w, ImportJob.Kind.Key, $"{id}",
                new Asker(call.Me.Name, call.Me.UserId));
            return ImportAnswer.Of(batch);
        });
        runner.Call(call.Me.CoopId);
        return answer;
    }

    private static async Task<IResult> UndoAsync(long id, JobRunner runner, ApiCall call)
    {
        await FindAsync(id, call);
        var answer = await call.OnceAsync("", async w =>
        {
            var batch = await UndoImport.BeginAsync(w, id, call.Me.Name);
            batch.JobId = await JobQueue.AskAsync(w, ImportJob.Undoing.Key, $"{id}",
                new Asker(call.Me.Name, call.Me.UserId));
            return ImportAnswer.Of(batch);
        });
        runner.Call(call.Me.CoopId);
        return answer;
    }

    private static async Task<ImportCheckAnswer> CheckAsync(long id, Installation installation, ApiCall call,
        CancellationToken cancel)
    {
        var batch = await FindAsync(id, call);
        if (batch.State != ImportBatch.Waiting || ImportKinds.Find(batch.Kind) is not { IsFec: false } kind)
            throw new BrokenRuleException(Over);
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
