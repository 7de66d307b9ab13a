using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>The file of a batch, as long as it is kept.</summary>
public static class ImportFiles
{
    public static KeptFile FileOf(ImportBatch batch) => new(batch.FileName, batch.FileSha256);

    public static async Task<TableFile> ReadAsync(KeptFiles files, ImportBatch batch, CancellationToken cancel)
    {
        await using var stream = await files.OpenAsync(FileOf(batch), cancel);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return TableFile.Read(bytes.ToArray());
    }

    /// <summary>What importing would do now.</summary>
    public static async Task<ImportReport> CheckAsync(CoopDb db, ImportKind kind, ImportBatch batch, TableFile table)
    {
        var target = await kind.OpenAsync!(db, batch.ActivityId);
        return ImportReport.Of(ImportReport.Judge(target, kind.ColumnsFor(batch.ActivityId), batch.Columns,
            table.Rows));
    }

    public static Task<KeptFile> KeepWrongAsync(
        KeptFiles files, ImportBatch batch, ImportReport report, TableFile table, CancellationToken cancel) =>
        KeepAsync(files, report.WrongLines(table, batch.FileName), cancel);

    /// <summary>Rows that somebody may take away, as French spreadsheets open them.</summary>
    public static Task<KeptFile> KeepAsync(KeptFiles files, Sheet sheet, CancellationToken cancel)
    {
        var answer = CsvAnswer.Of(sheet);
        return files.KeepAsync(answer.FileDownloadName, new MemoryStream(answer.FileContents), cancel);
    }

    /// <summary>Takes the file away, unless another batch still waits for the same.</summary>
    public static async Task ForgetAsync(Store store, KeptFiles files, long id)
    {
        var alone = await store.WriteAsync(async w =>
        {
            var batch = await w.Db.ImportBatches.SingleAsync(b => b.Id == id);
            batch.HasFile = false;
            return await w.Db.ImportBatches.AnyAsync(b => b.Id != id && b.HasFile
                && b.FileSha256 == batch.FileSha256 && b.FileName == batch.FileName) ? null : batch;
        });
        if (alone is not null)
            files.Forget(FileOf(alone));
    }
}
