using System.Data.Common;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// Posts entries: gives each its place in the chain and its number, and writes it with its lines, open items and kept
/// balances. Works inside one write transaction of the co-op, in which nobody else posts; what it gathered is written
/// by <see cref="FlushAsync"/>, which the transaction calls before it commits.
/// </summary>
public sealed class LedgerWriter
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly RowWriter _rows;
    private readonly TimeProvider _time;
    private readonly PostingBuffer _buffer = new();
    private readonly Series _series;
    private Dictionary<int, FiscalYear>? _years;
    private readonly Dictionary<int, bool> _lockedMonths = [];
    private readonly HashSet<string> _knownThirdParties = [];
    private List<PostedEntry> _receipts = [];

    /// <summary>Where money that activities wait for stands: customers, and those who give grants.</summary>
    private static readonly AccountNumber[] Awaited = [Accounts.Customers, Accounts.GrantsReceivable];

    internal LedgerWriter(DbConnection connection, DbTransaction transaction, RowWriter rows, TimeProvider time)
    {
        (_connection, _transaction, _rows, _time) = (connection, transaction, rows, time);
        _series = new Series(rows, transaction);
    }

    /// <summary>Posts one entry, numbered in its journal.</summary>
    public async Task<PostedEntry> PostAsync(DraftEntry entry)
    {
        var year = await YearOfAsync(entry.Date);
        await RefuseLockedMonthAsync(entry);
        var sequence = await _series.NextAsync($"{entry.Journal}-{year.Year}");
        var posted = await AddAsync(entry, year.Year, $"{entry.Journal}-{year.Year}-{sequence:000000}", sequence,
            null);
        if (entry.Lines.Any(l => Awaited.Contains(l.Account) && l.Settles is { Paid.IsPositive: true }))
            _receipts.Add(posted);
        return posted;
    }

    /// <summary>
    /// The entries posted since the last call by which awaited money came, for what follows from money that comes.
    /// </summary>
    public IReadOnlyList<PostedEntry> TakeReceipts()
    {
        if (_receipts.Count == 0)
            return [];
        var taken = _receipts;
        _receipts = [];
        return taken;
    }

    public async Task<IReadOnlyList<PostedEntry>> PostAsync(IEnumerable<DraftEntry> entries)
    {
        var posted = new List<PostedEntry>();
        foreach (var entry in entries)
            posted.Add(await PostAsync(entry));
        return posted;
    }

    /// <summary>
    /// Posts an entry of other books under the number it had; only its date must lie in an open year.
    /// </summary>
    public async Task<PostedEntry> PostImportedAsync(DraftEntry entry, string number, int importId)
    {
        var year = await YearOfAsync(entry.Date);
        await RefuseLockedMonthAsync(entry);
        return await AddAsync(entry, year.Year, number, null, importId);
    }

    /// <summary>The next number of a series that must have no gap, such as invoices: 1, 2, 3…</summary>
    public Task<long> NextNumberAsync(string series) => _series.NextAsync(series);

    /// <summary>Makes sure that the third party is known before a line names it.</summary>
    public async Task KnowAsync(ThirdParty thirdParty, string name)
    {
        if (_knownThirdParties.Add(thirdParty.Code))
            await _rows.Prepared("INSERT INTO third_party (code, name) VALUES (@p0, @p1) ON CONFLICT (code) DO NOTHING",
                _transaction, thirdParty.Code, name).ExecuteNonQueryAsync();
    }

    /// <summary>The years may have changed in this transaction (opened, closed): read them again.</summary>
    public void ForgetYears()
    {
        _years = null;
        _lockedMonths.Clear();
    }

    /// <summary>Writes what was gathered. Reading one's own entries in the same transaction needs it first.</summary>
    public async Task FlushAsync()
    {
        if (_buffer.IsEmpty)
        {
            await _series.SaveAsync();
            return;
        }
        var lines =
            _buffer.Entries.SelectMany(e => e.Entry.Content.Lines.Select((l, i) => (e.Entry, Line: l, No: i + 1)))
            .ToList();
        await _rows.WriteAsync(LedgerTables.Line, _transaction, [.. lines.Select(l => LineRow(l.Entry, l.Line, l.No))]);
        await _rows.WriteAsync(LedgerTables.Entry, _transaction,
            [.. _buffer.Entries.Select(e => EntryRow(e.Entry, e.Sequence, e.ImportId))]);
        await _rows.WriteAsync(LedgerTables.Amount, _transaction, [.. _buffer.Entries.Select(e => AmountRow(e.Entry))]);
        await new OpenItemWriter(_rows, _transaction, _series).WriteAsync(lines);
        await SaveBalancesAsync();
        await SaveJournalTotalsAsync();
        await _series.SaveAsync();
        _buffer.Clear();
    }

    private async Task<PostedEntry> AddAsync(DraftEntry entry, int year, string number, long? sequence, int? importId)
    {
        var (position, previous, after) = await _series.NextPositionAsync(year);
        var id = new EntryId(year, position);
        // A clock that is set back must not make the books say that a later entry was posted before an earlier one.
        var now = _time.GetUtcNow().UtcDateTime;
        var at = now < after ? after : now;
        var hash = EntryChain.Hash(previous, id, number, at, entry);
        _series.MoveHead(year, position, hash, at);
        var posted = new PostedEntry(id, number, at, entry, hash);
        _buffer.Add(posted, sequence, importId);
        return posted;
    }

    private async Task<FiscalYear> YearOfAsync(DateOnly date)
    {
        _years ??= (await LedgerReader.YearsAsync(_connection, _transaction)).ToDictionary(y => y.Year);
        var year = _years.Values.FirstOrDefault(y => y.Days.Contains(date))
            ?? throw new BrokenRuleException(
                $"Aucun exercice n’est ouvert pour le {FrenchText.Short(date)}. Ouvrez l’exercice, puis recommencez.");
        if (year.IsClosed)
            throw new BrokenRuleException(
                $"L’exercice {year.Year} est clos. Datez l’opération du premier jour ouvert, en gardant sa date dans "
                + $"le libellé.");
        return year;
    }

    private async Task RefuseLockedMonthAsync(DraftEntry entry)
    {
        if (entry.IsOpening)
            return; // a year is closed when the first months of the next are closed too
        var month = Month.Of(entry.Date);
        if (!_lockedMonths.TryGetValue(month.Number, out var locked))
        {
            locked = await _rows.Prepared("SELECT 1 FROM month_lock WHERE month = @p0", _transaction, month.Number)
                .ExecuteScalarAsync() is not null;
            _lockedMonths[month.Number] = locked;
        }
        if (locked)
            throw new BrokenRuleException(
                $"Le mois {month.AfterDe()} est clos. Datez l’opération du premier jour du mois ouvert.");
    }

    private async Task SaveBalancesAsync()
    {
        const string sql = "INSERT INTO balance (month, activity_id, account, is_opening, debit, credit) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4, @p5) ON CONFLICT (month, activity_id, account, is_opening) "
            + "DO UPDATE SET debit = balance.debit + excluded.debit, credit = balance.credit + excluded.credit";
        foreach (var ((month, activity, account, opening), (debit, credit)) in _buffer.Balances)
            await _rows.Prepared(sql, _transaction, month, activity.Value, account.Digits, opening, debit, credit)
                .ExecuteNonQueryAsync();
    }

    private async Task SaveJournalTotalsAsync()
    {
        const string sql = "INSERT INTO journal_total (month, journal, entries, debit) VALUES (@p0, @p1, @p2, @p3) "
            + "ON CONFLICT (month, journal) DO UPDATE SET entries = journal_total.entries + excluded.entries, "
            + "debit = journal_total.debit + excluded.debit";
        foreach (var ((month, journal), (entries, debit)) in _buffer.JournalTotals)
            await _rows.Prepared(sql, _transaction, month, journal, entries, debit).ExecuteNonQueryAsync();
    }

    private static object?[] EntryRow(PostedEntry entry, long? sequence, int? importId)
    {
        var content = entry.Content;
        return
        [
            entry.Id.Value, entry.Id.FiscalYear, content.Journal, entry.Number, sequence, content.Date,
            EntryChain.Instant(entry.PostedAt), content.Label, content.PieceRef, content.PieceDate,
            content.Document?.Kind, content.Document?.Id, content.DocumentHash, content.Reverses?.Value,
            content.IsOpening, importId, entry.Hash,
        ];
    }

    /// <summary>The largest line is what people take for the amount of an entry, and look for.</summary>
    private static object?[] AmountRow(PostedEntry entry)
    {
        var largest = entry.Content.Lines.MaxBy(l => l.Debit.Cents + l.Credit.Cents)!;
        return [largest.Debit.Cents + largest.Credit.Cents, largest.Activity.Value, entry.Id.Value];
    }

    private static object?[] LineRow(PostedEntry entry, EntryLine line, int number) =>
    [
        entry.Id.Value, number, entry.Content.Date, line.Account.Digits, line.Activity.Value, line.ThirdParty?.Code,
        line.Debit.Cents, line.Credit.Cents, line.Label,
    ];
}
