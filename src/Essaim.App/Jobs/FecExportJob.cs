using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Identity;

namespace Essaim.App.Jobs;

/// <summary>Writes the FEC of a fiscal year into a kept file; the argument is the year.</summary>
public static class FecExportJob
{
    public static readonly JobKind Kind = new("export-fec", Capability.KeepBooks, year => $"FEC de {year}", RunAsync);

    /// <summary>So many entries are written while a page waits.</summary>
    private const int MostAtOnce = 20_000;

    /// <summary>Small enough to answer at once: entries of a year are numbered one by one in their key.</summary>
    public static async Task<bool> IsSmallAsync(CoopDb db, int year)
    {
        var first = year * 1_000_000_000L;
        var last = await db.ScalarAsync("SELECT max(id) FROM posted_entry WHERE id BETWEEN @p0 AND @p1", first,
            first + 999_999_999);
        return last is null || Convert.ToInt64(last) - first <= MostAtOnce;
    }

    private static async Task<JobResult> RunAsync(JobRun run)
    {
        var year = int.Parse(run.Argument, CultureInfo.InvariantCulture);
        var name = await ExportFec.FileNameAsync(run.Store, year);
        var lines = 0L;
        var file = await run.Files.KeepAsync(name, async to =>
            lines = await ExportFec.WriteAsync(run.Store, year, new Watched(to, run)), run.Stop);
        return new JobResult($"{lines} lignes.", file);
    }

    /// <summary>Tells how much is written, and stops when told so.</summary>
    private sealed class Watched(Stream to, JobRun run) : Stream
    {
        private const int Megabyte = 1 << 20;
        private long _written;

        public override void Write(ReadOnlySpan<byte> bytes)
        {
            run.Stop.ThrowIfCancellationRequested();
            to.Write(bytes);
            _written += bytes.Length;
            run.Progress.Report(new JobProgress($"{_written / Megabyte} Mo écrits", 0, 0));
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
        public override void Flush() => to.Flush();
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => _written;
        public override long Position { get => _written; set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
