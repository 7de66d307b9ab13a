using System.Security.Cryptography;
using Essaim.App.Data.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Fec;

namespace Essaim.App.Data.Ledger;

/// <summary>What an import added to the books, and the lines that it could not take.</summary>
public sealed record FecImportResult(long Entries, long Lines, IReadOnlyList<FecRejection> Rejected);

/// <summary>What an import would add, what is in the books already, and what it could not take.</summary>
public sealed record FecCheckResult(long Entries, long Lines, long Known, IReadOnlyList<FecRejection> Rejected);

/// <summary>
/// Opens or continues the books from another program's FEC. Takes every entry that is whole, opens missing fiscal
/// years, keeps the numbers, and adds unknown journals, accounts and third parties. Commits often, so that others can
/// work meanwhile; cut short and run again, it continues. What is in the books already is never added twice.
/// </summary>
public sealed class ImportFec
{
    private const string Kind = "fec";

    /// <summary>A batch ends when it has worked this long; writing and the commit come on top.</summary>
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(60);

    private const int LinesBetweenLooks = 1_000;
    private const int MostLinesInBatch = 20_000;

    private readonly Store _store;
    private readonly FecImportPlan _plan;
    private readonly int _importId;
    private readonly ImportNames _names = new();
    private readonly ImportMatchings _matchings;
    private readonly List<FecRejection> _rejected = [];
    private long _entries;
    private long _lines;

    private ImportFec(Store store, FecImportPlan plan, int importId)
    {
        (_store, _plan, _importId) = (store, plan, importId);
        _matchings = new ImportMatchings(store);
    }

    /// <param name="store">The co-op's database.</param>
    /// <param name="path">The file.</param>
    /// <param name="map">Which activity lines concern; the structure's when left out.</param>
    /// <param name="progress">Told how many lines were looked at.</param>
    /// <param name="cancel">Stops between two batches; what was committed stays.</param>
    public static async Task<FecImportResult> RunAsync(Store store, string path, ActivityMap? map = null,
        IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        var reader = FecReader.Open(file);
        var plan = await FecImportPlan.MakeAsync(store, reader, Path.GetFileName(path), map ?? ActivityMap.Empty);
        var import = new ImportFec(store, plan, await store.WriteAsync(w => BeginAsync(w, plan, path, sha256), cancel));
        await import.PostAsync(reader, progress, cancel);
        await import._matchings.WriteAsync(cancel);
        await ImportMatchings.SettleCarriedItemsAsync(store, plan.CarriedBefore);
        return new FecImportResult(import._entries, import._lines, import._rejected);
    }

    /// <summary>Judges a file as an import would, and writes nothing.</summary>
    public static async Task<FecCheckResult> CheckAsync(Store store, string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var reader = FecReader.Open(file);
        var plan = await FecImportPlan.MakeAsync(store, reader, Path.GetFileName(path), ActivityMap.Empty);
        var (entries, lines, known, rejected) = (0L, 0L, 0L, new List<FecRejection>());
        foreach (var item in reader.Read())
            if (item is not FecEntry entry)
                rejected.Add((FecRejection)item);
            else if (plan.WhyNot(entry, out var isKnown) is { } reason)
                rejected.AddRange(entry.Lines.Select(l => new FecRejection(l.Position, reason)));
            else if (isKnown)
                known += entry.Lines.Count;
            else
                (entries, lines) = (entries + 1, lines + entry.Lines.Count);
        return new FecCheckResult(entries, lines, known, rejected);
    }

