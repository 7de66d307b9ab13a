using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Data.Ledger;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.Domain.Ledger.Fec;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Imports;

/// <summary>
/// One import: what it would do, as long as it waits; then how far it is, what it did, and the way back.
/// </summary>
public sealed class ShowModel(JobRunner runner) : BatchPage
{
    /// <summary>A longer list helps nobody on a page; the file to correct holds all.</summary>
    public const int MostShown = 100;

    /// <summary>Books larger than this are judged while they are imported.</summary>
    private const long MostChecked = 20_000_000;

    public ImportReport? Report { get; private set; }
    public FecCheckResult? Books { get; private set; }
    public IReadOnlyList<KeptRow> KeptRows { get; private set; } = [];
    public Job? Job { get; private set; }

    /// <summary>What hinders the check, such as a file that is gone.</summary>
    public string? Trouble { get; private set; }

    public bool IsUnderWay => Batch.State is ImportBatch.Running or ImportBatch.Undoing;
    public bool MayUndo => Batch.State == ImportBatch.Done && Batch.Added > 0
        && UndoImport.IsRevocable(Batch, Time.GetUtcNow().UtcDateTime);

    public bool CanImport => Report is { Added: > 0 } || Kind.IsFec && Trouble is null && Books is not { Entries: 0 };

    public IEnumerable<FecRejection> BooksRefused => Books?.Rejected.Take(MostShown) ?? [];

    public Task OnGetAsync() => LoadAsync();

    /// <summary>Only how far it is; once it is over, the whole page is asked for again.</summary>
    public async Task<IActionResult> OnGetProgressAsync()
    {
        await LoadAsync();
        if (!IsUnderWay || Job is null || !Job.IsOpen())
            Response.Headers["HX-Refresh"] = "true";
        return Partial("_Progress", this);
    }

    /// <summary>The lines to correct, as a file.</summary>
    public async Task<IActionResult> OnGetWrongAsync()
    {
        if (Batch is { WrongName: { } name, WrongSha256: { } sha256 })
            return await TryAsync(async () => File(await Files.OpenAsync(new KeptFile(name, sha256),
                HttpContext.RequestAborted), "text/csv", name));
        if (Batch.State != ImportBatch.Waiting || Kind.IsFec)
            return NotFound();
        return await TryAsync(async () =>
        {
            var table = await TableAsync();
            var report = await ImportFiles.CheckAsync(await ReadAsync(), Kind, Batch, table);
            return CsvAnswer.Of(report.WrongLines(table, Batch.FileName));
        });
    }

    public Task<IActionResult> OnPostImportAsync() => TryAsync(async () =>
    {
        var long_ = Kind.IsFec || (await TableAsync()).Rows.Count > ImportJob.MostAtOnce;
        await WriteOnceAsync(async w =>
        {
            var batch = await HandInImport.BeginAsync(w, Id);
            if (long_)
                batch.JobId = await JobQueue.AskAsync(w, ImportJob.Kind.Key, $"{Id}", new Asker(Me.Name, Me.UserId));
            return "";
        });
        if (long_)
            runner.Call(Me.CoopId);
        else
        {
            var done = await RunImport.RunAsync(await Installation.StoreAsync(Me.CoopId), Files, Id);
            Tell("Import fait.", ImportWords.Counts(done));
        }
        return Redirect(Here);
    });

    public Task<IActionResult> OnPostUndoAsync() => TryAsync(async () =>
    {
        var long_ = Batch.Added > ImportJob.MostAtOnce;
        await WriteOnceAsync(async w =>
        {
            var batch = await UndoImport.BeginAsync(w, Id, Me.Name);
            if (long_)
                batch.JobId = await JobQueue.AskAsync(w, ImportJob.Undoing.Key, $"{Id}", new Asker(Me.Name, Me.UserId));
            return "";
        });
        if (long_)
            runner.Call(Me.CoopId);
        else
            Tell("Import annulé.", ImportWords.Undone(await UndoImport.RunAsync(
                await Installation.StoreAsync(Me.CoopId), ImportJob.SignedIn(Installation, Me.CoopId), Id)));
        return Redirect(Here);
    });

    public Task<IActionResult> OnPostGiveUpAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await HandInImport.GiveUpAsync(w, Id);
            return "";
        });
        await ImportFiles.ForgetAsync(await Installation.StoreAsync(Me.CoopId), Files, Id);
        Tell("Import abandonné.", "Rien n’a été ajouté, et le fichier est effacé.");
        return Redirect("/imports");
    });

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == Batch.JobId);
        KeptRows = Batch.State == ImportBatch.Undone ? await UndoImport.KeptAsync(db, Id) : [];
        if (Batch.State != ImportBatch.Waiting)
            return;
        try
        {
            await CheckAsync(db);
        }
        catch (BrokenRuleException rule)
        {
            Trouble = rule.Message;
        }
    }

    private async Task CheckAsync(CoopDb db)
    {
        if (!Kind.IsFec)
        {
            Report = await ImportFiles.CheckAsync(db, Kind, Batch, await TableAsync());
            return;
        }
        var path = Files.PathOf(ImportFiles.FileOf(Batch));
        if (!System.IO.File.Exists(path))
            throw new BrokenRuleException("Le fichier n’est plus là. Envoyez-le de nouveau.");
        if (new FileInfo(path).Length <= MostChecked)
            Books = await ImportFec.CheckAsync(await Installation.StoreAsync(Me.CoopId), path);
    }
}