    private static async Task<int> BeginAsync(WriteSession w, FecImportPlan plan, string path, string sha256)
    {
        foreach (var year in plan.YearsToReplace)
            await w.Connection.ExecuteAsync("DELETE FROM fiscal_year WHERE year = @p0", w.Transaction, year.Year);
        foreach (var year in plan.YearsToOpen)
            await OpenFiscalYear.OpenAsync(w, year);
        var known = await w.Connection.ScalarAsync(
            "SELECT id FROM import WHERE kind = @p0 AND sha256 = @p1 ORDER BY id LIMIT 1",
            w.Transaction, Kind, sha256);
        known ??= await w.Connection.ScalarAsync(
            "INSERT INTO import (kind, name, sha256, made_at) VALUES (@p0, @p1, @p2, @p3) RETURNING id",
            w.Transaction, Kind, Path.GetFileName(path), sha256, w.Now);
        return Convert.ToInt32(known);
    }

    private async Task PostAsync(FecReader reader, IProgress<long>? progress, CancellationToken cancel)
    {
        using var items = reader.Read().GetEnumerator();
        var more = true;
        while (more)
        {
            more = await _store.WriteAsync(w => PostBatchAsync(w, items), cancel);
            progress?.Report(_lines);
        }
    }

    /// <summary>Posts until the batch has taken long enough; false at the end of the file.</summary>
    private async Task<bool> PostBatchAsync(WriteSession w, IEnumerator<FecItem> items)
    {
        var start = _store.Time.GetTimestamp();
        var (lines, sinceLook) = (0, 0);
        while (items.MoveNext())
        {
            if (items.Current is FecRejection rejection)
                _rejected.Add(rejection);
            else
                sinceLook += await TakeAsync(w, (FecEntry)items.Current);
            if (sinceLook < LinesBetweenLooks)
                continue;
            await w.Ledger.FlushAsync();
            (lines, sinceLook) = (lines + sinceLook, 0);
            if (_store.Time.GetElapsedTime(start) > BatchTime || lines > MostLinesInBatch)
                return true;
        }
        return false;
    }

    private async Task<int> TakeAsync(WriteSession w, FecEntry entry)
    {
        if (_plan.Refusal(entry) is { } refusal)
        {
            Reject(entry, refusal);
            return entry.Lines.Count;
        }
        var draft = _plan.DraftOf(entry);
        if (_plan.Imported.TryFind(entry, draft.Draft, out var id, out var same))
        {
            if (same)
                await KeepAsync(w, id, draft);
            else
                Reject(entry, FecImportPlan.KnownOtherwise(entry));
            return entry.Lines.Count;
        }
        await _names.KnowAsync(w, draft, _plan.Drafts);
        var posted = await w.Ledger.PostImportedAsync(draft.Draft, entry.Number, _importId);
        for (var i = 0; i < entry.Lines.Count; i++)
            if (!entry.Lines[i].Amount.IsZero && _plan.GroupOf(entry.Lines[i]) is { } group)
                _matchings.Add(group, posted.Id, draft.LineNumbers[i], entry, entry.Lines[i], ImportedLine.Plain);
        _entries++;
        _lines += entry.Lines.Count;
        return entry.Lines.Count;
    }

    /// <summary>
    /// An entry that is there already may be matched by a longer file, or miss what a cut import did not write.
    /// </summary>
    private async Task KeepAsync(WriteSession w, EntryId id, FecDraft draft)
    {
        for (var i = 0; i < draft.Source.Lines.Count; i++)
        {
            var (line, number) = (draft.Source.Lines[i], draft.LineNumbers[i]);
            var state = _plan.Imported.LineOf(id, number);
            if (state == ImportedLine.Done || line.Amount.IsZero)
                continue;
            if (_plan.GroupOf(line) is { } group)
                _matchings.Add(group, id, number, draft.Source, line, state);
            else if (state == ImportedLine.Plain && _plan.Opens(draft.Source, line))
                await ImportMatchings.OpenLateAsync(w, id, number, draft.Draft.Lines[number - 1],
                    FecDrafts.DueOf(draft.Source.Date, line));
        }
    }

    private void Reject(FecEntry entry, string reason) =>
        _rejected.AddRange(entry.Lines.Select(l => new FecRejection(l.Position, reason)));
}
